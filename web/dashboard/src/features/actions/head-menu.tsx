import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { switchAction } from '../../lib/actions-api';
import { attempt } from '../../lib/attempt';
import type { ActionView } from '../../lib/wire';
import { IconButton } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Menu, MenuItem } from '../../ui/menu';
import { toast } from '../../ui/toast';
import { t } from './text';
import type { useDraft } from './use-draft';

/** What opens over the page. */
export type Opened =
  | 'versions'
  | 'used'
  | 'secrets'
  | 'remove'
  | 'discard_unsaved'
  | 'discard_unpublished'
  | null;

interface Props {
  view: ActionView;
  edited: ReturnType<typeof useDraft>;
  onOpen: (what: Opened) => void;
}

/** What is rarely done with an action. */
export function HeadMenu({ view, edited, onOpen }: Props) {
  const navigate = useNavigate();
  const on = view.state === 'live';
  const turn = () =>
    attempt(async () => {
      await switchAction(view.id, !on);
      toast(t(on ? 'actions.went_off' : 'actions.went_on', { name: view.draft.name }));
    });
  return (
    <Menu
      trigger={
        <IconButton label={t('editor.more')} tip={false}>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        onChoose={() =>
          void navigate({
            to: '/actions/$assistant/$action/runs',
            params: { assistant: view.assistant, action: view.id },
          })
        }
      >
        {t('runs.title')}
      </MenuItem>
      <MenuItem onChoose={() => onOpen('versions')}>{t('past.title')}</MenuItem>
      <MenuItem onChoose={() => onOpen('used')}>{t('used.title')}</MenuItem>
      <MenuItem onChoose={() => onOpen('secrets')}>{t('secret.title')}</MenuItem>
      {edited.unsaved && (
        <MenuItem onChoose={() => onOpen('discard_unsaved')}>{t('editor.discard')}</MenuItem>
      )}
      {isUnpublished(view, edited) && (
        <MenuItem onChoose={() => onOpen('discard_unpublished')}>
          {t('editor.discard_unpublished')}
        </MenuItem>
      )}
      {view.state !== 'draft' && (
        <MenuItem onChoose={() => void turn()}>{t(on ? 'actions.off' : 'actions.on')}</MenuItem>
      )}
      <MenuItem onChoose={() => onOpen('remove')}>{t('actions.remove')}</MenuItem>
    </Menu>
  );
}

/** Whether visitors have something else than what stands here. */
export const isUnpublished = (view: ActionView, { unsaved }: Props['edited']) =>
  view.published != null && (unsaved || view.is_changed);

interface DiscardProps extends Omit<Props, 'onOpen'> {
  opened: Opened;
  onClose: () => void;
}

/** Asks before work is thrown away. */
export function Discard({ view, edited, opened, onClose }: DiscardProps) {
  const { published } = view;
  const toLive = async () => {
    if (published && (await edited.bring(published))) toast(t('past.live_again'));
  };
  return (
    <>
      <Confirm
        open={opened === 'discard_unsaved'}
        onClose={onClose}
        title={t('editor.discard_title')}
        effect={t('editor.discard_effect')}
        verb={t('editor.discard_do')}
        onConfirm={edited.discard}
      />
      <Confirm
        open={opened === 'discard_unpublished'}
        onClose={onClose}
        title={t('editor.discard_unpublished_title')}
        effect={t('editor.discard_unpublished_effect', { n: view.version ?? 1 })}
        verb={t('editor.discard_do')}
        onConfirm={toLive}
      />
    </>
  );
}
