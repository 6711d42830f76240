import { ChevronsUp, ChevronUp, Phone } from 'lucide-react';
import { t } from '../../lib/text';
import { clockTime, fullTime } from '../../lib/when';
import type { InboxRow, Priority } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Tag } from '../../ui/tag';
import { callWords, fewTags } from './marks';

/** From then on a promise is about to be missed. */
const NEAR_MS = 120_000;

/** The tags of a row and the call that is owed, on one line. */
export function RowMarks({ row, now }: { row: InboxRow; now: number }) {
  const { shown, more } = fewTags(row.tags);
  return (
    <span className="mt-auto flex min-w-0 items-center gap-1.5 text-xs">
      {row.call_back != null && <CallDue due={row.call_back} now={now} />}
      {shown.map((it) => (
        <Tag key={it} tag={it} />
      ))}
      {more > 0 && (
        <span className="shrink-0 text-muted" title={row.tags.join(', ')}>
          <span aria-hidden dir="ltr">
            +{more}
          </span>
          <span className="sr-only">{t('tags.more', { count: more })}</span>
        </span>
      )}
    </span>
  );
}

/** Until when to call, in red and with the word where that is past. */
export function CallDue({ due, now }: { due: number; now: number }) {
  const { text, late } = callWords(due, now);
  return (
    <span
      title={fullTime(due)}
      className={cx(
        'inline-flex shrink-0 items-center gap-1 font-medium',
        late ? 'text-danger' : 'text-warning',
      )}
    >
      <Phone size={12} aria-hidden />
      {text}
    </span>
  );
}

/** Until when the visitor was told that a reply usually comes. */
export function PromisedMark({ until, now }: { until: number; now: number }) {
  const missed = until < now;
  const near = until - now < NEAR_MS;
  return (
    <span
      title={fullTime(until)}
      className={cx('min-w-0 truncate text-xs', missed ? 'text-danger' : near && 'text-warning')}
    >
      {t(missed ? 'promise.missed' : 'promise.until', { time: clockTime(until) })}
    </span>
  );
}

/** Said by a word and a picture; the usual priority is not said. */
export function PriorityMark({ priority }: { priority: Priority }) {
  if (priority === 'normal') return null;
  const urgent = priority === 'urgent';
  const Icon = urgent ? ChevronsUp : ChevronUp;
  return (
    <span
      className={cx(
        'inline-flex shrink-0 items-center self-center text-xs font-semibold',
        urgent ? 'text-danger' : 'text-warning',
      )}
    >
      <Icon size={13} aria-hidden />
      <span className="sr-only">{t('priority.label')} </span>
      {t(`priority.${priority}`)}
    </span>
  );
}
