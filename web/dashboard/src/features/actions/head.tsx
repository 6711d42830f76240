import { FlaskConical } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useNow } from '../../lib/clock';
import { t as common } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { ActionView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { LeaveGuard } from '../../ui/leave-guard';
import { useFault } from './faults';
import { Discard, HeadMenu, type Opened } from './head-menu';
import { named } from './named';
import { Publish } from './publish';
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

// On a phone its buttons alone stay in sight, so that half the screen is not its head.
const HEAD = 'mb-2 bg-bg py-3 max-lg:contents lg:sticky lg:top-0 lg:z-10';
const LINE = 'flex flex-wrap items-center gap-x-3 gap-y-2 max-lg:contents';
const WHAT = 'flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-2 max-lg:pt-3';
const DO =
  'flex flex-wrap items-center gap-2 max-lg:sticky max-lg:top-0 max-lg:z-10 max-lg:-mx-4 max-lg:mb-2 max-lg:bg-bg max-lg:px-4 max-lg:py-2';

/** What it is called, how far it is live, and what can be done with it. */
export function Head({ view, edited, leads, onTest }: Props) {
  const [opened, open] = useState<Opened>(null);
  const now = useNow();
  const { unsaved, busy } = edited;
  return (
    <header className={HEAD}>
      <LeaveGuard unsaved={unsaved && busy === null && leads} onSave={edited.save} />
      <div className={LINE}>
        <div className={WHAT}>
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
        </div>
        {leads && (
          <div className={DO}>
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
            <span className="max-lg:ms-auto">
              <HeadMenu view={view} edited={edited} onOpen={open} />
            </span>
          </div>
        )}
      </div>
      <Over view={view} edited={edited} opened={opened} onClose={() => open(null)} />
    </header>
  );
}

interface OverProps extends Pick<Props, 'view' | 'edited'> {
  opened: Opened;
  onClose: () => void;
}

/** What opens over the page. */
function Over({ view, edited, opened, onClose }: OverProps) {
  return (
    <>
      <VersionsDrawer view={view} open={opened === 'versions'} onClose={onClose} edited={edited} />
      <WhereUsed view={view} open={opened === 'used'} onClose={onClose} />
      <SecretsDrawer open={opened === 'secrets'} onClose={onClose} />
      <Discard view={view} edited={edited} opened={opened} onClose={onClose} />
      <RemoveAction
        assistant={view.assistant}
        action={{ id: view.id, name: view.draft.name, state: view.state }}
        open={opened === 'remove'}
        onClose={onClose}
        onRemoved={edited.discard}
      />
    </>
  );
}

function Name({ edited, leads }: Pick<Props, 'edited' | 'leads'>) {
  const { draft, change } = edited;
  const fault = useFault('name');
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  // One without a name is new: it gets one first.
  useEffect(() => {
    if (box.current?.value === '') box.current.focus();
  }, []);
  const name = draft.name || t('ask.unnamed');
  if (!leads) {
    return (
      <h1 className="text-lg font-semibold" dir="auto">
        {name}
      </h1>
    );
  }
  return (
    <div className="min-w-56 max-md:w-full">
      <h1 className="sr-only">{name}</h1>
      <input
        ref={box}
        aria-label={t('editor.name')}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? id : undefined}
        data-at="name"
        className={cx('field text-lg font-semibold', fault && 'border-danger')}
        dir="auto"
        placeholder={t('editor.name_hint')}
        value={draft.name}
        onChange={(event) => change((old) => named(old, event.target.value))}
      />
      {fault && (
        <p id={id} className="text-sm text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}
