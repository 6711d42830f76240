// A test as it is edited: how it is compared, and with what.
import { type Test, toNumber, toText } from '../../lib/conditions';
import type { Condition } from '../../lib/wire';
import { factOf, type Kind, kindOf, OPS, type Op } from './facts';

/** The way in which a test compares; one that is not offered is told all the same. */
export function opOf({ is, negated, value }: Test): Op {
  const prefix = negated ? 'not_' : '';
  if (is === 'equals' && typeof value === 'boolean') {
    return { id: `${prefix}${value ? 'yes' : 'no'}`, is, negated, value };
  }
  return { id: `${prefix}${is}`, is, negated };
}

/** What can be chosen for a test: what fits the fact, and what is chosen already. */
export function opsFor(test: Test): readonly Op[] {
  const fitting = OPS[kindOf(test.name)];
  const now = opOf(test);
  return fitting.some((it) => it.id === now.id) ? fitting : [...fitting, now];
}

/** "At least three" is kept as "more than two": people count in whole steps. */
const isAtLeast = (kind: Kind, { is, negated }: Pick<Op, 'is' | 'negated'>) =>
  kind === 'count' && is === 'more' && !negated;

/** Shares are written in percent. */
export const isShare = (kind: Kind, { is }: Pick<Op, 'is'>) => kind === 'share' && is !== 'exists';

export const isNumber = (kind: Kind, { is }: Pick<Op, 'is'>) =>
  kind === 'count' || kind === 'share' || is === 'more' || is === 'less';

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** A value as it stands in its field. */
export function shownValue(test: Test): string {
  const kind = kindOf(test.name);
  const { value } = test;
  if (typeof value !== 'number') return toText(value);
  if (isAtLeast(kind, test)) return String(Math.floor(value) + 1);
  return String(isShare(kind, test) ? rounded(value * 100) : value);
}

/** What was written, as it is kept. */
export function readValue(text: string, name: string, op: Pick<Op, 'is' | 'negated'>): unknown {
  const kind = kindOf(name);
  if (!isNumber(kind, op)) return text;
  const number = toNumber(text);
  if (typeof number !== 'number') return number;
  if (isAtLeast(kind, op)) return number - 1;
  return isShare(kind, op) ? rounded(number / 100) : number;
}

const FIRST: Partial<Record<Kind, string>> = { count: '2', share: '50' };

function firstValue(name: string, op: Op): unknown {
  if (op.value !== undefined) return op.value;
  if (op.is === 'exists') return true;
  const text = factOf(name)?.options?.[0]?.value ?? FIRST[kindOf(name)] ?? '';
  return readValue(text, name, op);
}

/** A test of something else begins anew. */
export function about(name: string): Test {
  const first = OPS[kindOf(name)][0] as Op;
  return { name, is: first.is, negated: first.negated, value: firstValue(name, first) };
}

/** The same, compared in another way: what was written stays where it fits. */
export function comparing(test: Test, op: Op): Test {
  const { name, value } = test;
  const now = { name, is: op.is, negated: op.negated };
  const isFixed = op.value !== undefined || op.is === 'exists';
  if (isFixed || typeof value === 'boolean') return { ...now, value: firstValue(name, op) };
  return { ...now, value: readValue(shownValue(test), name, op) };
}

/** The words of the message: what is asked most. */
export function blankCondition(): Condition {
  const { negated: _, ...fact } = about('text');
  return { fact };
}
