import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { prefer, preferences } from '../lib/preferences';
import { useStore } from '../lib/store';
import { cx } from './cx';

interface SectionProps {
  /** Under which its fold is remembered. */
  id: string;
  title: string;
  badge?: ReactNode;
  children: ReactNode;
}

export function Section({ id, title, badge, children }: SectionProps) {
  const folded = useStore(preferences, (it) => it.folded[id] ?? false);
  const toggle = () => prefer({ folded: { ...preferences.get().folded, [id]: !folded } });
  return (
    <section className="border-b border-line last:border-0">
      <h3>
        <button
          type="button"
          aria-expanded={!folded}
          onClick={toggle}
          className="flex min-h-9 w-full items-center gap-1.5 px-4 text-start text-sm font-semibold hover:bg-fg/4 pointer-coarse:min-h-11"
        >
          {title}
          {badge}
          <ChevronDown
            size={14}
            aria-hidden
            className={cx('ms-auto text-muted', folded && '-rotate-90 rtl:rotate-90')}
          />
        </button>
      </h3>
      {!folded && <div className="px-4 pb-3">{children}</div>}
    </section>
  );
}
