import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

/** What came of a try: whether it went well, and why or why not. */
export function Verdict({ good, title, children }: Props) {
  const Icon = good ? CircleCheck : CircleX;
  return (
    <div className="mt-4 flex items-start gap-2.5 rounded-control border border-line bg-bg p-3">
      <Icon
        size={18}
        aria-hidden
        className={cx('mt-0.5 shrink-0', good ? 'text-success' : 'text-danger')}
      />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </div>
  );
}

interface Props {
  good: boolean;
  title: string;
  children: ReactNode;
}
