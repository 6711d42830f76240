import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cx } from '../../ui/cx';
import { type RowOf, RowTools, rowKeys } from '../../ui/rows';
import { FaultLines, useWanted } from './faults';

interface Props {
  at: string;
  row: Omit<RowOf<unknown>, 'put'>;
  /** What it is called in its menu. */
  name: string;
  icon: ReactNode;
  /** What it comes to, while it is folded. */
  summary: ReactNode;
  /** More for its menu. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A row that says in a line what it is, and opens to be edited. */
export function FoldRow({ at, row, name, icon, summary, tools, children }: Props) {
  const [open, setOpen] = useState(row.fresh);
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  useWanted([at], () => setOpen(true));
  // Who added it wants to fill it in, and may have begun to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes.
  useEffect(() => {
    if (!row.fresh) return;
    const first = body.current?.querySelector<HTMLInputElement>('input, textarea');
    // The menu that it was chosen from gives the focus back first.
    const timer = setTimeout(() => {
      if (body.current?.contains(document.activeElement)) return;
      first?.focus();
      first?.select();
    }, 60);
    return () => clearTimeout(timer);
  }, []);
  return (
    <li data-row onKeyDownCapture={rowKeys(row)} className="rounded-card border border-line bg-bg">
      <div className="flex items-start gap-1 p-1">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          data-at={at}
          onClick={() => setOpen(!open)}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5 rounded-control px-2 py-1.5 text-start hover:bg-fg/4"
        >
          <span className="shrink-0 text-accent">{icon}</span>
          <span className="min-w-0 flex-1">{summary}</span>
          <ChevronDown
            size={16}
            aria-hidden
            className={cx('shrink-0 text-muted', open && 'rotate-180')}
          />
        </button>
        <RowTools {...row} name={name}>
          {tools}
        </RowTools>
      </div>
      <FaultLines at={at} className="px-3 pb-3" />
      {open && (
        <div ref={body} id={id} className="grid gap-4 border-t border-line p-3">
          {children}
        </div>
      )}
    </li>
  );
}
