// What the lines of a usage add up to. Asks nobody for the time: today is told.
import type { CallOutcome, UsageLine } from '../../lib/wire';

const DAY_MS = 86_400_000;

/** What became of calls, as far as a bar tells it apart. */
export type Share = 'used' | 'unused' | 'failed';
export const SHARES = ['used', 'unused', 'failed'] as const satisfies Share[];

const SHARE_OF: Record<CallOutcome, Share> = {
  used: 'used',
  // That nothing is said of it is what it was asked for as well.
  declined: 'used',
  unborne: 'unused',
  discarded: 'unused',
  failed: 'failed',
};

export interface Sum {
  calls: number;
  read: number;
  written: number;
  cost: number;
}

export interface Day {
  /** Such as 2026-11-22, in UTC. */
  day: string;
  sum: Sum;
  shares: Record<Share, { calls: number; cost: number }>;
}

export const NOTHING: Sum = { calls: 0, read: 0, written: 0, cost: 0 };

function plus(sum: Sum, line: UsageLine): Sum {
  return {
    calls: sum.calls + line.calls,
    read: sum.read + line.tokens_in,
    written: sum.written + line.tokens_out,
    cost: sum.cost + line.cost,
  };
}

export function total(lines: readonly UsageLine[]): Sum {
  return lines.reduce(plus, NOTHING);
}

/** The last days up to today, those without a call among them; oldest first. */
export function byDay(lines: readonly UsageLine[], count: number, today: number): Day[] {
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(today - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10);
    const its = lines.filter((line) => line.day === day);
    const share = (wanted: Share) => {
      const { calls, cost } = total(its.filter((line) => SHARE_OF[line.outcome] === wanted));
      return { calls, cost };
    };
    return {
      day,
      sum: total(its),
      shares: { used: share('used'), unused: share('unused'), failed: share('failed') },
    };
  });
}

export type Grouping = 'outcome' | 'model' | 'purpose';

/** Sums by one of the things that tell lines apart, the most calls first. */
export function groups<K extends Grouping>(
  lines: readonly UsageLine[],
  by: K,
): [UsageLine[K], Sum][] {
  const sums = new Map<UsageLine[K], Sum>();
  for (const line of lines) sums.set(line[by], plus(sums.get(line[by]) ?? NOTHING, line));
  return [...sums].sort(([, one], [, other]) => other.calls - one.calls);
}
