import { expect, test } from 'vitest';
import type { Form, Happening, ThreadEvent } from './events';
import type { Run } from './run';
import { type Bubble, emptyThread, foldAll, isThinking } from './thread';

const sam = { id: 's', name: 'Sam' };

function form(title: string, ...keys: string[]): Form {
  const kind = { type: 'text' } as const;
  const field = { help: '', required: true, message: '', kind };
  const fields = keys.map((key) => ({ ...field, key, label: key }));
  return { title, intro: '', one_by_one: false, fields, known: [] };
}
const given = (key: string, text: string) => ({ key, label: key, text });
const started = (run: number, more = {}): Happening => ({
  kind: 'action_started',
  title: 'Order status',
  run,
  action: `a${run}`,
  started: 'button',
  ...more,
});
const asked = (run: number, step: number, ...keys: string[]): Happening => ({
  kind: 'form_shown',
  run,
  step,
  form: form('Order status', ...keys),
});
const answered = (run: number, ...fields: ReturnType<typeof given>[]): Happening => ({
  kind: 'fields_given',
  run,
  fields,
});
const ended = (run: number, end: Run['end'], text = '', said = false): Happening => ({
  kind: 'action_ended',
  run,
  end: end ?? 'done',
  text,
  said,
});

function thread(...happenings: Happening[]) {
  const events: ThreadEvent[] = happenings.map((it, at) => ({
    conversation: 'c',
    seq: at + 1,
    prev: at,
    at: 1_000 + at,
    command: `k${at + 1}`,
    ...it,
  }));
  return foldAll(emptyThread('c'), events);
}
const runs = (...happenings: Happening[]) =>
  thread(...happenings).items.filter((it): it is Run => it.kind === 'run');

test('a run is at work, asks, is answered, and says at its end what came of it', () => {
  const before = [started(1), asked(1, 1, 'order')];
  expect(runs(started(1))).toEqual([
    {
      kind: 'run',
      key: 'run-1',
      run: 1,
      action: 'a1',
      first: 1,
      last: 1,
      at: 1_000,
      title: 'Order status',
      started: 'button',
      phase: 'working',
      given: [],
      looked: [],
    },
  ]);
  expect(runs(...before)[0]).toMatchObject({
    phase: 'asking',
    title: 'Order status',
    form: { step: 1 },
    first: 1,
    last: 2,
  });
  const after = [...before, answered(1, given('order', 'A-1'))];
  expect(runs(...after)[0]).toMatchObject({ phase: 'working', given: [given('order', 'A-1')] });
  const { items } = thread(...after, ended(1, 'done', 'It is on its way.', true));
  expect(items[0]).toMatchObject({ kind: 'run', phase: 'ended', end: 'done' });
  expect(items[0]).not.toHaveProperty('withheld');
  expect(items[1]).toMatchObject({
    kind: 'bubble',
    by: { role: 'assistant' },
    state: 'whole',
    text: 'It is on its way.',
    sentences: [{ index: 0, text: 'It is on its way.', citations: [] }],
  });
});

test('what is asked stands at the end, and the run with all its answers goes there', () => {
  const { items } = thread(
    started(1),
    asked(1, 1, 'order'),
    { kind: 'visitor_said', text: 'Where do I find it?' },
    answered(1, given('order', 'A-1')),
    asked(1, 2, 'email'),
  );
  expect(items.map((it) => it.kind)).toEqual(['bubble', 'run']);
  expect(items[1]).toMatchObject({
    at: 1_004,
    form: { step: 2 },
    given: [given('order', 'A-1')],
  });
});

test('an answer that is given again takes the place of the first', () => {
  const [run] = runs(
    started(1),
    asked(1, 1, 'order'),
    answered(1, given('order', 'A-1'), given('email', 'a@b.de')),
    asked(1, 2, 'order'),
    answered(1, given('order', 'A-2')),
  );
  expect(run?.given).toEqual([given('email', 'a@b.de'), given('order', 'A-2')]);
});

test('the message of the command that led to an end is another than the words of the end', () => {
  const one = { conversation: 'c', at: 1, command: 'k' };
  const { items } = foldAll(emptyThread('c'), [
    { ...one, seq: 1, prev: 0, kind: 'visitor_said', text: 'Where is it?' },
    { ...one, seq: 2, prev: 1, ...started(1, { started: 'phrase' }) } as ThreadEvent,
    { ...one, seq: 3, prev: 2, ...ended(1, 'done', 'Here.', true) } as ThreadEvent,
  ]);
  expect(new Set(items.map((it) => it.key)).size).toBe(3);
  expect((items[2] as Bubble).command).toBeUndefined();
});

test('while a teammate answers, only the team is told what an action would have said', () => {
  const { items } = thread(started(1), ended(1, 'done', 'It is late.', false));
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ end: 'done', withheld: 'It is late.' });
});

test('the team sees who sent it, what was looked up, and that a program was told', () => {
  const [run] = runs(
    started(1, { started: 'teammate', by: sam }),
    { kind: 'looked_up', run: 1, lookup: 'order', ok: true, values: [given('status', 'late')] },
    { kind: 'looked_up', run: 1, lookup: 'stock', ok: false, values: [] },
    { kind: 'webhook_due', run: 1 },
  );
  expect(run).toMatchObject({
    by: sam,
    phase: 'working',
    last: 4,
    looked: [
      { lookup: 'order', ok: true, values: [given('status', 'late')] },
      { lookup: 'stock', ok: false, values: [] },
    ],
  });
});

test('one run is open at a time, by the server or else by itself', () => {
  const told = runs(started(1), asked(1, 1, 'a'), ended(1, 'superseded'), started(2));
  expect(told.map((it) => [it.phase, it.end])).toEqual([
    ['ended', 'superseded'],
    ['working', undefined],
  ]);
  const untold = runs(started(1), ended(1, 'cancelled'), started(2), started(3));
  expect(untold.map((it) => it.end)).toEqual(['cancelled', 'superseded', undefined]);
});

test('an event of a run that nobody saw begin changes nothing', () => {
  expect(thread(asked(7, 1, 'a'), ended(7, 'done')).items).toEqual([]);
});

test('an action follows what was offered, and changes nothing of who answers', () => {
  const state = thread(
    { kind: 'turn_started', turn: 1 },
    { kind: 'turn_ended', turn: 1, outcome: 'declined' },
    started(1),
  );
  expect([state.offer, isThinking(state), state.owner.is]).toEqual([false, false, 'assistant']);
});

test('what an action did to the conversation stands in lines, and leaves the owner', () => {
  const { items, owner } = thread(
    { kind: 'taken_over', by: sam },
    { kind: 'tagged', tag: 'late', action: 'a1' },
    { kind: 'raised', priority: 'high' },
    { kind: 'call_back_owed', due: 5 },
    { kind: 'call_back_done', by: sam },
  );
  expect(items.map((it) => (it.kind === 'line' ? it.event.kind : ''))).toEqual([
    'taken_over',
    'tagged',
    'raised',
    'call_back_owed',
    'call_back_done',
  ]);
  expect(owner).toMatchObject({ is: 'teammate', teammate: sam });
});
