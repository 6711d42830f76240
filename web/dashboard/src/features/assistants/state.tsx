import { t } from '../../lib/page-text';
import type { AssistantView } from '../../lib/wire';
import { cx } from '../../ui/cx';

type State = 'live' | 'off' | 'drafts' | 'outside_hours' | 'partly' | 'archived';

/** How far an assistant is live, in a word. */
export function stateOf({ archived, rollout }: AssistantView): State {
  if (archived) return 'archived';
  if (rollout.stage !== 'everybody') return rollout.stage;
  const some = rollout.share < 100 || rollout.include.length + rollout.exclude.length > 0;
  return some ? 'partly' : 'live';
}

export function StateChip({ assistant }: { assistant: AssistantView }) {
  const state = stateOf(assistant);
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-full border border-line px-2 py-0.5 text-xs font-medium',
        state === 'live' ? 'text-success' : 'text-muted',
      )}
    >
      <span
        aria-hidden
        className={cx(
          'size-2 rounded-full border border-current',
          state === 'live' && 'bg-current',
        )}
      />
      {t(`state.${state}`)}
    </span>
  );
}
