// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { emptyThread, foldAll } from '../../../shared/thread';
import { answerOf, handoffOf, latestTurn, questionBefore, ruleOf } from './turns';
import type { ThreadEvent } from './wire';

type Kinds = { kind: ThreadEvent['kind'] } & Record<string, unknown>;

function thread(...happenings: Kinds[]) {
  const events = happenings.map(
    (it, at) => ({ conversation: 'a', seq: at + 1, prev: at, at, ...it }) as ThreadEvent,
  );
  return foldAll(emptyThread('a'), events);
}

const says = (text: string): Kinds => ({ kind: 'visitor_said', text });
const SAM = { id: 'sam', name: 'Sam' };
const turn = (n: number, ...texts: string[]): Kinds[] => [
  { kind: 'turn_started', turn: n },
  { kind: 'observed', turn: n, signals: {} },
  ...texts.map((text, index) => ({
    kind: 'sentence' as const,
    turn: n,
    attempt: 1,
    index,
    text,
    citations: [],
  })),
];
const ended = (n: number): Kinds => ({ kind: 'turn_ended', turn: n, outcome: 'answered' });

const TALK = thread(
  says('Hello'),
  ...turn(1, 'Hello.'),
  ended(1),
  says('I bought a coat.'),
  { kind: 'noted', by: SAM, text: 'A regular.' },
  says('Can I return it?'),
  ...turn(2, 'You have 30 days.', 'It is free.'),
  ended(2),
  says('A person, please'),
  ...turn(3),
  { kind: 'handed_off', reason: 'asked', helps: false },
);

it('knows what a turn was asked, over notes and in one text', () => {
  expect(questionBefore(TALK, 1)).toBe('Hello');
  expect(questionBefore(TALK, 2)).toBe('I bought a coat. Can I return it?');
  expect(questionBefore(TALK, 3)).toBe('A person, please');
  expect(questionBefore(TALK, 9)).toBe('');
});

it('knows what a turn said', () => {
  expect(answerOf(TALK, 2)).toBe('You have 30 days. It is free.');
  expect(answerOf(TALK, 3)).toBe('');
});

it('knows which turn passed the conversation on, and why', () => {
  expect([1, 2, 3].map((n) => handoffOf(TALK, n))).toEqual([null, null, 'asked']);
  const pressed = { kind: 'handed_off' as const, reason: 'button', helps: false };
  const later = thread(says('Hm?'), ...turn(1, 'I do not know.'), ended(1), pressed);
  expect(handoffOf(later, 1)).toBeNull();
  const byRule = { ...pressed, reason: 'rule', note: 'Lawyers' };
  const told = thread(says('Law?'), ...turn(1, 'A person will see.'), byRule);
  expect([handoffOf(told, 1), ruleOf(told, 1)]).toEqual(['rule', 'Lawyers']);
  const acted = { kind: 'action_started' as const, run: 1, action: 'a', started: 'judged' };
  const action = thread(says('Refund'), ...turn(1), acted, { ...pressed, reason: 'action' });
  expect(handoffOf(action, 1)).toBeNull();
  expect(latestTurn(TALK)).toBe(3);
  expect(latestTurn(emptyThread('a'))).toBeNull();
});
