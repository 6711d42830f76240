import type { Choice } from '../../lib/wire';
import { tc } from './text';

interface Props {
  label: string;
  options: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** What a fact is compared with, of what it can be. What it cannot be stays until another is
 * chosen. */
export function OptionSelect({ label, options, value, onChange }: Props) {
  const isKnown = options.some((it) => it.value === value);
  return (
    <select
      aria-label={label}
      className="field w-auto max-w-56 max-md:w-full max-md:max-w-none"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {!isKnown && <option value={value}>{value || tc('cond.choose')}</option>}
      {options.map((it) => (
        <option key={it.value} value={it.value}>
          {it.label}
        </option>
      ))}
    </select>
  );
}
