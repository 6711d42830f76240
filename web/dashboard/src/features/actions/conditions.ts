// Conditions of an action: what can be compared, and how it is said.

import { type Test, toNumber, toText } from '../../lib/conditions';
import type { Condition, Operator } from '../../lib/wire';
import { called } from '../../ui/conditions/facts';
import { joined, valueWords } from '../../ui/conditions/sentence';
import type { Fact } from './names';
import { t } from './text';

export const OPERATORS = [
  'equals',
  'contains',
  'matches',
  'more',
  'less',
  'exists',
] as const satisfies Operator[];

export const blankTest = (fact?: Pick<Fact, 'name' | 'kind'>): Condition => ({
  fact: { name: fact?.name ?? '', is: 'equals', value: fitting('equals', '', fact) },
});

/** What a value has to be so that the comparison can come true. */
export function fitting(
  is: Operator,
  value: unknown,
  fact: Pick<Fact, 'kind'> | undefined,
): unknown {
  if (is === 'exists') return true;
  if (is === 'more' || is === 'less') return toNumber(value);
  if (is === 'matches' || is === 'contains') return toText(value);
  if (fact?.kind === 'number') return toNumber(value);
  if (fact?.kind === 'flag') return typeof value === 'boolean' ? value : true;
  return toText(value);
}

/** "Status is “late” and Amount is more than 20". */
export const sentence = (it: Condition, facts: readonly Fact[]): string =>
  joined(it, (test) => clause(test, facts));

function clause({ name, is, value, negated }: Test, facts: readonly Fact[]): string {
  const fact = facts.find((it) => it.name === name);
  const what = name ? called(name, facts) : '…';
  const words = t(negated ? `not_op.${is}` : `op.${is}`);
  return is === 'exists'
    ? `${what} ${words}`
    : `${what} ${words} ${valueWords(value, fact?.options)}`;
}
