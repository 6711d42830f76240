import type { ActionState } from '../../lib/wire';
import { LiveChip } from '../../ui/live-chip';
import { t } from './text';

/** Whether visitors have it, and whether they have the latest of it. */
export function StateChip({ state, isChanged }: { state: ActionState; isChanged: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <LiveChip isLive={state === 'live'}>{t(`action_state.${state}`)}</LiveChip>
      {isChanged && state !== 'draft' && (
        <span className="text-xs font-medium text-warning">{t('action_state.changed')}</span>
      )}
    </span>
  );
}
