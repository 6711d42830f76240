import { useState } from 'react';
import { fitting, type Test, toText } from './conditions';
import type { Fact } from './names';
import { t } from './text';

interface Props {
  label: string;
  test: Test;
  fact: Fact | undefined;
  onChange: (value: unknown) => void;
}

/** What a fact is compared with: what it can be to choose from, where that is known. */
export function TestValue({ label, test, fact, onChange }: Props) {
  const [raw, setRaw] = useState(toText(test.value));
  const compares = test.is === 'equals' || test.is === 'contains';
  if (test.is === 'equals' && fact?.kind === 'flag') {
    return (
      <select
        aria-label={label}
        className="field w-auto"
        value={String(test.value)}
        onChange={(event) => onChange(event.target.value === 'true')}
      >
        <option value="true">{t('value.yes')}</option>
        <option value="false">{t('value.no')}</option>
      </select>
    );
  }
  const value = toText(test.value);
  if (compares && fact?.options) {
    const isKnown = fact.options.some((it) => it.value === value);
    return (
      <select
        aria-label={label}
        className="field w-auto max-w-56"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {!isKnown && <option value={value}>{value || t('cond.choose')}</option>}
        {fact.options.map((it) => (
          <option key={it.value} value={it.value}>
            {it.label}
          </option>
        ))}
      </select>
    );
  }
  // What is being typed, such as `2.`, is not yet the number that it comes to.
  const typed = toText(fitting(test.is, raw, fact)) === value ? raw : value;
  const isNumber = test.is === 'more' || test.is === 'less' || fact?.kind === 'number';
  return (
    <input
      aria-label={label}
      className="field w-auto min-w-28 flex-1"
      inputMode={isNumber ? 'decimal' : undefined}
      placeholder={t(test.is === 'matches' ? 'cond.pattern_hint' : 'cond.value_hint')}
      value={typed}
      onChange={(event) => {
        setRaw(event.target.value);
        onChange(event.target.value);
      }}
      dir="auto"
    />
  );
}
