// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { amount } from '../../lib/money';
import type { UsageLine } from '../../lib/wire';
import { byDay, groups, total } from './sums';

const line = (change: Partial<UsageLine>): UsageLine => ({
  day: '2026-11-22',
  model: 'small',
  purpose: 'answer',
  outcome: 'used',
  calls: 1,
  tokens_in: 100,
  tokens_out: 10,
  cost: 0.5,
  unpriced: 0,
  ...change,
});

const LINES = [
  line({ day: '2026-11-20', outcome: 'failed', cost: 0 }),
  line({ calls: 3 }),
  line({ outcome: 'discarded', model: 'large', cost: 2 }),
];

describe('usage', () => {
  it('has a day for each of the days, without a call too', () => {
    const days = byDay(LINES, 4, Date.parse('2026-11-22T23:59:00Z'));
    expect(days.map((it) => [it.day, it.sum.calls])).toEqual([
      ['2026-11-19', 0],
      ['2026-11-20', 1],
      ['2026-11-21', 0],
      ['2026-11-22', 4],
    ]);
    expect(days[3]?.shares).toEqual({
      used: { calls: 3, cost: 0.5 },
      unused: { calls: 1, cost: 2 },
      failed: { calls: 0, cost: 0 },
    });
  });

  it('adds up by what tells lines apart', () => {
    expect(total(LINES)).toEqual({ calls: 5, read: 300, written: 30, cost: 2.5 });
    expect(groups(LINES, 'model').map(([name, sum]) => [name, sum.calls])).toEqual([
      ['small', 4],
      ['large', 1],
    ]);
  });
});

describe('an amount', () => {
  it('is a number with a point or a comma', () => {
    expect(['3', ' 0,15 ', '.5', '0', '1.000,5', '-1', '', 'x'].map(amount)).toEqual([
      3,
      0.15,
      0.5,
      0,
      null,
      null,
      null,
      null,
    ]);
  });
});
