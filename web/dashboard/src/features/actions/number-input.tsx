import { useState } from 'react';
import { Field } from '../../ui/field';
import { useFault } from './faults';

interface Props {
  label: string;
  at: string;
  value: number | null | undefined;
  /** Empty or no number is none. */
  onChange: (value: number | null) => void;
  /** With its label above it, and this below. */
  field?: { hint?: string };
}

const read = (text: string) => {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(number) ? number : null;
};

/** A number as it is typed: `2.` is on its way to one. */
export function NumberInput({ label, at, value, onChange, field }: Props) {
  const now = value ?? null;
  const [raw, setRaw] = useState(String(now ?? ''));
  const fault = useFault(at);
  const control = {
    'data-at': at,
    inputMode: 'decimal' as const,
    className: field ? 'field' : 'field w-24',
    value: read(raw) === now ? raw : String(now ?? ''),
    onChange: (event: { target: { value: string } }) => {
      setRaw(event.target.value);
      onChange(read(event.target.value));
    },
  };
  if (!field) return <input aria-label={label} {...control} />;
  return (
    <Field label={label} hint={field.hint} error={fault}>
      {(ids) => <input {...control} {...ids} />}
    </Field>
  );
}
