import { money } from '../../lib/money';
import { cx } from '../../ui/cx';
import { type Day, SHARES, type Share } from './sums';
import { t } from './text';
import { count, dayName } from './words';

export type Measure = 'calls' | 'cost';

// Told apart by filling, outline and stripes, and not by colour alone.
const FILLS: Record<Share, string> = {
  used: 'bg-accent',
  unused: 'border border-accent bg-accent-soft',
  failed:
    'border border-danger bg-[repeating-linear-gradient(45deg,var(--danger)_0_2px,transparent_2px_4px)]',
};

/** A bar for each day. Whoever does not see it has the same in a table. */
export function Chart({ days, measure }: { days: Day[]; measure: Measure }) {
  const most = Math.max(...days.map((it) => it.sum[measure]));
  const said = measure === 'cost' ? money : count;
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure className="mt-4">
      <p className="text-xs text-muted" aria-hidden>
        {said(most)}
      </p>
      <div
        role="img"
        aria-label={t('usage.chart', { shows: t(`usage.${measure}`), count: days.length })}
        className="flex h-32 items-end gap-px border-y border-line md:gap-0.5"
      >
        {days.map((it) => (
          <Bar key={it.day} day={it} measure={measure} most={most} />
        ))}
      </div>
      <p className="mt-1 flex justify-between text-xs text-muted" aria-hidden>
        <span>{first && dayName(first.day)}</span>
        <span>{last && dayName(last.day)}</span>
      </p>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {SHARES.map((share) => (
          <span key={share} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={cx('size-3 rounded-[3px]', FILLS[share])} />
            {t(`usage.${share}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Bar({ day, measure, most }: { day: Day; measure: Measure; most: number }) {
  const { used, unused, failed } = day.shares;
  const title = t('usage.on', {
    day: dayName(day.day),
    used: used.calls,
    unused: unused.calls,
    failed: failed.calls,
    cost: money(day.sum.cost),
  });
  return (
    <div title={title} className="flex h-full min-w-0 flex-1 flex-col-reverse hover:bg-fg/7">
      {SHARES.map((share) => {
        const part = day.shares[share][measure];
        const height = `${most > 0 ? (part / most) * 100 : 0}%`;
        return part > 0 && <div key={share} className={FILLS[share]} style={{ height }} />;
      })}
    </div>
  );
}
