import { expect, test } from 'vitest';
import type { Happening } from '../../shared/events';
import { translator } from '../../shared/i18n';
import { emptyThread, foldAll } from '../../shared/thread';
import { en as first } from '../locales/en';
import { enMore } from '../locales/en-more';
import { expectation } from './expectation';

const t = translator({ ...first, ...enMore }, 'en');
const handedOff: Happening = { kind: 'handed_off', reason: 'button', helps: false };
const events = (...happenings: Happening[]) =>
  happenings.map((it, at) => ({ conversation: 'c', seq: at + 1, prev: at, at, ...it }));
const told = (...happenings: Happening[]) =>
  expectation(foldAll(emptyThread('c'), events(handedOff, ...happenings)), t)?.words;

const within = (minutes: number): Happening => ({ kind: 'promised', minutes, until: 1 });

test('a promise is said in minutes, and in the place of the one before', () => {
  expect(told(within(1))).toBe('Usually answered within about a minute');
  expect(told(within(5))).toBe('Usually answered within about 5 minutes');
  expect(told(within(5), within(10))).toBe(
    'It takes longer than we said. Usually answered within about 10 minutes',
  );
  expect(told(within(5), { kind: 'promised', why: 'overdue' })).toMatch(/longer than usual/);
});

test('no minutes are said that nobody promised', () => {
  expect(told({ kind: 'promised' })).toBeUndefined();
  // The hours are named instead.
  expect(told({ kind: 'promised', why: 'nobody_here' })).toBeUndefined();
});

test('a promise is no longer shown when somebody answers, or when nobody waits', () => {
  const by = { id: 's', name: 'Sam' };
  expect(told(within(5), { kind: 'taken_over', by, from: null })).toBeUndefined();
  expect(told(within(5), { kind: 'wait_cancelled' })).toBeUndefined();
  expect(told(within(5), { kind: 'wait_cancelled' }, handedOff)).toBeUndefined();
});
