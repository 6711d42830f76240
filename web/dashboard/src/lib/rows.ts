// The list as data: merging rows, which view a row belongs to, and in which order.
import type { Counts, InboxRow, MyRow, View } from './wire';

export type Rows = ReadonlyMap<string, MyRow>;

/** The views that are always there. */
export const VIEWS = ['waiting', 'mine', 'assistant', 'all', 'resolved'] as const;

const COUNTED: readonly View[] = [...VIEWS, 'rehearsals'];

export function isView(name: string): name is View {
  return (COUNTED as readonly string[]).includes(name);
}

/** The higher `seq` wins; at equal `seq` the later change. */
export function isNewer(old: InboxRow, row: InboxRow): boolean {
  return row.seq > old.seq || (row.seq === old.seq && row.changed_at >= old.changed_at);
}

/** `seen` only grows: a window that was read earlier must not bring back what was read since. */
export function mergeRows(rows: Rows, news: readonly (InboxRow & { seen?: number })[]): Rows {
  const merged = new Map(rows);
  for (const row of news) {
    const old = merged.get(row.conversation);
    const seen = Math.max(old?.seen ?? 0, row.seen ?? 0);
    merged.set(row.conversation, { ...(old && !isNewer(old, row) ? old : row), seen });
  }
  return merged;
}

export function unread(row: MyRow): number {
  return Math.max(0, row.visitor_messages - row.seen);
}

/** Whether a row needs a line of its own for what actions left on it. */
export function hasMarks(row: InboxRow): boolean {
  return row.tags.length > 0 || row.call_back != null;
}

export function belongs(row: InboxRow, view: View, me: string): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'waiting':
      return row.owner.is === 'queue';
    case 'mine':
      return row.owner.is === 'teammate' && row.owner.teammate.id === me;
    case 'assistant':
      return row.owner.is === 'assistant';
    case 'resolved':
      return row.owner.is === 'resolved';
    case 'rehearsals':
      return row.conversation_kind !== 'live';
  }
}

/** What a view is sorted by: smaller comes first. Waiting ones longest first, others newest. */
export function rank(row: InboxRow, view: View): number {
  if (view !== 'waiting') return -row.changed_at;
  return row.waiting_since ?? (row.owner.is === 'queue' ? row.owner.since : row.changed_at);
}

/** The rows of a view in order. `until` cuts off what lies behind the windows read so far. */
export function listed(rows: Rows, view: View, me: string, until: number | null): MyRow[] {
  return [...rows.values()]
    .filter((row) => belongs(row, view, me) && (until === null || rank(row, view) <= until))
    .sort((a, b) => rank(a, view) - rank(b, view) || compare(a.conversation, b.conversation));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The counts after a row changed, told apart by the views it left and entered. */
export function recount(counts: Counts, old: InboxRow | undefined, row: InboxRow, me: string) {
  const next = { ...counts };
  for (const view of COUNTED) {
    const was = old ? belongs(old, view, me) : false;
    next[view] += Number(belongs(row, view, me)) - Number(was);
  }
  return next;
}

/**
 * The order to show while the pointer rests on the list: rows keep their places, what is new
 * comes in only at the end, and the rest is held back.
 */
export function steady(shown: readonly string[], wanted: readonly string[]) {
  const known = new Set(shown);
  const lastKnown = wanted.findLastIndex((id) => known.has(id));
  const fresh = wanted.filter((id) => !known.has(id));
  const atEnd = wanted.slice(lastKnown + 1);
  return { order: [...shown, ...atEnd], held: fresh.length - atEnd.length };
}
