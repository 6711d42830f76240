// Rows and counts in the query cache. Frames patch them; windows absorb into them.
import { queryOptions } from '@tanstack/react-query';
import { INBOX_WINDOW_MAX } from '../../../../shared/limits';
import { call } from '../api';
import { client, meQuery } from '../queries';
import { mergeRows, type Rows, recount } from '../rows';
import type { Counts, InboxRow, MyRow, View, WindowOfRows } from '../wire';

/** Rows of a burst are taken in together. */
const GATHER_MS = 30;
/** The counts are read anew this long after the last change. */
const RECOUNT_MS = 1_500;

export const rowsQuery = queryOptions({
  queryKey: ['rows'],
  queryFn: (): Rows => client.getQueryData<Rows>(['rows']) ?? new Map<string, MyRow>(),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  // A Map is not plain data: comparing it part by part would only cost.
  structuralSharing: false,
});

export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: async () => (await fetchWindow('waiting', null, 1)).counts,
});

export function rowsNow(): Rows {
  return client.getQueryData<Rows>(rowsQuery.queryKey) ?? new Map();
}

export async function fetchWindow(
  view: View,
  cursor: string | null,
  limit = INBOX_WINDOW_MAX,
  team: string | null = null,
  tag: string | null = null,
) {
  const query = new URLSearchParams({ view, limit: String(limit) });
  if (team) query.set('team', team);
  if (tag) query.set('tag', tag);
  if (cursor) query.set('cursor', cursor);
  const found = await call<WindowOfRows>('GET', `/api/conversations?${query}`);
  absorb(found.rows);
  client.setQueryData<Counts>(['counts'], found.counts);
  return found;
}

export function absorb(news: readonly (InboxRow & { seen?: number })[]): void {
  if (news.length === 0) return;
  client.setQueryData<Rows>(rowsQuery.queryKey, mergeRows(rowsNow(), news));
}

/** They were removed for good. */
export function dropRows(ids: readonly string[]): void {
  const left = new Map(rowsNow());
  for (const id of ids) left.delete(id);
  client.setQueryData<Rows>(rowsQuery.queryKey, left);
  for (const key of ['window', 'counts']) void client.invalidateQueries({ queryKey: [key] });
}

/** Called with each row that has just begun to wait. */
type WaitingListener = (row: InboxRow) => void;
const waitingListeners = new Set<WaitingListener>();

export function onWaiting(listener: WaitingListener): () => void {
  waitingListeners.add(listener);
  return () => waitingListeners.delete(listener);
}

let gathered: InboxRow[] = [];
let recounting: ReturnType<typeof setTimeout> | undefined;

/** A row frame has come. */
export function takeRow(row: InboxRow): void {
  gathered.push(row);
  if (gathered.length === 1) setTimeout(flush, GATHER_MS);
}

function flush(): void {
  const news = gathered;
  gathered = [];
  const before = rowsNow();
  absorb(news);
  count(before, news);
  for (const row of news) follow(before.get(row.conversation), row);
}

function follow(old: MyRow | undefined, row: InboxRow): void {
  if (row.owner.is === 'queue' && old?.owner.is !== 'queue') {
    for (const listener of waitingListeners) listener(row);
  }
  const moved =
    old && (old.page !== row.page || JSON.stringify(old.visitor) !== JSON.stringify(row.visitor));
  if (moved || old?.owner.is !== row.owner.is) {
    void client.invalidateQueries({ queryKey: ['conversation', row.conversation] });
  }
  // A row that no window has brought yet: how much of it was read is known to the server alone.
  if (!old && row.visitor_messages > 1) void readSeen(row.conversation);
}

async function readSeen(conversation: string): Promise<void> {
  const row = await call<MyRow>('GET', `/api/conversations/${conversation}`).catch(() => null);
  if (row) absorb([row]);
}

function count(before: Rows, news: readonly InboxRow[]): void {
  const counts = client.getQueryData<Counts>(['counts']);
  const me = client.getQueryData(meQuery.queryKey);
  if (counts && me) {
    let next = counts;
    const after = rowsNow();
    for (const id of new Set(news.map((row) => row.conversation))) {
      const [old, row] = [before.get(id), after.get(id)];
      // An unknown row that has said more than once is probably just not read yet, not new.
      if (row && (old || row.visitor_messages <= 1)) next = recount(next, old, row, me.id);
    }
    client.setQueryData<Counts>(['counts'], next);
  }
  clearTimeout(recounting);
  recounting = setTimeout(() => {
    void client.invalidateQueries({ queryKey: ['counts'] });
  }, RECOUNT_MS);
}

/** This teammate has read so far, here or in another tab. */
export function takeRead(conversation: string, seen: number): void {
  const row = rowsNow().get(conversation);
  if (row && seen > row.seen) absorb([{ ...row, seen }]);
}

export function takeEpoch(conversation: string, epoch: number): void {
  const row = rowsNow().get(conversation);
  if (row && epoch > row.epoch) absorb([{ ...row, epoch }]);
}
