import { expect, test } from 'vitest';
import type { Happening, ThreadEvent } from '../../shared/events';
import { emptyThread, fold } from '../../shared/thread';
import { hostEvents } from './host-events';

function told(...happenings: Happening[]) {
  let thread = emptyThread('c');
  return happenings.flatMap((it, at) => {
    const event: ThreadEvent = { conversation: 'c', seq: at + 1, prev: at, at, ...it };
    thread = fold(thread, event);
    return hostEvents(event, thread);
  });
}

test('the site hears that answers were taken and that something was said, and no words', () => {
  const fields = [{ key: 'order', label: 'Order', text: 'A-1042' }];
  expect(
    told(
      { kind: 'turn_ended', turn: 1, outcome: 'acts' },
      { kind: 'action_started', title: 'Order status', run: 3, action: 'a1', started: 'phrase' },
      { kind: 'fields_given', run: 3, fields },
      { kind: 'action_ended', run: 3, end: 'done', text: 'It is late.', said: true },
    ),
  ).toEqual([
    ['action:submitted', { conversation: 'c', action: 'a1', run: 3 }],
    ['message:received', { conversation: 'c', by: 'assistant' }],
  ]);
});

test('an end without words is no message', () => {
  expect(
    told(
      { kind: 'action_started', title: 'Order status', run: 1, action: 'a1', started: 'button' },
      { kind: 'action_ended', run: 1, end: 'cancelled', text: '', said: false },
    ),
  ).toEqual([]);
});
