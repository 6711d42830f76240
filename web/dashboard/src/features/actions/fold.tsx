import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { cx } from '../../ui/cx';
import { useWanted } from './faults';

interface Props {
  /** What is in it, by its paths in the definition: whoever is led there finds it open. */
  at: readonly string[];
  summary: ReactNode;
  /** Whether it begins open. */
  isOpen?: boolean;
  children: ReactNode;
}

/** What is rarely needed, out of sight until it is. */
export function Fold({ at, summary, isOpen = false, children }: Props) {
  const [open, setOpen] = useState(isOpen);
  const id = useId();
  useWanted(at, () => setOpen(true));
  return (
    <div className="min-w-0 flex-1">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-at={open ? undefined : at[0]}
        onClick={() => setOpen(!open)}
        className="flex min-h-8 max-w-full items-center gap-1.5 text-start text-sm font-medium"
      >
        <span className="min-w-0">{summary}</span>
        <ChevronDown
          size={14}
          aria-hidden
          className={cx('shrink-0 text-muted', open && 'rotate-180')}
        />
      </button>
      {open && (
        <div id={id} className="grid gap-4 py-2">
          {children}
        </div>
      )}
    </div>
  );
}
