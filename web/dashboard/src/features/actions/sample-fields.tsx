import type { Field } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Field as Labelled } from '../../ui/field';
import { useBuilder } from './builder';
import type { Answer } from './sample';
import { recordOptions } from './seen';
import { t } from './text';

interface Props {
  fields: readonly Field[];
  /** What does not fit, by key. */
  wrong?: Readonly<Record<string, string>>;
  /** As in the chat: what has to be filled in is marked, and examples are told. */
  asInChat?: boolean;
}

/** The fields as a visitor has them, filled in with samples that are never kept. */
export function SampleFields({ fields, wrong = {}, asInChat = false }: Props) {
  const { sample, setSample } = useBuilder();
  const put = (key: string, answer: Answer) =>
    setSample((old) => ({ ...old, fields: { ...old.fields, [key]: answer } }));
  return (
    <div className="grid gap-3">
      {fields.map((field, at) => (
        <One
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have one key while they are edited.
          key={`${field.key} ${at}`}
          field={field}
          label={labelOf(field, asInChat)}
          help={helpOf(field, asInChat)}
          value={sample.fields[field.key]}
          error={wrong[field.key]}
          onChange={(answer) => put(field.key, answer)}
        />
      ))}
    </div>
  );
}

function labelOf({ label, required }: Field, asInChat: boolean): string {
  const name = label || t('ask.unnamed');
  if (asInChat) return required ? `${name} (${t('ask.is_required')})` : name;
  return required ? name : `${name} (${t('ask.is_optional')})`;
}

function helpOf({ help, kind }: Field, asInChat: boolean): string | undefined {
  const example =
    asInChat && kind.type === 'code' && kind.example
      ? t('preview.example', { example: kind.example })
      : '';
  return [help, example].filter(Boolean).join(' ') || undefined;
}

interface OneProps {
  field: Field;
  label: string;
  help: string | undefined;
  value: Answer | undefined;
  error: string | undefined;
  onChange: (answer: Answer) => void;
}

function One(props: OneProps) {
  const { field, label, value, onChange } = props;
  const { kind } = field;
  const { calls } = useBuilder();
  if (kind.type === 'consent') return <Consent {...props} text={kind.text || label} />;
  if (kind.type === 'choice' || kind.type === 'choices' || kind.type === 'yes_no') {
    return <Choices {...props} />;
  }
  if (kind.type === 'file') {
    return (
      <div>
        <p className="text-sm font-medium">{label}</p>
        <p className="rounded-control border border-line px-3 py-2 text-sm text-muted">
          {t('preview.file')}
        </p>
      </div>
    );
  }
  const options = recordOptions(kind, calls);
  if (options.length > 0) return <Records {...props} options={options} />;
  return <Text {...props} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
}

function Text({ field, label, help, value, error, onChange }: OneProps & { value: string }) {
  const { kind } = field;
  const shared = {
    dir: 'auto' as const,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Labelled label={label} hint={help} error={error}>
      {(ids) =>
        kind.type === 'long_text' ? (
          <textarea {...ids} {...shared} className="field resize-y" rows={3} />
        ) : (
          <input
            {...ids}
            {...shared}
            type={INPUTS[kind.type] ?? 'text'}
            className={cx('field', error && 'border-danger')}
            autoComplete="off"
            placeholder={hint(field)}
          />
        )
      }
    </Labelled>
  );
}

const INPUTS: Partial<Record<Field['kind']['type'], string>> = {
  email: 'email',
  phone: 'tel',
  date: 'date',
};

function hint({ kind }: Field): string | undefined {
  if (kind.type === 'money') return kind.currency;
  if (kind.type === 'record') return t('preview.record');
  return undefined;
}

interface RecordsProps extends OneProps {
  options: readonly { value: string; label: string }[];
}

/** One of the records that the last test looked up. */
function Records({ label, help, value, error, options, onChange }: RecordsProps) {
  const chosen = typeof value === 'string' ? value : '';
  const isKnown = options.some((it) => it.value === chosen);
  return (
    <Labelled label={label} hint={help} error={error}>
      {(ids) => (
        <select
          {...ids}
          className="field"
          value={chosen}
          onChange={(event) => onChange(event.target.value)}
        >
          {!isKnown && <option value={chosen}>{chosen || t('cond.choose')}</option>}
          {options.map((it) => (
            <option key={it.value} value={it.value}>
              {it.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function Consent({ text, value, error, onChange }: OneProps & { text: string }) {
  return (
    <div className="grid gap-1">
      <label className="flex min-h-8 cursor-pointer items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span dir="auto">{text}</span>
      </label>
      <Unfit error={error} />
    </div>
  );
}

function Unfit({ error }: { error: string | undefined }) {
  if (!error) return null;
  return (
    <p role="alert" className="text-sm text-danger">
      {error}
    </p>
  );
}

function Choices({ field: { key, kind }, label, help, value, error, onChange }: OneProps) {
  const isMany = kind.type === 'choices';
  const options =
    kind.type === 'choice' || kind.type === 'choices'
      ? kind.options
      : (['yes', 'no'] as const).map((it) => ({ value: it, label: t(`value.${it}`) }));
  const chosen = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const choose = (one: string, on: boolean) => {
    if (!isMany) onChange(one);
    else onChange(on ? [...chosen, one] : chosen.filter((it) => it !== one));
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="text-sm font-medium">{label}</legend>
      {options.map((it) => (
        <label key={it.value} className="flex min-h-6 cursor-pointer items-center gap-2">
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={`sample ${key}`}
            className="size-4 accent-(--accent)"
            checked={chosen.includes(it.value)}
            onChange={(event) => choose(it.value, event.target.checked)}
          />
          <span dir="auto">{it.label}</span>
        </label>
      ))}
      {help && <p className="text-sm text-muted">{help}</p>}
      <Unfit error={error} />
    </fieldset>
  );
}
