import type { ActionState } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { t } from './text';

/** Whether visitors have it, and whether they have the latest of it. */
export function StateChip({ state, isChanged }: { state: ActionState; isChanged: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
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
        {t(`action_state.${state}`)}
      </span>
      {isChanged && state !== 'draft' && (
        <span className="text-xs font-medium text-warning">{t('action_state.changed')}</span>
      )}
    </span>
  );
}
