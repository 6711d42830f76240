import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { actionQuery, removeAction } from '../../lib/actions-api';
import { attempt } from '../../lib/attempt';
import { client } from '../../lib/queries';
import { locale } from '../../lib/text';
import type { ActionState } from '../../lib/wire';
import { Confirm } from '../../ui/dialog';
import { toast } from '../../ui/toast';
import { t } from './text';

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

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
  const name = action.name || t('ask.unnamed');
  const remove = () =>
    attempt(async () => {
      await removeAction(assistant, action.id);
      onRemoved?.();
      toast(t('actions.removed', { name }));
      setTimeout(() => void leave());
    });
  const leave = async () => {
    await navigate({ to: '/actions/$assistant', params: { assistant } });
    // Whoever goes back reads that it is gone, and sees no editor of what was.
    client.removeQueries({ queryKey: actionQuery(action.id).queryKey });
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('actions.remove_title', { name })}
      effect={
        <>
          <span className="block">
            {t(action.state === 'live' ? 'actions.remove_live' : 'actions.remove_effect')}
          </span>
          {open && <Uses action={action.id} />}
        </>
      }
      verb={t('actions.remove')}
      onConfirm={remove}
    />
  );
}

/** Where it is used: there it is missing afterwards. */
function Uses({ action }: { action: string }) {
  const users = useQuery(actionQuery(action)).data?.used_by ?? [];
  if (users.length === 0) return null;
  const names = list.format(users.map((it) => t('value.quoted', { text: it.name })));
  return (
    <span className="mt-2 block font-medium text-fg">
      {t('actions.remove_used', { count: users.length, names })}
    </span>
  );
}
