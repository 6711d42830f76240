// The pages and their addresses. What is not the inbox is fetched when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { codeOf } from '../lib/api';
import { client, meQuery } from '../lib/queries';
import { isView } from '../lib/rows';
import { InboxPage } from '../routes/inbox';
import { Failed } from '../ui/states';
import { NotFound } from './not-found';
import { Shell } from './shell';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../routes/sign-in'), 'SignInPage'),
  validateSearch: (search): { next?: string } =>
    typeof search.next === 'string' ? { next: search.next } : {},
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('../routes/forgot'), 'ForgotPage'),
});

const link = createRoute({
  getParentRoute: () => root,
  path: '/link',
  component: lazyRouteComponent(() => import('../routes/link'), 'LinkPage'),
});

const home = createRoute({
  getParentRoute: () => root,
  id: 'home',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      return { me: await client.ensureQueryData(meQuery) };
    } catch (error) {
      if (codeOf(error) !== 'sign_in_needed') throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
  errorComponent: ({ error }) => <Failed error={error} onRetry={() => void router.invalidate()} />,
});

const start = createRoute({
  getParentRoute: () => home,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'waiting' } });
  },
});

const inboxStart = createRoute({
  getParentRoute: () => home,
  path: '/inbox',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'waiting' } });
  },
});

const inbox = createRoute({
  getParentRoute: () => home,
  path: '/inbox/$view',
  component: InboxPage,
  beforeLoad: ({ params }) => {
    if (!isView(params.view)) throw redirect({ to: '/inbox/$view', params: { view: 'all' } });
  },
});

/** The same page with a thread open: the list beside it stays as it is. */
const thread = createRoute({ getParentRoute: () => inbox, path: '$conversation' });

const knowledge = createRoute({
  getParentRoute: () => home,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('../routes/knowledge'), 'KnowledgePage'),
  validateSearch: (search): { source?: string; passage?: number } => ({
    ...(typeof search.source === 'string' ? { source: search.source } : {}),
    ...(typeof search.passage === 'number' ? { passage: search.passage } : {}),
  }),
});

const settings = createRoute({
  getParentRoute: () => home,
  path: '/settings',
  component: lazyRouteComponent(() => import('../routes/settings'), 'SettingsPage'),
});

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/assistant' });
  },
});

const settingsAssistant = createRoute({
  getParentRoute: () => settings,
  path: 'assistant',
  component: lazyRouteComponent(() => import('../routes/settings'), 'AssistantRoute'),
});

const settingsPeople = createRoute({
  getParentRoute: () => settings,
  path: 'people',
  component: lazyRouteComponent(() => import('../routes/settings'), 'PeopleRoute'),
});

const settingsMail = createRoute({
  getParentRoute: () => settings,
  path: 'mail',
  component: lazyRouteComponent(() => import('../routes/mail'), 'MailRoute'),
});

const settingsAccount = createRoute({
  getParentRoute: () => settings,
  path: 'account',
  component: lazyRouteComponent(() => import('../routes/settings'), 'AccountRoute'),
});

const tree = root.addChildren([
  signIn,
  forgot,
  link,
  home.addChildren([
    start,
    inboxStart,
    inbox.addChildren([thread]),
    knowledge,
    settings.addChildren([
      settingsStart,
      settingsAssistant,
      settingsPeople,
      settingsMail,
      settingsAccount,
    ]),
  ]),
]);

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
