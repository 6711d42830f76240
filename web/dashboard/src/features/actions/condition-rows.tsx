import type { Row, Test } from '../../lib/conditions';
import type { Condition, Operator } from '../../lib/wire';
import { ByApi, ConditionList } from '../../ui/conditions/list';
import { NameSelect } from '../../ui/conditions/name-select';
import { useBuilder } from './builder';
import { blankTest, fitting, OPERATORS, sentence } from './conditions';
import { FaultLines } from './faults';
import { TestValue } from './test-value';
import { t } from './text';

const GROUPS = ['answer', 'lookup', 'visitor', 'page'] as const;

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

/** A condition of an action. */
export function ConditionRows(props: Props) {
  const { facts } = useBuilder();
  return (
    <ConditionList
      {...props}
      blank={() => blankTest(facts[0])}
      row={(row, label, onChange) => <OneRow row={row} label={label} onChange={onChange} />}
    >
      <FaultLines at={props.at} />
    </ConditionList>
  );
}

interface OneProps {
  row: Row;
  label: string;
  onChange: (row: Row) => void;
}

function OneRow({ row, label, onChange }: OneProps) {
  const { facts } = useBuilder();
  if ('raw' in row) return <ByApi words={sentence(row.raw, facts)} />;
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
      <NameSelect
        label={label}
        value={test.name}
        facts={facts}
        groups={GROUPS.map((group) => ({ group, label: t(`facts.${group}`) }))}
        onChange={(name) => put({ name })}
      />
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
