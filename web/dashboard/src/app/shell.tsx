import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useActions } from '../lib/actions';
import { countsQuery } from '../lib/live/cache';
import { startLive } from '../lib/live/index';
import { prefer, preferences } from '../lib/preferences';
import { meQuery } from '../lib/queries';
import { useStore } from '../lib/store';
import { t } from '../lib/text';
import { undoLast } from '../ui/toast';
import { useNotices } from './notices';
import { Rail } from './rail';
import { useKeys } from './use-keys';

const Palette = lazy(() => import('./palette').then((it) => ({ default: it.Palette })));
const Confined = lazy(() => import('../routes/confined').then((it) => ({ default: it.Confined })));
const Sheet = lazy(() => import('./sheet').then((it) => ({ default: it.Sheet })));

/** What stands around every page of a signed-in teammate. */
export function Shell() {
  const me = useQuery(meQuery).data;
  if (me?.confined) {
    return (
      <Suspense fallback={null}>
        <Confined me={me} />
      </Suspense>
    );
  }
  return <Whole />;
}

function Whole() {
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  useEffect(startLive, []);
  useKeys();
  useNotices();
  useTitle();
  useGlobalActions(
    () => setPalette(true),
    () => setSheet(true),
  );
  return (
    <div className="flex h-dvh flex-col-reverse overflow-hidden md:flex-row">
      <Rail onPalette={() => setPalette(true)} />
      <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        <Outlet />
      </div>
      <Suspense fallback={null}>
        {palette && <Palette onClose={() => setPalette(false)} />}
        {sheet && <Sheet onClose={() => setSheet(false)} />}
      </Suspense>
    </div>
  );
}

function useTitle(): void {
  const waiting = useQuery(countsQuery).data?.waiting ?? 0;
  useEffect(() => {
    document.title = waiting > 0 ? t('title.waiting', { count: waiting }) : 'Baton';
  }, [waiting]);
}

function useGlobalActions(openPalette: () => void, openSheet: () => void): void {
  const navigate = useNavigate();
  const notices = useStore(preferences, (it) => it.notices);
  const toInbox = (view: string) => navigate({ to: '/inbox/$view', params: { view } });
  useActions([
    { id: 'palette', label: t('key.palette'), group: 'view', run: openPalette },
    { id: 'sheet', label: t('key.sheet'), group: 'view', run: openSheet },
    { id: 'go_inbox', label: t('key.go_inbox'), group: 'go', run: () => toInbox('waiting') },
    { id: 'go_mine', label: t('go.mine'), group: 'go', run: () => toInbox('mine') },
    { id: 'go_assistant', label: t('go.assistant'), group: 'go', run: () => toInbox('assistant') },
    { id: 'go_all', label: t('go.all'), group: 'go', run: () => toInbox('all') },
    { id: 'go_resolved', label: t('go.resolved'), group: 'go', run: () => toInbox('resolved') },
    {
      id: 'go_knowledge',
      label: t('key.go_knowledge'),
      group: 'go',
      run: () => navigate({ to: '/knowledge' }),
    },
    {
      id: 'go_actions',
      label: t('key.go_actions'),
      group: 'go',
      run: () => navigate({ to: '/actions' }),
    },
    {
      id: 'go_rules',
      label: t('key.go_rules'),
      group: 'go',
      run: () => navigate({ to: '/rules' }),
    },
    {
      id: 'go_settings',
      label: t('key.go_settings'),
      group: 'go',
      run: () => navigate({ to: '/settings/assistants' }),
    },
    {
      id: 'go_people',
      label: t('go.people'),
      group: 'go',
      run: () => navigate({ to: '/settings/people' }),
    },
    ...(['teams', 'hours', 'workspace'] as const).map((page) => ({
      id: `go_${page}`,
      label: t(`go.${page}`),
      group: 'go' as const,
      run: () => navigate({ to: `/settings/${page}` }),
    })),
    {
      id: 'go_account',
      label: t('go.account'),
      group: 'account',
      run: () => navigate({ to: '/settings/account' }),
    },
    { id: 'undo', label: t('key.undo'), group: 'view', run: () => void undoLast() },
    ...(['light', 'dark', 'system'] as const).map((theme) => ({
      id: `theme_${theme}`,
      label: t(`theme.to_${theme}`),
      group: 'view' as const,
      run: () => prefer({ theme }),
    })),
    {
      id: 'notices',
      label: notices ? t('notices.switch_off') : t('notices.switch_on'),
      group: 'account',
      run: () => prefer({ notices: !notices }),
    },
  ]);
}
