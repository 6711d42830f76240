import type { Days, FieldKind } from '../../lib/wire';
import { Toggle } from '../../ui/choice';
import { Field } from '../../ui/field';
import { CodeFields } from './code-fields';
import { CURRENCIES } from './currencies';
import { useFault } from './faults';
import { NumberInput } from './number-input';
import { OptionRows } from './option-rows';
import { RecordFields } from './record-fields';
import { t } from './text';
import { ValueText } from './value-text';

interface Props<K extends FieldKind = FieldKind> {
  at: string;
  kind: K;
  onChange: (kind: FieldKind) => void;
}

type Of<K extends FieldKind['type']> = Extract<FieldKind, { type: K }>;

/** What there is to say about an answer beside its kind. */
export function KindFields({ at, kind, onChange }: Props) {
  switch (kind.type) {
    case 'number':
    case 'money':
      return <Amount at={at} kind={kind} onChange={onChange} />;
    case 'date':
      return <DateDays kind={kind} onChange={onChange} />;
    case 'choice':
    case 'choices':
      return (
        <OptionRows
          at={`${at}.options`}
          value={kind.options}
          onChange={(options) => onChange({ ...kind, options })}
        />
      );
    case 'code':
      return <CodeFields at={at} kind={kind} onChange={onChange} />;
    case 'record':
      return (
        <RecordFields
          at={`${at}.from`}
          value={kind.from}
          onChange={(from) => onChange({ ...kind, from })}
        />
      );
    case 'consent':
      return (
        <ValueText
          rows={2}
          at={`${at}.text`}
          label={t('kind.consent_text')}
          hint={t('kind.consent_hint')}
          value={kind.text}
          onChange={(text) => onChange({ ...kind, text })}
        />
      );
    default:
      return null;
  }
}

function Amount({ at, kind, onChange }: Props<Of<'number'> | Of<'money'>>) {
  const fault = useFault(`${at}.currency`);
  return (
    <div className="grid gap-4 md:grid-cols-3">
      {kind.type === 'money' && (
        <Field label={t('kind.currency')} error={fault}>
          {(ids) => (
            <select
              {...ids}
              className="field"
              value={kind.currency}
              onChange={(event) => onChange({ ...kind, currency: event.target.value })}
            >
              {[...new Set([kind.currency, ...CURRENCIES])].map((it) => (
                <option key={it} value={it}>
                  {it}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <NumberInput
        field={{}}
        label={t('kind.min')}
        at={`${at}.min`}
        value={kind.min}
        onChange={(min) => onChange({ ...kind, min })}
      />
      <NumberInput
        field={{}}
        label={t('kind.max')}
        at={`${at}.max`}
        value={kind.max}
        onChange={(max) => onChange({ ...kind, max })}
      />
      {kind.type === 'number' && (
        <Toggle
          label={t('kind.whole')}
          on={kind.whole ?? false}
          onChange={(whole) => onChange({ ...kind, whole })}
        />
      )}
    </div>
  );
}

function DateDays({ kind, onChange }: Omit<Props<Of<'date'>>, 'at'>) {
  return (
    <Field label={t('kind.days')}>
      {(ids) => (
        <select
          {...ids}
          className="field"
          value={kind.days ?? 'any'}
          onChange={(event) => onChange({ ...kind, days: event.target.value as Days })}
        >
          {(['any', 'past', 'future'] as const).map((it) => (
            <option key={it} value={it}>
              {t(`days.${it}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
