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
  return (
    <nav aria-label={t('views.label')} className="grid grid-cols-5 gap-0.5 px-2">
      {VIEWS.map((it) => (
        <Link
          key={it}
          to="/inbox/$view"
          params={{ view: it }}
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
          <span className="text-xs">{t(`view.${it}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
