import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, FlaskConical } from 'lucide-react';
import { useId, useState } from 'react';
import { switchAction } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { t as common } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { ActionView } from '../../lib/wire';
import { Button, IconButton } from '../../ui/button';
import { cx } from '../../ui/cx';
import { LeaveGuard } from '../../ui/leave-guard';
import { Menu, MenuItem } from '../../ui/menu';
import { toast } from '../../ui/toast';
import { useFault } from './faults';
import { RemoveAction } from './remove';
import { SecretsDrawer } from './secrets-drawer';
import { StateChip } from './state-chip';
import { t } from './text';
import type { useDraft } from './use-draft';
import { VersionsDrawer } from './versions-drawer';
import { WhereUsed } from './where-used';

interface Props {
  view: ActionView;
  edited: ReturnType<typeof useDraft>;
  leads: boolean;
  onTest: () => void;
}

type Opened = 'versions' | 'used' | 'secrets' | 'remove' | null;

/** What it is called, how far it is live, and what can be done with it. */
export function Head({ view, edited, leads, onTest }: Props) {
  const [opened, open] = useState<Opened>(null);
  const now = useNow();
  const { unsaved, busy } = edited;
  const close = () => open(null);
  return (
    <header className="top-0 z-10 mb-2 bg-bg py-3 lg:sticky">
      <LeaveGuard unsaved={unsaved && busy === null && leads} onSave={edited.save} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Name edited={edited} leads={leads} />
        <StateChip state={view.state} isChanged={view.is_changed} />
        <p className="min-w-40 flex-1 text-sm text-muted">
          {unsaved ? (
            common('state.unsaved')
          ) : (
            <time title={fullTime(view.changed_at)}>
              {view.changed_by
                ? t('editor.changed_by', {
                    name: view.changed_by.name,
                    time: ago(view.changed_at, now),
                  })
                : t('editor.changed', { time: ago(view.changed_at, now) })}
            </time>
          )}
        </p>
        {leads && (
          <div className="flex flex-wrap items-center gap-2">
            <Button icon={<FlaskConical size={15} aria-hidden />} onClick={onTest}>
              {t('editor.test')}
            </Button>
            <Button
              busy={busy === 'save'}
              disabled={!unsaved}
              onClick={() => void edited.save()}
              title={t('editor.save_keys')}
            >
              {t('editor.save')}
            </Button>
            <Publish view={view} edited={edited} />
            <More view={view} edited={edited} onOpen={open} />
          </div>
        )}
      </div>
      <VersionsDrawer view={view} open={opened === 'versions'} onClose={close} edited={edited} />
      <WhereUsed view={view} open={opened === 'used'} onClose={close} />
      <SecretsDrawer open={opened === 'secrets'} onClose={close} />
      <RemoveAction
        assistant={view.assistant}
        action={{ id: view.id, name: view.draft.name, state: view.state }}
        open={opened === 'remove'}
        onClose={close}
        onRemoved={edited.discard}
      />
    </header>
  );
}

function Name({ edited, leads }: Pick<Props, 'edited' | 'leads'>) {
  const { draft, change } = edited;
  const fault = useFault('name');
  const id = useId();
  const name = draft.name || t('ask.unnamed');
  if (!leads) {
    return (
      <h1 className="text-lg font-semibold" dir="auto">
        {name}
      </h1>
    );
  }
  return (
    <div className="min-w-56">
      <h1 className="sr-only">{name}</h1>
      <input
        aria-label={t('editor.name')}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? id : undefined}
        data-at="name"
        className={cx('field text-lg font-semibold', fault && 'border-danger')}
        dir="auto"
        placeholder={t('editor.name_hint')}
        value={draft.name}
        onChange={(event) => change((old) => ({ ...old, name: event.target.value }))}
      />
      {fault && (
        <p id={id} className="text-sm text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}

/** It says why it cannot be pressed. */
function Publish({ view, edited }: Pick<Props, 'view' | 'edited'>) {
  const id = useId();
  const { unsaved, faults, busy } = edited;
  const isNothing = !unsaved && !view.is_changed && view.published != null;
  const reason =
    faults.length > 0
      ? t('editor.faulty', { count: faults.length })
      : isNothing
        ? t('editor.nothing_new')
        : null;
  return (
    <>
      <Button
        look="primary"
        busy={busy === 'publish'}
        disabled={reason !== null}
        aria-describedby={reason ? id : undefined}
        onClick={() => void edited.publish()}
      >
        {t(unsaved ? 'editor.save_publish' : 'editor.publish')}
      </Button>
      {reason && (
        <span id={id} className="max-w-56 text-sm text-muted">
          {reason}
        </span>
      )}
    </>
  );
}

interface MoreProps extends Pick<Props, 'view' | 'edited'> {
  onOpen: (what: Opened) => void;
}

function More({ view, edited, onOpen }: MoreProps) {
  const navigate = useNavigate();
  const on = view.state === 'live';
  const turn = async () => {
    try {
      await switchAction(view.id, !on);
      toast(t(on ? 'actions.went_off' : 'actions.went_on', { name: view.draft.name }));
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    }
  };
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
      {edited.unsaved && <MenuItem onChoose={edited.discard}>{t('editor.discard')}</MenuItem>}
      {view.state !== 'draft' && (
        <MenuItem onChoose={() => void turn()}>{t(on ? 'actions.off' : 'actions.on')}</MenuItem>
      )}
      <MenuItem onChoose={() => onOpen('remove')}>{t('actions.remove')}</MenuItem>
    </Menu>
  );
}
