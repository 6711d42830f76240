import { useId, useState } from 'react';
import { type Test, toText } from '../../lib/conditions';
import { OptionSelect } from '../../ui/conditions/option-select';
import { useBuilder } from './builder';
import { fitting } from './conditions';
import type { Fact } from './names';
import { seenValues } from './seen';
import { t } from './text';

interface Props {
  label: string;
  test: Test;
  fact: Fact | undefined;
  onChange: (value: unknown) => void;
}

/** What a fact is compared with: what it can be to choose from, where that is known. */
export function TestValue({ label, test, fact, onChange }: Props) {
  const compares = test.is === 'equals' || test.is === 'contains';
  if (test.is === 'equals' && fact?.kind === 'flag') {
    return (
      <select
        aria-label={label}
        className="field w-auto max-md:w-full"
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
    return <OptionSelect label={label} options={fact.options} value={value} onChange={onChange} />;
  }
  return <Typed label={label} test={test} fact={fact} onChange={onChange} />;
}

/** What is typed freely; what the last tests brought is offered. */
function Typed({ label, test, fact, onChange }: Props) {
  const { draft, past } = useBuilder();
  const id = useId();
  const [raw, setRaw] = useState(toText(test.value));
  const seen = test.is === 'matches' ? [] : seenValues(draft, past, test.name);
  const value = toText(test.value);
  // What is being typed, such as `2.`, is not yet the number that it comes to.
  const typed = toText(fitting(test.is, raw, fact)) === value ? raw : value;
  const isNumber = test.is === 'more' || test.is === 'less' || fact?.kind === 'number';
  return (
    <>
      <input
        aria-label={label}
        className="field w-auto min-w-28 flex-1 max-md:basis-full"
        inputMode={isNumber ? 'decimal' : undefined}
        placeholder={hint(test, seen)}
        list={seen.length > 0 ? id : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setRaw(event.target.value);
          onChange(event.target.value);
        }}
        dir="auto"
      />
      {seen.length > 0 && (
        <datalist id={id}>
          {seen.map((it) => (
            <option key={it} value={it} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** What it was in the last test says best what can stand here. */
function hint(test: Test, seen: readonly string[]): string {
  if (test.is === 'matches') return t('cond.pattern_hint');
  return seen[0] ? t('cond.seen_hint', { value: seen[0] }) : t('cond.value_hint');
}
