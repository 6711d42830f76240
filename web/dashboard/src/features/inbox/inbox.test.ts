// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { emptyThread, foldAll } from '../../../../shared/thread';
import { ME, myRow, owners } from '../../lib/fixtures';
import type { ThreadEvent } from '../../lib/wire';
import { citationsOf } from './answer';
import { entries, seenKey } from './items';
import { allowed } from './use-commands';
import { matches } from './use-list';

type Kinds = { kind: ThreadEvent['kind'] } & Record<string, unknown>;

function thread(...happenings: Kinds[]) {
  const events = happenings.map(
    (it, at) =>
      ({ conversation: 'a', seq: at + 1, prev: at, at: 1_000 * at, ...it }) as ThreadEvent,
  );
  return foldAll(emptyThread('a'), events);
}

const cite = (position: number) => ({
  source: 's',
  revision: 1,
  position,
  title: 'Returns',
  heading: '',
});
const sentence = (index: number, ...positions: number[]): Kinds => ({
  kind: 'sentence',
  turn: 1,
  attempt: 1,
  index,
  text: `Sentence ${index}.`,
  citations: positions.map(cite),
});
const signals = {
  gist: 'question',
  confidence: { shown: 0.8, p: 0.7, threshold: 0.5, closest: 0.3 },
};

describe('the filter', () => {
  it('wants every word, in name, address, page, preview or tags', () => {
    const row = myRow({ conversation: 'a', page: 'https://shop.example/coats', tags: ['late'] });
    for (const words of ['', 'maya', 'ORDER maya', 'coats', 'mail.example', 'late coats']) {
      expect(matches(row, words), words).toBe(true);
    }
    expect(matches(row, 'maya refund')).toBe(false);
  });
});

describe('what can be done', () => {
  const can = (owner: (typeof owners)[keyof typeof owners]) =>
    Object.entries(allowed(owner, ME)).flatMap(([name, yes]) => (yes ? [name] : []));

  it('follows from the owner', () => {
    expect(can(owners.assistant)).toEqual(['take_over', 'resolve']);
    expect(can(owners.queue)).toEqual(['take_over', 'hand_back', 'resolve']);
    expect(can(owners.mine)).toEqual(['hand_back', 'resolve']);
    expect(can(owners.sams)).toEqual(['take_over']);
    expect(can(owners.resolved)).toEqual(['reopen']);
  });
});

describe('the thread', () => {
  it('puts what a turn observed under its answer', () => {
    const list = entries(
      thread(
        { kind: 'visitor_said', text: 'How long?' },
        { kind: 'turn_started', turn: 1 },
        { kind: 'observed', turn: 1, signals },
        sentence(0, 1),
        { kind: 'turn_ended', turn: 1, outcome: 'answered' },
      ),
    );
    expect(list.map((it) => it.kind)).toEqual(['day', 'bubble', 'bubble']);
    expect(list.at(-1)).toMatchObject({ signals: { confidence: { shown: 0.8 } } });
  });

  it('gives a turn without an answer a line of its own', () => {
    const list = entries(
      thread(
        { kind: 'turn_started', turn: 1 },
        { kind: 'observed', turn: 1, signals },
        { kind: 'handed_off', reason: 'asked', helps: false },
      ),
    );
    expect(list.map((it) => it.kind)).toEqual(['day', 'line', 'line']);
    expect(list[1]).toMatchObject({ signals: { gist: 'question' } });
  });

  it('names a passage once, in the order of its first citation', () => {
    const { items } = thread(
      { kind: 'turn_started', turn: 1 },
      sentence(0, 4, 2),
      sentence(1, 2, 9),
    );
    const [bubble] = items;
    const cited = bubble?.kind === 'bubble' ? citationsOf(bubble.sentences) : [];
    expect(cited.map((it) => it.position)).toEqual([4, 2, 9]);
  });

  it('marks as seen only our latest public words', () => {
    const by = { id: ME, name: 'Ada' };
    const state = thread(
      { kind: 'replied', by, text: 'One' },
      { kind: 'replied', by, text: 'Two' },
      { kind: 'noted', by, text: 'For us' },
    );
    expect(seenKey(state, 1)).toBeNull();
    expect(seenKey(state, 2)).toBe('s2');
  });
});
