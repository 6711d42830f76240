import { X } from 'lucide-react';
import { amount } from '../../lib/money';
import { IconButton } from '../../ui/button';
import { InputField } from '../../ui/field';
import { t } from './text';

export interface PriceFields {
  model: string;
  input: string;
  output: string;
}

interface Props {
  row: PriceFields;
  /** What is wrong is said once somebody tried to save. */
  checks: boolean;
  onChange: (row: PriceFields) => void;
  onRemove: () => void;
}

/** What a million tokens of one model cost. */
export function PriceRow({ row, checks, onChange, onRemove }: Props) {
  const wrong = (text: string) => (checks && amount(text) === null ? t('prices.wrong') : undefined);
  const name = row.model.trim() || t('prices.unnamed');
  return (
    <li className="flex flex-wrap items-start gap-3 rounded-card border border-line p-3">
      <div className="min-w-full flex-1 md:min-w-40">
        <InputField
          label={t('prices.model')}
          error={checks && !row.model.trim() ? t('prices.needed') : undefined}
          value={row.model}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => onChange({ ...row, model: event.target.value })}
        />
      </div>
      {(['input', 'output'] as const).map((key) => (
        <div key={key} className="w-24">
          <InputField
            label={t(`prices.${key}`)}
            error={wrong(row[key])}
            inputMode="decimal"
            autoComplete="off"
            value={row[key]}
            onChange={(event) => onChange({ ...row, [key]: event.target.value })}
          />
        </div>
      ))}
      <div className="mt-5.5">
        <IconButton label={t('prices.remove', { model: name })} onClick={onRemove}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}
