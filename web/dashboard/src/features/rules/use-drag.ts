import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** Where a row goes that is held at this height: past the middle of another one, it takes its
 * place. */
export function placeAt(
  y: number,
  from: number,
  rows: readonly { top: number; bottom: number }[],
): number {
  const to = rows.findIndex((it) => y >= it.top && y <= it.bottom);
  const row = rows[to];
  if (!row || to === from) return from;
  const middle = (row.top + row.bottom) / 2;
  return (to > from ? y > middle : y < middle) ? to : from;
}

/** Rows that are moved with the pointer, by their handles. `data-row` of a row is its id. */
export function useDrag(
  box: RefObject<HTMLElement | null>,
  move: (from: number, to: number) => void,
) {
  const [held, setHeld] = useState<string | null>(null);
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    if (held === null) return;
    const onMove = (event: globalThis.PointerEvent) => {
      const rows = [...(box.current?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? [])];
      const from = rows.findIndex((it) => it.dataset.row === held);
      const places = rows.map((it) => it.getBoundingClientRect());
      const to = placeAt(event.clientY, from, places);
      if (from >= 0 && to !== from) latest.current(from, to);
    };
    const onEnd = () => setHeld(null);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onEnd);
    window.addEventListener('pointercancel', onEnd);
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onEnd);
      window.removeEventListener('pointercancel', onEnd);
    };
  }, [held, box]);
  const hold = (id: string) => (event: PointerEvent) => {
    if (event.button === 0) setHeld(id);
  };
  return { held, hold };
}
