import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { explain } from '../lib/api';
import { t } from '../lib/text';
import { Button } from './button';
import { cx } from './cx';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  /** Teaches one next step. */
  children?: ReactNode;
  className?: string;
}

export function Empty({ icon, title, children, className }: EmptyProps) {
  return (
    <div className={cx('flex flex-col items-center px-6 py-12 text-center', className)}>
      <span className="mb-3 grid size-11 place-items-center rounded-full bg-accent-soft text-accent">
        {icon}
      </span>
      <p className="font-semibold">{title}</p>
      <div className="mt-1 max-w-80 text-muted">{children}</div>
    </div>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center" role="alert">
      <CloudOff size={22} className="mb-3 text-danger" aria-hidden />
      <p className="font-semibold">{t('error.title')}</p>
      <p className="mt-1 mb-4 max-w-80 text-muted">{explain(error, t('error.unreachable'))}</p>
      <Button onClick={onRetry}>{t('do.try_again')}</Button>
    </div>
  );
}

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

export function Skeletons({ count = 6, className }: { count?: number; className?: string }) {
  return (
    <div role="status" aria-label={t('state.loading')}>
      {ROWS.slice(0, count).map((row) => (
        <div key={row} className={cx('flex items-center gap-3 px-4 py-3', className)}>
          <span className="skeleton size-8 rounded-full" />
          <span className="flex flex-1 flex-col gap-2">
            <span className="skeleton h-3 w-2/5" />
            <span className="skeleton h-3 w-4/5" />
          </span>
        </div>
      ))}
    </div>
  );
}
