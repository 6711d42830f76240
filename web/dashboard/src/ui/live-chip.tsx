import type { ReactNode } from 'react';
import { cx } from './cx';

/** How far something is live, in a word, with a dot that is full where it is. */
export function LiveChip({ isLive, children }: { isLive: boolean; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-full border border-line px-2 py-0.5 text-xs font-medium',
        isLive ? 'text-success' : 'text-muted',
      )}
    >
      <span
        aria-hidden
        className={cx('size-2 rounded-full border border-current', isLive && 'bg-current')}
      />
      {children}
    </span>
  );
}
