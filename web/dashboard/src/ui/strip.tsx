import type { ReactNode } from 'react';
import { cx } from './cx';

interface StripProps {
  tone?: string;
  icon?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** One line across a pane with one main action. */
export function Strip({ tone, icon, action, children }: StripProps) {
  return (
    <div
      className={cx(
        'flex min-h-11 items-center gap-2.5 border-b border-line px-4 py-1.5',
        tone ?? 'bg-panel',
      )}
    >
      {icon && <span className="shrink-0">{icon}</span>}
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  );
}
