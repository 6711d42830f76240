import { useNavigate } from '@tanstack/react-router';
import { removeAction } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { t as common } from '../../lib/text';
import type { ActionState } from '../../lib/wire';
import { Confirm } from '../../ui/dialog';
import { toast } from '../../ui/toast';
import { t } from './text';

interface Props {
  assistant: string;
  action: { id: string; name: string; state: ActionState };
  open: boolean;
  onClose: () => void;
  /** What is not saved is given up, so that nothing holds the page back. */
  onRemoved?: () => void;
}

/** Removes an action for good, and says what that does. */
export function RemoveAction({ assistant, action, open, onClose, onRemoved }: Props) {
  const navigate = useNavigate();
  const remove = async () => {
    try {
      await removeAction(assistant, action.id);
      onRemoved?.();
      toast(t('actions.removed', { name: action.name }));
      setTimeout(() => void navigate({ to: '/actions/$assistant', params: { assistant } }));
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    }
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('actions.remove_title', { name: action.name })}
      effect={t(action.state === 'live' ? 'actions.remove_live' : 'actions.remove_effect')}
      verb={t('actions.remove')}
      onConfirm={remove}
    />
  );
}
