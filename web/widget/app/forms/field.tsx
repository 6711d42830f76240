// One field of a form: what it is called, how it is filled in, what helps, and what is wrong.
import type { ComponentChildren } from 'preact';
import type { FieldKind, FormField } from '../../../shared/events';
import type { Value } from '../../../shared/fields/check';
import { app } from '../context';
import { Agree, Few, Many, YesNo } from './choices';
import { Files } from './files';
import { t } from './words';

/** More choices than so many stand in a list that opens. */
const RADIOS_MAX = 5;

export interface FieldProps {
  run: number;
  field: FormField;
  value: Value | undefined;
  wrong: string | undefined;
  change: (value: Value) => void;
  leave: () => void;
}

/** What every control of a field has. */
export interface Control extends FieldProps {
  id: string;
  aria: {
    'aria-invalid'?: boolean | undefined;
    'aria-describedby'?: string | undefined;
    'aria-required'?: boolean | undefined;
  };
}

export function FieldView(props: FieldProps) {
  const { run, field, wrong } = props;
  const { kind } = field;
  const id = `run-${run}-${field.key}`;
  const example = kind.type === 'code' && kind.example;
  const help = [field.help, example && t('example', { example })].filter(Boolean).join(' ');
  const described = [help && `${id}-help`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  const aria = {
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': described || undefined,
    'aria-required': field.required || undefined,
  };
  const control: Control = { ...props, id, aria };
  const called = (
    <>
      {field.label} {field.required && <span>{t('required')}</span>}
    </>
  );
  const told = (
    <>
      {help && (
        <p class="help" id={`${id}-help`} dir="auto">
          {help}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`} dir="auto">
          {wrong}
        </p>
      )}
    </>
  );
  const group = grouped(control);
  if (group) {
    const isOneOf = kind.type === 'choice' || kind.type === 'yes_no';
    return (
      <fieldset class="field" {...(isOneOf ? { role: 'radiogroup', ...aria } : {})}>
        <legend dir="auto">{called}</legend>
        {group}
        {told}
      </fieldset>
    );
  }
  return (
    <div class="field">
      <label for={id} dir="auto">
        {called}
      </label>
      <Single {...control} />
      {told}
    </div>
  );
}

/** What has a control for each answer; null for what has one control in all. */
function grouped(control: Control): ComponentChildren {
  const { kind } = control.field;
  switch (kind.type) {
    case 'choice':
      return kind.options.length > RADIOS_MAX ? null : <Few {...control} options={kind.options} />;
    case 'choices':
      return <Many {...control} options={kind.options} />;
    case 'yes_no':
      return <YesNo {...control} />;
    case 'consent':
      return <Agree {...control} text={kind.text} />;
    case 'file':
      return <Files {...control} />;
    default:
      return null;
  }
}

function Single({ id, field, value, change, leave, aria }: Control) {
  const { kind } = field;
  const props = {
    id,
    name: field.key,
    value: String(value ?? ''),
    dir: 'auto' as const,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
    onBlur: leave,
    ...aria,
  };
  if (kind.type === 'long_text') return <textarea rows={3} {...props} />;
  if (kind.type === 'choice') {
    return (
      <select {...props}>
        <option value="">{t('choose')}</option>
        {kind.options.map((it) => (
          <option key={it.value} value={it.value}>
            {it.label}
          </option>
        ))}
      </select>
    );
  }
  const input = <input {...props} {...typed(kind)} />;
  if (kind.type !== 'money') return input;
  return (
    <div class="amount">
      <span aria-hidden="true">{sign(kind.currency)}</span>
      {input}
    </div>
  );
}

/** Which keyboard and which of the browser's own answers are right. */
function typed(kind: FieldKind) {
  switch (kind.type) {
    case 'email':
      return { type: 'email', inputMode: 'email', autocomplete: 'email' } as const;
    case 'phone':
      return { type: 'tel', autocomplete: 'tel' } as const;
    case 'number':
    case 'money': {
      // The keyboard of digits alone has no minus.
      const isCount = kind.type === 'number' && kind.whole && (kind.min ?? -1) >= 0;
      return { inputMode: isCount ? 'numeric' : 'decimal', autocomplete: 'off' } as const;
    }
    case 'date':
      return { type: 'date' } as const;
    case 'code':
      return { autocapitalize: 'characters', autocomplete: 'off', spellcheck: false } as const;
    default:
      return {};
  }
}

/** The sign of a currency, else its code. */
function sign(currency: string): string {
  try {
    const format = new Intl.NumberFormat(app.locale, { style: 'currency', currency });
    return format.formatToParts(0).find((it) => it.type === 'currency')?.value ?? currency;
  } catch {
    return currency;
  }
}
