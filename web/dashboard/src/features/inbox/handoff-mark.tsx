import { Check, MessageCircleOff } from 'lucide-react';
import { useState } from 'react';
import { explain } from '../../lib/api';
import { useNow } from '../../lib/clock';
import type { MarkNow } from '../../lib/live/drafts-of';
import { mark } from '../../lib/live/index';
import { t } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import { cx } from '../../ui/cx';
import { SMALL } from '../../ui/judge/small';
import { toast } from '../../ui/toast';
import { tp } from './packet-text';

interface Props {
  conversation: string;
  /** The `seq` of the handoff. */
  handoff: number;
  now: MarkNow | undefined;
  me: string;
}

const MARKS = [
  ['right', Check],
  ['answerable', MessageCircleOff],
] as const;

/** What the team thinks of a handoff: one press says it, another takes it back. */
export function HandoffMark({ conversation, handoff, now, me }: Props) {
  const [busy, setBusy] = useState(false);
  const time = useNow();
  const press = async (pressed: 'right' | 'answerable') => {
    setBusy(true);
    try {
      await mark(conversation, handoff, now?.mark === pressed ? null : pressed);
    } catch (error) {
      toast(explain(error, t('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div
      role="group"
      aria-label={tp('mark.label')}
      className="flex flex-wrap items-center justify-center gap-x-2"
    >
      {MARKS.map(([is, Icon]) => (
        <button
          key={is}
          type="button"
          aria-pressed={now?.mark === is}
          disabled={busy}
          onClick={() => void press(is)}
          className={cx(SMALL, now?.mark === is && 'font-semibold text-accent')}
        >
          <Icon size={13} aria-hidden />
          {tp(`mark.${is}`)}
        </button>
      ))}
      {now && (
        <span className="text-xs text-muted" title={fullTime(now.at)}>
          {tp(now.by.id === me ? 'mark.by_me' : 'mark.by', {
            name: now.by.name,
            time: ago(now.at, time),
          })}
        </span>
      )}
    </div>
  );
}
