import { useBlocker } from '@tanstack/react-router';
import { t } from '../lib/text';
import { Confirm } from './dialog';

interface Props {
  unsaved: boolean;
  /** Tells whether it was saved: who may not leave yet sees what is wrong. */
  onSave: () => Promise<boolean>;
}

/** Unsaved changes are not lost by leaving. */
export function LeaveGuard({ unsaved, onSave }: Props) {
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
      other={{
        verb: t('leave.save'),
        act: async () => (await onSave()) && guard.proceed?.(),
      }}
    />
  );
}
