// The rows to show: windows read so far, patched by frames, and steady under the pointer.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { INBOX_WINDOW_MAX } from '../../../../shared/limits';
import { fetchWindow, rowsQuery } from '../../lib/live/cache';
import { meQuery } from '../../lib/queries';
import { hasMarks, listed, rank, steady } from '../../lib/rows';
import type { MyRow, View } from '../../lib/wire';

/** Whether it waits for this team; every row where none is chosen. */
export function waitsFor(row: MyRow, team: string | null): boolean {
  return team === null || (row.owner.is === 'queue' && row.owner.team?.id === team);
}

/** Whether it has a tag; every row where none is chosen. */
function has(row: MyRow, tag: string | null): boolean {
  return tag === null || row.tags.includes(tag);
}

/** What a list is narrowed to; null for everything. */
export interface Chosen {
  team: string | null;
  tag: string | null;
}

export interface ListedRow {
  row: MyRow;
  /** It has left this view and keeps its place until the pointer is gone. */
  gone: boolean;
  /** It has a line of marks. Under the pointer a row keeps its height. */
  tall: boolean;
}

export function useList(view: View, filter: string, hovered: boolean, of: Chosen) {
  const { team, tag } = of;
  const me = useQuery(meQuery).data?.id ?? '';
  const windows = useInfiniteQuery({
    queryKey: ['window', view, team, tag],
    queryFn: async ({ pageParam }) => {
      const found = await fetchWindow(view, pageParam, INBOX_WINDOW_MAX, team, tag);
      const last = found.rows.at(-1);
      return { next: found.next ?? null, until: last ? rank(last, view) : null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = useQuery(rowsQuery).data;
  const until = windows.hasNextPage ? (windows.data?.pages.at(-1)?.until ?? null) : null;
  const wanted = useMemo(
    () =>
      listed(rows ?? new Map(), view, me, until).filter(
        (row) => matches(row, filter) && waitsFor(row, team) && has(row, tag),
      ),
    [rows, view, me, until, filter, team, tag],
  );
  const { order, held } = useSteady(`${view}\n${team}\n${tag}\n${filter}`, wanted, hovered);
  const tall = useTall(hovered);
  const belonging = useMemo(() => new Set(wanted.map((row) => row.conversation)), [wanted]);
  const shown = order.flatMap((id): ListedRow[] => {
    const row = rows?.get(id);
    return row ? [{ row, gone: !belonging.has(id), tall: tall(row) }] : [];
  });
  return { windows, shown, held };
}

function useSteady(key: string, wanted: readonly MyRow[], hovered: boolean) {
  const last = useRef<{ key: string; order: readonly string[] }>({ key: '', order: [] });
  const ids = wanted.map((row) => row.conversation);
  const kept = hovered && last.current.key === key ? steady(last.current.order, ids) : null;
  const result = kept ?? { order: ids, held: 0 };
  last.current = { key, order: result.order };
  return result;
}

function useTall(hovered: boolean): (row: MyRow) => boolean {
  const known = useRef(new Map<string, boolean>());
  return (row) => {
    const kept = hovered ? known.current.get(row.conversation) : undefined;
    const tall = kept ?? hasMarks(row);
    known.current.set(row.conversation, tall);
    return tall;
  };
}

/** Every word must be somewhere in the name, the address, the page, the preview or the tags. */
export function matches(row: MyRow, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = [row.visitor.name, row.visitor.email, row.preview?.text, row.page, ...row.tags]
    .join(' ')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}
