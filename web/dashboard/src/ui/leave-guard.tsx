import { useBlocker } from '@tanstack/react-router';
import { t } from '../lib/text';
import { Confirm } from './dialog';

/** Unsaved changes are not lost by leaving. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const guard = useBlocker({
    shouldBlockFn: () => unsaved,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  return (
    <Confirm
      open={guard.status === 'blocked'}
      onClose={() => guard.reset?.()}
      title={t('leave.title')}
      effect={t('leave.effect')}
      verb={t('leave.do')}
      onConfirm={() => guard.proceed?.()}
    />
  );
}
