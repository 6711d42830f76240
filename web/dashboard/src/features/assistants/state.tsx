import { t } from '../../lib/page-text';
import type { AssistantView } from '../../lib/wire';
import { LiveChip } from '../../ui/live-chip';

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
  return <LiveChip isLive={state === 'live'}>{t(`state.${state}`)}</LiveChip>;
}
