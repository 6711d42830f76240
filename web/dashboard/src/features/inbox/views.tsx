import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countsQuery } from '../../lib/live/cache';
import { VIEWS } from '../../lib/rows';
import { locale, t } from '../../lib/text';
import type { View } from '../../lib/wire';
import { cx } from '../../ui/cx';

const compact = new Intl.NumberFormat(locale, { notation: 'compact' });

/** The views with their live counts. */
export function Views({ view }: { view: View }) {
  const counts = useQuery(countsQuery).data;
  // Rehearsals have a view while there are any.
  const rehearsed = view === 'rehearsals' || (counts?.rehearsals ?? 0) > 0;
  const shown: readonly View[] = rehearsed ? [...VIEWS, 'rehearsals'] : VIEWS;
  return (
    <nav
      aria-label={t('views.label')}
      className={cx('grid gap-0.5 px-2', rehearsed ? 'grid-cols-3' : 'grid-cols-5')}
    >
      {shown.map((it) => (
        <Link
          key={it}
          to="/inbox/$view"
          params={{ view: it }}
          search={({ tag }) => (tag ? { tag } : {})}
          preload={false}
          aria-current={it === view ? 'page' : undefined}
          className={cx(
            '-mb-px flex flex-col items-center border-b-2 px-0.5 pt-1 pb-1.5',
            it === view
              ? 'border-accent text-accent'
              : 'border-transparent text-muted hover:text-fg',
          )}
        >
          <span className={cx('font-semibold', it !== view && 'text-fg')}>
            {counts ? compact.format(counts[it]) : '–'}
          </span>
          <span className="max-w-full truncate text-xs">{t(`view.${it}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
