import { Link } from '@tanstack/react-router';
import { useNow } from '../../lib/clock';
import { t as common } from '../../lib/text';
import { ago, fullTime, lasted } from '../../lib/when';
import type { HandoffCounts, HandoffView } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { t } from './text';

/** What passed it on: the rule by the name that it had, else the reason. */
export function whyOf({ reason, rule }: Pick<HandoffCounts, 'reason' | 'rule'>): string {
  return rule?.name || common(`reason.${reason}`);
}

/** One handoff, which leads to its thread. */
export function HandoffRow({ handoff }: { handoff: HandoffView }) {
  const now = useNow();
  const { visitor, preview, outcome, mark, at } = handoff;
  const missed = outcome === 'left' || outcome === 'nobody_came';
  return (
    <li>
      <Link
        to="/inbox/$view/$conversation"
        params={{ view: 'all', conversation: handoff.conversation }}
        className="grid gap-x-4 px-4 py-2.5 hover:bg-fg/4 md:grid-cols-[1fr_auto]"
      >
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-medium">{visitor.name}</span>
            <span className="truncate text-sm text-muted">{whyOf(handoff)}</span>
          </span>
          <span className="block truncate text-sm text-muted" dir="auto">
            {preview?.text ?? common('list.no_words')}
          </span>
        </span>
        <span className="flex flex-col text-sm md:items-end">
          <span className={cx(missed && 'font-medium text-danger')}>{outcomeOf(handoff)}</span>
          <span className="text-xs text-muted">
            {mark && `${t('marked.by', { mark: t(`marked.${mark.mark}`), name: mark.by.name })} · `}
            <time title={fullTime(at)}>{ago(at, now)}</time>
          </span>
        </span>
      </Link>
    </li>
  );
}

function outcomeOf({ outcome, by, at, ended_at }: HandoffView): string {
  if (outcome !== 'answered' || !ended_at) return t(`outcome.${outcome}`);
  const time = lasted(ended_at - at);
  return by
    ? t('outcome.answered_by', { name: by.name, time })
    : t('outcome.answered_after', { time });
}
