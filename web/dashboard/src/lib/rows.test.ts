import { describe, expect, it } from 'vitest';
import { aRow, ME, myRow, owners } from './fixtures';
import { belongs, listed, mergeRows, recount, steady, unread, VIEWS } from './rows';
import type { View } from './wire';

const held = (...rows: Parameters<typeof myRow>[0][]) => mergeRows(new Map(), rows.map(myRow));

describe('merging rows', () => {
  it('lets the higher seq win, in whichever order they come', () => {
    const late = aRow({ conversation: 'a', seq: 9, preview: { by: 'visitor', text: 'late' } });
    const early = aRow({ conversation: 'a', seq: 8, changed_at: 999 });
    for (const order of [
      [late, early],
      [early, late],
    ]) {
      const rows = order.reduce((old, row) => mergeRows(old, [row]), held());
      expect(rows.get('a')?.preview?.text).toBe('late');
    }
  });

  it('lets the later change win at equal seq', () => {
    const rows = mergeRows(held({ conversation: 'a', changed_at: 200, page: 'new' }), [
      aRow({ conversation: 'a', changed_at: 150, page: 'old' }),
    ]);
    expect(rows.get('a')?.page).toBe('new');
    expect(mergeRows(rows, [aRow({ conversation: 'a', changed_at: 201 })]).get('a')?.page).toBe(
      undefined,
    );
  });

  it('keeps what was read when a frame brings none, and never unreads', () => {
    const rows = held({ conversation: 'a', seen: 2, visitor_messages: 2 });
    const framed = mergeRows(rows, [aRow({ conversation: 'a', seq: 6, visitor_messages: 3 })]);
    expect(framed.get('a')?.seen).toBe(2);
    expect(unread(framed.get('a') ?? myRow({ conversation: 'a' }))).toBe(1);
    const windowed = mergeRows(framed, [myRow({ conversation: 'a', seq: 6, seen: 1 })]);
    expect(windowed.get('a')?.seen).toBe(2);
  });

  it('leaves the old map as it was', () => {
    const rows = held({ conversation: 'a' });
    mergeRows(rows, [aRow({ conversation: 'b' })]);
    expect([...rows.keys()]).toEqual(['a']);
  });
});

describe('views', () => {
  it('belong to by owner', () => {
    const table: [keyof typeof owners, View[]][] = [
      ['assistant', ['assistant', 'all']],
      ['queue', ['waiting', 'all']],
      ['mine', ['mine', 'all']],
      ['sams', ['all']],
      ['resolved', ['all', 'resolved']],
    ];
    for (const [owner, views] of table) {
      const row = aRow({ conversation: 'a', owner: owners[owner] });
      expect(VIEWS.filter((view) => belongs(row, view, ME)).sort()).toEqual(views.sort());
    }
  });

  it('put who waits longest first, and newest first elsewhere', () => {
    const rows = held(
      { conversation: 'a', changed_at: 1, owner: { ...owners.queue, since: 30 } },
      { conversation: 'b', changed_at: 2, owner: { ...owners.queue, since: 10 } },
      { conversation: 'c', changed_at: 3, owner: { ...owners.queue, since: 20 } },
    );
    expect(listed(rows, 'waiting', ME, null).map((it) => it.conversation)).toEqual(['b', 'c', 'a']);
    expect(listed(rows, 'all', ME, null).map((it) => it.conversation)).toEqual(['c', 'b', 'a']);
  });

  it('show nothing from behind the windows read so far', () => {
    const rows = held(
      { conversation: 'a', changed_at: 300 },
      { conversation: 'b', changed_at: 200 },
      { conversation: 'c', changed_at: 100 },
    );
    expect(listed(rows, 'all', ME, -200).map((it) => it.conversation)).toEqual(['a', 'b']);
  });

  it('count a row out of the view it left and into the one it entered', () => {
    const counts = {
      waiting: 3,
      mine: 1,
      assistant: 4,
      all: 9,
      resolved: 1,
      teams: {},
      rehearsals: 0,
    };
    const old = aRow({ conversation: 'a', owner: owners.queue });
    const row = aRow({ conversation: 'a', owner: owners.mine });
    expect(recount(counts, old, row, ME)).toEqual({ ...counts, waiting: 2, mine: 2 });
    expect(recount(counts, undefined, row, ME)).toEqual({ ...counts, mine: 2, all: 10 });
  });
});

describe('the order under the pointer', () => {
  it('keeps places, takes new rows at the end, and holds others back', () => {
    expect(steady(['a', 'b', 'c'], ['x', 'c', 'a', 'b'])).toEqual({
      order: ['a', 'b', 'c'],
      held: 1,
    });
    expect(steady(['a', 'b'], ['a', 'b', 'y'])).toEqual({ order: ['a', 'b', 'y'], held: 0 });
  });

  it('keeps the place of a row that has left', () => {
    expect(steady(['a', 'b', 'c'], ['a', 'c']).order).toEqual(['a', 'b', 'c']);
  });

  it('fills an empty list at once', () => {
    expect(steady([], ['a', 'b'])).toEqual({ order: ['a', 'b'], held: 0 });
  });
});
