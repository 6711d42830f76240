import { useParams } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { List } from '../features/inbox/list';
import { useActions } from '../lib/actions';
import { printed } from '../lib/keys';
import { prefer, preferences } from '../lib/preferences';
import { isView } from '../lib/rows';
import { useStore } from '../lib/store';
import { t } from '../lib/text';
import { useMedia, WIDE } from '../lib/use-media';
import { cx } from '../ui/cx';
import { Keys } from '../ui/keys';
import { Skeletons } from '../ui/states';

// The list is there first; what stands beside it is fetched while the list is looked at.
const threadPart = () => import('../features/inbox/thread');
const contextPart = () => import('../features/inbox/context');
const Thread = lazy(() => threadPart().then((it) => ({ default: it.Thread })));
const Context = lazy(() => contextPart().then((it) => ({ default: it.Context })));
const Drawer = lazy(() => import('../ui/drawer').then((it) => ({ default: it.Drawer })));

/** Three panes: list, thread, context. The context is a drawer where there is no room for it. */
export function InboxPage() {
  const params = useParams({ strict: false });
  const view = params.view && isView(params.view) ? params.view : 'all';
  const conversation = params.conversation ?? null;
  const wide = useMedia(WIDE);
  const beside = useStore(preferences, (it) => it.contextOpen);
  const [drawer, setDrawer] = useState(false);
  const toggle = () => (wide ? prefer({ contextOpen: !beside }) : setDrawer((open) => !open));
  useEffect(() => {
    void threadPart();
    void contextPart();
  }, []);
  useActions(
    conversation
      ? [{ id: 'toggle_context', label: t('key.toggle_context'), group: 'view', run: toggle }]
      : [],
  );
  return (
    <main className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t('nav.inbox')}</h1>
      <div
        className={cx(
          'min-h-0 w-full border-line bg-panel md:w-80 md:shrink-0 md:border-e',
          conversation && 'max-md:hidden',
        )}
      >
        <List view={view} conversation={conversation} />
      </div>
      <div className={cx('min-h-0 min-w-0 flex-1', !conversation && 'max-md:hidden')}>
        {conversation ? (
          <Suspense fallback={<Skeletons count={6} />}>
            <Thread
              key={conversation}
              conversation={conversation}
              view={view}
              onContext={toggle}
              contextShown={wide ? beside : drawer}
            />
          </Suspense>
        ) : (
          <Nothing />
        )}
      </div>
      {conversation && wide && beside && (
        <aside
          aria-label={t('context.label')}
          className="min-h-0 w-80 shrink-0 overflow-y-auto border-s border-line bg-panel"
        >
          <Suspense fallback={<Skeletons count={6} />}>
            <Context conversation={conversation} view={view} />
          </Suspense>
        </aside>
      )}
      {conversation && !wide && (
        <Suspense fallback={null}>
          <Drawer open={drawer} onClose={() => setDrawer(false)} title={t('context.label')}>
            <Context conversation={conversation} view={view} />
          </Drawer>
        </Suspense>
      )}
    </main>
  );
}

function Nothing() {
  return (
    <div className="grid h-full place-items-center p-8 text-center text-muted">
      <div>
        <MessagesSquare size={32} aria-hidden className="mx-auto mb-3 opacity-60" />
        <p className="font-medium text-fg">{t('inbox.nothing')}</p>
        <p className="mt-2 flex items-center justify-center gap-1.5 text-sm">
          <Keys keys={printed('next')} />
          <Keys keys={printed('previous')} />
          {t('inbox.nothing_move')}
          <Keys keys={printed('open')} />
          {t('inbox.nothing_open')}
          <Keys keys={printed('sheet')} />
          {t('inbox.nothing_keys')}
        </p>
      </div>
    </div>
  );
}
