// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { emptyThread, foldAll } from '../../../../shared/thread';
import { ME, owners, SAM } from '../../lib/fixtures';
import { hasMarks } from '../../lib/rows';
import { clockTime } from '../../lib/when';
import type { OwnerNow, ThreadEvent } from '../../lib/wire';
import { asLine } from '../../ui/run/words';
import { entries } from './items';
import { callWords, dueTime, fewTags } from './marks';
import { askedWords, called, noteOf, runsOf, startedWords, stateOf } from './runs';

type Kinds = { kind: ThreadEvent['kind'] } & Record<string, unknown>;

function thread(...happenings: Kinds[]) {
  const events = happenings.map(
    (it, at) =>
      ({ conversation: 'a', seq: at + 1, prev: at, at: 1_000 * at, ...it }) as ThreadEvent,
  );
  return foldAll(emptyThread('a'), events);
}

const started = (run = 1, more = {}): Kinds => ({
  kind: 'action_started',
  run,
  action: 'order',
  started: 'button',
  ...more,
});
const field = (key: string, label: string) => ({
  key,
  label,
  help: '',
  required: true,
  kind: { type: 'text' },
  message: '',
});
const shown = (change = {}): Kinds => ({
  kind: 'form_shown',
  run: 1,
  step: 1,
  form: {
    title: 'Order status',
    intro: '',
    one_by_one: false,
    fields: [field('order', 'Order number'), field('email', 'E-mail')],
    ...change,
  },
});
const ended = (change = {}): Kinds => ({
  kind: 'action_ended',
  run: 1,
  end: 'done',
  text: '',
  said: true,
  ...change,
});
const only = (...happenings: Kinds[]) => {
  const [run] = runsOf(thread(...happenings));
  if (!run) throw new Error('no run');
  return run;
};

describe('a run', () => {
  it('says what began it, and who', () => {
    const words = (more: object) => startedWords(only(started(1, more)), ME);
    expect(words({})).toBe('Started by its button');
    expect(words({ started: 'teammate', by: SAM })).toBe('Sent by Sam');
    expect(words({ started: 'teammate', by: { id: ME, name: 'Ada' } })).toBe('Sent by you');
    expect(words({ started: 'teammate' })).toBe('Sent by a teammate');
  });

  it('stands where its latest event left it', () => {
    expect(stateOf(only(started()))).toBe('working');
    expect(stateOf(only(started(), shown()))).toBe('asking');
    expect(stateOf(only(started(), shown(), ended({ end: 'cancelled' })))).toBe('cancelled');
    expect(stateOf(only(started(), shown(), started(2)))).toBe('superseded');
  });

  it('names what it asks only while it asks', () => {
    expect(askedWords(only(started(), shown()))).toBe('Asks for: Order number, E-mail');
    expect(askedWords(only(started(), shown({ fields: [], confirm: 'Cancel it?' })))).toBe(
      'Asks to agree: Cancel it?',
    );
    const given = { kind: 'fields_given' as const, run: 1, fields: [] };
    expect(askedWords(only(started(), shown(), given))).toBeNull();
  });

  it('stands in the thread by itself, with what was said after it', () => {
    const list = entries(
      thread(
        { kind: 'visitor_said', text: 'Where is it?' },
        started(),
        shown(),
        { kind: 'tagged', tag: 'late' },
        ended({ text: 'On its way.' }),
      ),
    );
    expect(list.map((it) => it.kind)).toEqual(['day', 'bubble', 'run', 'line', 'bubble']);
  });

  it('keeps what the visitor was not told', () => {
    const run = only(started(), ended({ text: 'It is late.', said: false }));
    expect(run.withheld).toBe('It is late.');
  });

  it('shows any value on one line', () => {
    expect([asLine('late'), asLine(3), asLine(['a']), asLine(null)]).toEqual([
      'late',
      '3',
      '["a"]',
      'null',
    ]);
  });
});

describe('what an action told the team', () => {
  const off = (note?: string): Kinds => ({
    kind: 'handed_off',
    reason: 'action',
    helps: false,
    ...(note ? { note } : {}),
  });
  const waits: OwnerNow = { is: 'queue', since: 1, reason: 'action', helping: false };

  it('is there while that is why the conversation waits', () => {
    expect(noteOf(thread(off('Refund over 200')), waits)).toBe('Refund over 200');
    expect(noteOf(thread(off()), waits)).toBeNull();
    expect(noteOf(thread(off('Refund over 200')), owners.mine)).toBeNull();
  });

  it('is not said of another reason', () => {
    const later = thread(off('Refund'), { kind: 'handed_off', reason: 'asked', helps: false });
    expect(noteOf(later, owners.queue)).toBeNull();
    // The row is ahead of the thread.
    expect(noteOf(later, waits)).toBeNull();
  });
});

describe('what a rule is called that passed it on', () => {
  it('is there while that is why the conversation waits', () => {
    const off: Kinds = { kind: 'handed_off', reason: 'rule', helps: false, note: 'Lawyers' };
    const waits: OwnerNow = { is: 'queue', since: 1, reason: 'rule', helping: false };
    expect(noteOf(thread(off), waits)).toBe('Lawyers');
    expect(noteOf(thread(off), { ...waits, reason: 'action' })).toBeNull();
  });
});

describe('the marks of a row', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  const hour = 3_600_000;

  it('are a line of its own only where there are any', () => {
    const row = { tags: [] as string[], call_back: null as number | null };
    const marks = (change: Partial<typeof row>) =>
      hasMarks({ ...row, ...change } as Parameters<typeof hasMarks>[0]);
    expect([marks({}), marks({ tags: ['a'] }), marks({ call_back: 1 })]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('show two tags and count the rest', () => {
    expect(fewTags(['a', 'b', 'c', 'd'])).toEqual({ shown: ['a', 'b'], more: 2 });
    expect(fewTags(['a'])).toEqual({ shown: ['a'], more: 0 });
  });

  it('say until when to call, and that it is late', () => {
    const at = (due: number) => callWords(due, noon);
    expect(at(noon + 3 * hour)).toEqual({
      text: `Call by ${clockTime(noon + 3 * hour)}`,
      late: false,
    });
    expect(at(noon - hour)).toEqual({
      text: `Late: call by ${clockTime(noon - hour)}`,
      late: true,
    });
  });

  it('name the day of another day', () => {
    expect(dueTime(noon + 24 * hour, noon)).toMatch(/23.*12|Nov 23/);
    expect(dueTime(noon + hour, noon)).not.toMatch(/22/);
  });
});

describe('the actions to send', () => {
  it('are found by every word of their name', () => {
    const all = [{ name: 'Order status' }, { name: 'Refund an order' }];
    const names = (words: string) => called(all, words).map((it) => it.name);
    expect(names('')).toHaveLength(2);
    expect(names('ORDER ref')).toEqual(['Refund an order']);
    expect(names('shoes')).toEqual([]);
  });
});
