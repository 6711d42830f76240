import { expect, test } from 'vitest';
import type { ThreadEvent } from '../../shared/events';
import { emptyThread, foldAll } from '../../shared/thread';
import { canCancel } from './cancel';

type Happened = Record<string, unknown> & { kind: string };
const by = { id: 'sam', name: 'Sam' };
const notLive = { kind: 'handed_off', reason: 'not_live', helps: false };
const pressed = { kind: 'handed_off', reason: 'button', helps: false };
const taken = { kind: 'taken_over', by };
const released = { kind: 'released', teammate: by, cause: 'silent', helps: false };

const after = (...all: Happened[]) => {
  const events = all.map((it, at) => ({ ...it, seq: at + 1, at }) as unknown as ThreadEvent);
  return canCancel(foldAll(emptyThread('c'), events));
};

test('who asked for a person can go back to the assistant', () => {
  expect(after(pressed)).toBe(true);
  expect(after(pressed, taken)).toBe(false);
  expect(after(pressed, taken, released)).toBe(true);
});

test('where people answer nobody is sent back to it, whatever brought them to the queue', () => {
  expect(after(notLive)).toBe(false);
  expect(after(notLive, taken, released)).toBe(false);
  expect(after(notLive, taken, { kind: 'handed_back', by }, pressed)).toBe(true);
});
