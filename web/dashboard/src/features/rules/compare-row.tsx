import { useState } from 'react';
import type { Row, Test } from '../../lib/conditions';
import { ByApi } from '../../ui/conditions/list';
import { NameSelect } from '../../ui/conditions/name-select';
import { OptionSelect } from '../../ui/conditions/option-select';
import { tc } from '../../ui/conditions/text';
import {
  about,
  comparing,
  isNumber,
  isShare,
  opOf,
  opsFor,
  readValue,
  shownValue,
} from './compare';
import { FACTS, factOf, GROUPS, kindOf } from './facts';
import { conditionWords, opWords } from './sentence';
import { t } from './text';

interface Props {
  row: Row;
  label: string;
  onChange: (row: Row) => void;
}

const groups = GROUPS.map((group) => ({ group, label: t(`groups.${group}`) }));

/** One test of a rule's condition: what it is about, how it is compared, and with what. */
export function CompareRow({ row, label, onChange }: Props) {
  if ('raw' in row) return <ByApi words={conditionWords(row.raw)} />;
  const { test } = row;
  const kind = kindOf(test.name);
  const ops = opsFor(test);
  const now = opOf(test);
  const put = (changed: Test) => onChange({ test: changed });
  const rename = (name: string) => {
    // The name of an attribute is being written: how it is compared stays.
    const isSame = kindOf(name) === kind && kind === 'any';
    put(isSame ? { ...test, name } : about(name));
  };
  return (
    <>
      <NameSelect label={label} value={test.name} facts={FACTS} groups={groups} onChange={rename} />
      <select
        aria-label={tc('cond.operator', { label })}
        className="field w-auto max-w-44 max-md:w-full max-md:max-w-none"
        value={now.id}
        onChange={(event) => {
          const chosen = ops.find((it) => it.id === event.target.value);
          if (chosen) put(comparing(test, chosen));
        }}
      >
        {ops.map((it) => (
          <option key={it.id} value={it.id}>
            {opWords(kind, it)}
          </option>
        ))}
      </select>
      {now.is !== 'exists' && now.value === undefined && (
        <Value
          key={`${test.name} ${now.id}`}
          label={tc('cond.value', { label })}
          test={test}
          onChange={(value) => put({ ...test, value })}
        />
      )}
    </>
  );
}

interface ValueProps {
  label: string;
  test: Test;
  onChange: (value: unknown) => void;
}

function Value({ label, test, onChange }: ValueProps) {
  const options = factOf(test.name)?.options;
  if (!options) return <Typed label={label} test={test} onChange={onChange} />;
  const value = shownValue(test);
  return <OptionSelect label={label} options={options} value={value} onChange={onChange} />;
}

/** What is typed freely. What is on its way to a number, such as `2.`, is not lost. */
function Typed({ label, test, onChange }: ValueProps) {
  const [raw, setRaw] = useState(shownValue(test));
  const kind = kindOf(test.name);
  const numeric = isNumber(kind, test);
  const value = readValue(raw, test.name, test) === test.value ? raw : shownValue(test);
  return (
    <>
      <input
        aria-label={label}
        className={numeric ? 'field w-20' : 'field w-auto min-w-28 flex-1 max-md:basis-full'}
        inputMode={numeric ? 'decimal' : undefined}
        placeholder={hint(test)}
        autoComplete="off"
        value={value}
        onChange={(event) => {
          setRaw(event.target.value);
          onChange(readValue(event.target.value, test.name, test));
        }}
        dir="auto"
      />
      {isShare(kind, test) && <span aria-hidden>%</span>}
    </>
  );
}

function hint({ is, name }: Test): string {
  if (is === 'matches') return tc('cond.pattern_hint');
  if (name === 'tags') return t('value.tag_hint');
  return name === 'text' ? t('value.message_hint') : tc('cond.value_hint');
}
