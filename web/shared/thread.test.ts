import { expect, test } from 'vitest';
import type { Happening, ThreadEvent } from './events';
import { type Bubble, emptyThread, fold, foldAll, isThinking, place } from './thread';

const sam = { id: 's', name: 'Sam' };
const cite = { source: 'a', revision: 1, position: 2, title: 'Returns', heading: 'Days' };

function events(...happenings: Happening[]): ThreadEvent[] {
  return happenings.map((it, at) => ({
    conversation: 'c',
    seq: at + 1,
    prev: at,
    at: 1_000 + at,
    ...it,
  }));
}
const sentence = (turn: number, attempt: number, index: number, text: string): Happening => ({
  kind: 'sentence',
  turn,
  attempt,
  index,
  text,
  citations: [cite],
});
const thread = (...happenings: Happening[]) => foldAll(emptyThread('c'), events(...happenings));
const bubbles = (...happenings: Happening[]) =>
  thread(...happenings).items.filter((it): it is Bubble => it.kind === 'bubble');

test('sentences of a turn are one bubble, whole when the turn has ended', () => {
  const asked: Happening[] = [
    { kind: 'visitor_said', text: 'How long?' },
    { kind: 'turn_started', turn: 1 },
    sentence(1, 1, 0, 'Thirty days.'),
    sentence(1, 1, 1, 'Keep the tag.'),
  ];
  const [, growing] = bubbles(...asked);
  expect(growing).toMatchObject({ text: 'Thirty days. Keep the tag.', state: 'growing', last: 4 });
  const [, whole] = bubbles(...asked, { kind: 'turn_ended', turn: 1, outcome: 'answered' });
  expect(whole).toMatchObject({ state: 'whole', outcome: 'answered', key: growing?.key });
  expect(whole?.sentences).toHaveLength(2);
});

test('a list in an answer keeps its lines', () => {
  const [answer] = bubbles(sentence(1, 1, 0, 'You need:'), sentence(1, 1, 1, '- the slip'));
  expect(answer?.text).toBe('You need:\n- the slip');
});

test('what follows a list is not part of its last item', () => {
  const [answer] = bubbles(sentence(1, 1, 0, '- the slip'), sentence(1, 1, 1, 'Nothing else.'));
  expect(answer?.text).toBe('- the slip\n\nNothing else.');
});

test('an answer that is cut off by a take-over stays and says so', () => {
  const state = thread({ kind: 'turn_started', turn: 1 }, sentence(1, 1, 0, 'It lies'), {
    kind: 'taken_over',
    by: sam,
  });
  expect(state.items[0]).toMatchObject({ state: 'interrupted' });
  expect(state.owner).toMatchObject({ is: 'teammate', teammate: sam });
  expect(state.turn).toBeNull();
});

test('an answer that was whole is not interrupted by what follows', () => {
  const state = thread(
    { kind: 'turn_started', turn: 1 },
    sentence(1, 1, 0, 'Done.'),
    { kind: 'turn_ended', turn: 1, outcome: 'answered' },
    { kind: 'handed_off', reason: 'button', helps: false },
  );
  expect(state.items[0]).toMatchObject({ state: 'whole' });
  expect(state.owner).toMatchObject({ is: 'queue', helping: false });
});

test('what a rule tells before it hands off is whole', () => {
  const told = [
    { kind: 'turn_started', turn: 1 } as const,
    sentence(1, 1, 0, 'A person will see.'),
  ];
  const passed = (reason: 'rule' | 'failed') =>
    thread(...told, { kind: 'handed_off', reason, helps: false }).items[0];
  expect(passed('rule')).toMatchObject({ state: 'whole' });
  expect(passed('failed')).toMatchObject({ state: 'interrupted' });
});

test('a retried turn leaves what was shown and begins a new bubble', () => {
  const all = bubbles(
    { kind: 'turn_started', turn: 1 },
    sentence(1, 1, 0, 'First try'),
    { kind: 'turn_retried', turn: 1, attempt: 2 },
    sentence(1, 2, 0, 'Second try.'),
    { kind: 'turn_ended', turn: 1, outcome: 'answered' },
  );
  expect(all.map((it) => [it.text, it.state])).toEqual([
    ['First try', 'interrupted'],
    ['Second try.', 'whole'],
  ]);
});

test('a turn that is superseded before it showed anything leaves nothing', () => {
  const state = thread({ kind: 'turn_started', turn: 1 }, { kind: 'turn_started', turn: 2 });
  expect(state.items).toEqual([]);
  expect(isThinking(state)).toBe(true);
});

test('the assistant who helps in the queue does not become the owner', () => {
  const state = thread(
    { kind: 'handed_off', reason: 'asked', helps: true },
    { kind: 'turn_started', turn: 1 },
    sentence(1, 1, 0, 'Meanwhile.'),
    { kind: 'turn_ended', turn: 1, outcome: 'answered' },
  );
  expect(state.owner).toMatchObject({ is: 'queue', reason: 'asked', helping: true });
});

test('a person is offered after a decline, and no longer once something follows', () => {
  const declined: Happening[] = [
    { kind: 'turn_started', turn: 1 },
    sentence(1, 1, 0, 'I do not know.'),
    { kind: 'turn_ended', turn: 1, outcome: 'declined' },
  ];
  expect(thread(...declined).offer).toBe(true);
  expect(thread(...declined, { kind: 'offered', topic: 'not_in_sources' }).offer).toBe(true);
  expect(thread(...declined, { kind: 'visitor_said', text: 'No' }).offer).toBe(false);
  expect(thread(...declined, { kind: 'taken_over', by: sam }).offer).toBe(false);
});

test('details add up, and what is absent stays as it was', () => {
  const state = thread(
    { kind: 'details_given', details: { name: 'Maya', note: 'A coat' } },
    { kind: 'details_given', details: { email: 'maya@example.com', name: null } },
  );
  expect(state.details).toEqual({ name: 'Maya', note: 'A coat', email: 'maya@example.com' });
});

test('every event twice, or replayed from the beginning, changes nothing', () => {
  const all = events(
    { kind: 'visitor_said', text: 'Hello' },
    { kind: 'turn_started', turn: 1 },
    sentence(1, 1, 0, 'Hello.'),
    { kind: 'handed_back', by: sam },
    { kind: 'resolved', by: sam },
  );
  const once = foldAll(emptyThread('c'), all);
  expect(foldAll(once, all)).toBe(once);
  expect(all.reduce((state, it) => fold(fold(state, it), it), emptyThread('c'))).toEqual(once);
});

test('an event is placed by what the reader may see, not by gaps in seq', () => {
  expect(place(3, { seq: 3, prev: 2 })).toBe('old');
  expect(place(3, { seq: 7, prev: 3 })).toBe('next');
  expect(place(3, { seq: 7, prev: 5 })).toBe('gap');
});
