import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../../lib/actions';
import { useNow } from '../../lib/clock';
import { t } from '../../lib/text';
import type { View } from '../../lib/wire';
import { ROW_PX, Row, TALL_ROW_PX } from './row';
import type { ListedRow } from './use-list';

interface RowsProps {
  rows: readonly ListedRow[];
  view: View;
  me: string;
  conversation: string | null;
  onEnd: () => void;
}

/** Only the rows in sight are there, however many there are. */
export function Rows({ rows, view, me, conversation, onEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (rows[at]?.tall ? TALL_ROW_PX : ROW_PX),
    getItemKey: (at) => rows[at]?.row.conversation ?? at,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const ending = last >= rows.length - 20;
  const end = useRef(onEnd);
  end.current = onEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows may still end in sight.
  useEffect(() => {
    if (ending) end.current();
  }, [ending, rows.length]);
  const marked = useMark(rows, view, conversation, (at) => virtual.scrollToIndex(at));
  return (
    <div ref={scroller} className="h-full overflow-y-auto overscroll-contain">
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const it = rows[item.index];
          if (!it) return null;
          const id = it.row.conversation;
          return (
            <li
              key={id}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <Row
                row={it.row}
                view={view}
                me={me}
                now={now}
                gone={it.gone}
                tall={it.tall}
                open={id === conversation}
                marked={id === marked}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** J and K move a mark, Enter opens what is marked. The mark begins at the open conversation. */
function useMark(
  rows: readonly ListedRow[],
  view: View,
  conversation: string | null,
  show: (at: number) => void,
): string | null {
  const navigate = useNavigate();
  const [marked, setMarked] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening one ends the marking.
  useEffect(() => setMarked(null), [conversation]);
  const move = (by: 1 | -1) => {
    const from = rows.findIndex((it) => it.row.conversation === (marked ?? conversation));
    const at = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by));
    const next = rows[at];
    if (!next) return;
    setMarked(next.row.conversation);
    show(at);
  };
  const open = () => {
    const target = marked ?? rows[0]?.row.conversation;
    if (!target) return;
    void navigate({
      to: '/inbox/$view/$conversation',
      params: { view, conversation: target },
    });
  };
  useActions([
    { id: 'next', label: t('key.next'), group: 'go', run: () => move(1) },
    { id: 'previous', label: t('key.previous'), group: 'go', run: () => move(-1) },
    { id: 'open', label: t('key.open'), group: 'go', run: open },
  ]);
  return marked;
}
