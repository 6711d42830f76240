import { Plus } from 'lucide-react';
import type { Condition, Operator } from '../../lib/wire';
import { Button } from '../../ui/button';
import { useBuilder } from './builder';
import {
  blankTest,
  fitting,
  fromRows,
  OPERATORS,
  type Row,
  sentence,
  type Test,
  toRows,
} from './conditions';
import { FaultLines } from './faults';
import { NameSelect } from './name-select';
import { RowTools, rowKeys, useRows } from './rows';
import { TestValue } from './test-value';
import { t } from './text';

interface Props {
  /** Its path in the definition. */
  at: string;
  /** Heard before its controls: which branch it is of. */
  label: string;
  value: Condition;
  onChange: (value: Condition) => void;
  /** What is said before the first row. */
  lead: string;
}

/** A condition as sentences that all or any have to hold. */
export function ConditionRows({ at, label, value, onChange, lead }: Props) {
  const { facts } = useBuilder();
  const { join, rows: list } = toRows(value);
  const { rows, add, box } = useRows(list, (rows) => onChange(fromRows({ join, rows })));
  const more = () => {
    const blank = toRows(blankTest(facts[0])).rows[0];
    if (blank) add(blank);
  };
  return (
    <fieldset className="min-w-0" data-at={at} tabIndex={-1}>
      <legend className="sr-only">{label}</legend>
      <ol ref={box} className="grid gap-2">
        {rows.map((it) => (
          <li
            key={it.id}
            data-row
            onKeyDownCapture={rowKeys(it)}
            className="flex flex-wrap items-center gap-2"
          >
            <span className="min-w-6 font-medium max-md:flex-1">
              {it.at === 0 ? lead : t(`cond.${join}`)}
            </span>
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-md:order-last max-md:basis-full">
              <OneRow row={it.value} onChange={it.put} label={`${label} ${it.at + 1}`} />
            </div>
            <RowTools
              {...it}
              remove={rows.length > 1 ? it.remove : undefined}
              name={t('cond.row', { n: it.at + 1 })}
            />
          </li>
        ))}
      </ol>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button small look="quiet" icon={<Plus size={14} aria-hidden />} onClick={more}>
          {t('cond.add')}
        </Button>
        {rows.length > 1 && (
          <select
            aria-label={t('cond.join')}
            className="field w-auto max-md:w-full"
            value={join}
            onChange={(event) =>
              onChange(fromRows({ join: event.target.value as 'all' | 'any', rows: list }))
            }
          >
            <option value="all">{t('cond.join_all')}</option>
            <option value="any">{t('cond.join_any')}</option>
          </select>
        )}
      </div>
      <FaultLines at={at} />
    </fieldset>
  );
}

interface OneProps {
  row: Row;
  label: string;
  onChange: (row: Row) => void;
}

function OneRow({ row, label, onChange }: OneProps) {
  const { facts } = useBuilder();
  if ('raw' in row) {
    return (
      <p className="min-w-0 flex-1 rounded-control border border-line bg-bg px-3 py-1.5">
        {sentence(row.raw, facts)}
        <span className="block text-xs text-muted">{t('cond.by_api')}</span>
      </p>
    );
  }
  const { test } = row;
  const fact = facts.find((it) => it.name === test.name);
  const put = (change: Partial<Test>) => {
    const now = { ...test, ...change };
    const known = facts.find((it) => it.name === now.name);
    onChange({ test: { ...now, value: fitting(now.is, now.value, known) } });
  };
  const chosen = `${test.negated ? 'not_op' : 'op'}.${test.is}`;
  const choose = (value: string) => {
    const [kind, is] = value.split('.');
    put({ negated: kind === 'not_op', is: is as Operator });
  };
  return (
    <>
      <NameSelect label={label} value={test.name} onChange={(name) => put({ name })} />
      <select
        aria-label={t('cond.operator', { label })}
        className="field w-auto max-w-36 max-md:w-full max-md:max-w-none"
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        {OPERATORS.flatMap((is) => [
          <option key={is} value={`op.${is}`}>
            {t(`op.${is}`)}
          </option>,
          <option key={`not ${is}`} value={`not_op.${is}`}>
            {t(`not_op.${is}`)}
          </option>,
        ])}
      </select>
      {test.is !== 'exists' && (
        <TestValue
          label={t('cond.value', { label })}
          test={test}
          fact={fact}
          onChange={(value) => put({ value })}
        />
      )}
    </>
  );
}
