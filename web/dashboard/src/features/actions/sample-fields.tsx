import type { Field } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Field as Labelled } from '../../ui/field';
import { useBuilder } from './builder';
import type { Answer } from './sample';
import { t } from './text';

interface Props {
  fields: readonly Field[];
  /** What does not fit, by key. */
  wrong?: Readonly<Record<string, string>>;
}

/** The fields as a visitor has them, filled in with samples that are never kept. */
export function SampleFields({ fields, wrong = {} }: Props) {
  const { sample, setSample } = useBuilder();
  const put = (key: string, answer: Answer) =>
    setSample({ ...sample, fields: { ...sample.fields, [key]: answer } });
  return (
    <div className="grid gap-3">
      {fields.map((field, at) => (
        <One
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have one key while they are edited.
          key={`${field.key} ${at}`}
          field={field}
          value={sample.fields[field.key]}
          error={wrong[field.key]}
          onChange={(answer) => put(field.key, answer)}
        />
      ))}
    </div>
  );
}

interface OneProps {
  field: Field;
  value: Answer | undefined;
  error: string | undefined;
  onChange: (answer: Answer) => void;
}

function One({ field, value, error, onChange }: OneProps) {
  const { kind } = field;
  const name = field.label || t('ask.unnamed');
  const label = field.required ? name : `${name} (${t('ask.is_optional')})`;
  if (kind.type === 'consent') {
    return (
      <label className="flex min-h-8 cursor-pointer items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span dir="auto">{kind.text || name}</span>
      </label>
    );
  }
  if (kind.type === 'choice' || kind.type === 'choices' || kind.type === 'yes_no') {
    return <Choices field={field} label={label} value={value} onChange={onChange} />;
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
  const text = typeof value === 'string' ? value : '';
  return (
    <Labelled label={label} hint={field.help || undefined} error={error}>
      {(ids) =>
        kind.type === 'long_text' ? (
          <textarea
            {...ids}
            className="field resize-y"
            rows={3}
            dir="auto"
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...ids}
            type={INPUTS[kind.type] ?? 'text'}
            className={cx('field', error && 'border-danger')}
            dir="auto"
            autoComplete="off"
            placeholder={hint(field)}
            value={text}
            onChange={(event) => onChange(event.target.value)}
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
  if (kind.type === 'code') return kind.example;
  if (kind.type === 'money') return kind.currency;
  if (kind.type === 'record') return t('preview.record');
  return undefined;
}

interface ChoicesProps {
  field: Field;
  label: string;
  value: Answer | undefined;
  onChange: (answer: Answer) => void;
}

function Choices({ field: { key, kind }, label, value, onChange }: ChoicesProps) {
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
    </fieldset>
  );
}
