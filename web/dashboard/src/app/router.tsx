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
import type { HandoffsSearch } from '../lib/packet-api';
import { client, meQuery } from '../lib/queries';
import { isView } from '../lib/rows';
import { InboxPage } from '../routes/inbox';
import { Failed } from '../ui/states';
import { Shell } from './shell';

// Several pages come as one file: each is named once, for its list of files is long.
const actionPages = () => import('../routes/actions');
const assistantPages = () => import('../routes/assistant');
const mailPages = () => import('../routes/mail');
const rulesPages = () => import('../routes/rules');
const settingsPages = () => import('../routes/settings');
const teamPages = () => import('../routes/settings-team');

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: lazyRouteComponent(() => import('./not-found'), 'NotFound'),
});

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
  validateSearch: (search): { team?: string; tag?: string } => ({
    ...(typeof search.team === 'string' ? { team: search.team } : {}),
    ...(typeof search.tag === 'string' ? { tag: search.tag } : {}),
  }),
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
  validateSearch: (search): { source?: string; passage?: number; view?: 'answers' } => ({
    ...(typeof search.source === 'string' ? { source: search.source } : {}),
    ...(typeof search.passage === 'number' ? { passage: search.passage } : {}),
    ...(search.view === 'answers' ? { view: search.view } : {}),
  }),
});

const actions = createRoute({
  getParentRoute: () => home,
  path: '/actions',
  component: lazyRouteComponent(actionPages, 'ActionsStart'),
});

const actionList = createRoute({
  getParentRoute: () => home,
  path: '/actions/$assistant',
  component: lazyRouteComponent(actionPages, 'ActionListPage'),
});

const action = createRoute({
  getParentRoute: () => home,
  path: '/actions/$assistant/$action',
  component: lazyRouteComponent(actionPages, 'ActionPage'),
});

const actionRuns = createRoute({
  getParentRoute: () => home,
  path: '/actions/$assistant/$action/runs',
  component: lazyRouteComponent(actionPages, 'RunsPage'),
  validateSearch: (search): { failed?: true; run?: string } => ({
    ...(search.failed === true ? { failed: true } : {}),
    ...(typeof search.run === 'string' ? { run: search.run } : {}),
  }),
});

const rules = createRoute({
  getParentRoute: () => home,
  path: '/rules',
  component: lazyRouteComponent(rulesPages, 'RulesStart'),
});

const ruleList = createRoute({
  getParentRoute: () => home,
  path: '/rules/$assistant',
  component: lazyRouteComponent(rulesPages, 'RulesPage'),
});

const handoffs = createRoute({
  getParentRoute: () => home,
  path: '/rules/handoffs',
  component: lazyRouteComponent(rulesPages, 'HandoffsPage'),
  validateSearch: (search): HandoffsSearch => {
    const known = (['rule', 'reason', 'outcome', 'mark'] as const).filter(
      (it) => typeof search[it] === 'string',
    );
    return Object.fromEntries(known.map((it) => [it, String(search[it])]));
  },
});

const setup = createRoute({
  getParentRoute: () => home,
  path: '/setup',
  component: lazyRouteComponent(() => import('../routes/setup'), 'SetupPage'),
});

/** The same page at a step, so that it goes on where it was left. */
const setupStep = createRoute({ getParentRoute: () => setup, path: '$step' });

const settings = createRoute({
  getParentRoute: () => home,
  path: '/settings',
  component: lazyRouteComponent(settingsPages, 'SettingsPage'),
});

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/assistants' });
  },
});

const settingsAssistants = createRoute({
  getParentRoute: () => settings,
  path: 'assistants',
  component: lazyRouteComponent(settingsPages, 'AssistantsRoute'),
});

const assistant = createRoute({
  getParentRoute: () => settings,
  path: 'assistants/$id',
  component: lazyRouteComponent(settingsPages, 'AssistantPageRoute'),
});

const assistantSettings = createRoute({
  getParentRoute: () => assistant,
  path: '/',
  component: lazyRouteComponent(settingsPages, 'AssistantRoute'),
});

const assistantSources = createRoute({
  getParentRoute: () => assistant,
  path: 'sources',
  component: lazyRouteComponent(settingsPages, 'LearningRoute'),
});

const assistantLive = createRoute({
  getParentRoute: () => assistant,
  path: 'live',
  component: lazyRouteComponent(settingsPages, 'LiveRoute'),
});

const assistantModel = createRoute({
  getParentRoute: () => assistant,
  path: 'model',
  component: lazyRouteComponent(assistantPages, 'ModelRoute'),
});

const assistantVoice = createRoute({
  getParentRoute: () => assistant,
  path: 'voice',
  component: lazyRouteComponent(assistantPages, 'VoiceRoute'),
});

const assistantCost = createRoute({
  getParentRoute: () => assistant,
  path: 'cost',
  component: lazyRouteComponent(assistantPages, 'CostRoute'),
});

const assistantTry = createRoute({
  getParentRoute: () => assistant,
  path: 'try',
  component: lazyRouteComponent(() => import('../routes/playground'), 'PlaygroundRoute'),
});

const assistantLook = createRoute({
  getParentRoute: () => assistant,
  path: 'look',
  component: lazyRouteComponent(settingsPages, 'LookRoute'),
});

const settingsVisitors = createRoute({
  getParentRoute: () => settings,
  path: 'visitors',
  component: lazyRouteComponent(settingsPages, 'VisitorsRoute'),
});

const settingsPeople = createRoute({
  getParentRoute: () => settings,
  path: 'people',
  component: lazyRouteComponent(settingsPages, 'PeopleRoute'),
});

const settingsMail = createRoute({
  getParentRoute: () => settings,
  path: 'mail',
  component: lazyRouteComponent(mailPages, 'MailRoute'),
});

const settingsSearch = createRoute({
  getParentRoute: () => settings,
  path: 'search',
  component: lazyRouteComponent(mailPages, 'SearchRoute'),
});

const settingsAccount = createRoute({
  getParentRoute: () => settings,
  path: 'account',
  component: lazyRouteComponent(settingsPages, 'AccountRoute'),
});

const settingsTeams = createRoute({
  getParentRoute: () => settings,
  path: 'teams',
  component: lazyRouteComponent(teamPages, 'TeamsRoute'),
});

const settingsHours = createRoute({
  getParentRoute: () => settings,
  path: 'hours',
  component: lazyRouteComponent(teamPages, 'HoursRoute'),
});

const settingsTags = createRoute({
  getParentRoute: () => settings,
  path: 'tags',
  component: lazyRouteComponent(() => import('../routes/tags'), 'TagsRoute'),
});

const settingsWorkspace = createRoute({
  getParentRoute: () => settings,
  path: 'workspace',
  component: lazyRouteComponent(teamPages, 'WorkspaceRoute'),
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
    actions,
    actionList,
    action,
    actionRuns,
    rules,
    ruleList,
    handoffs,
    setup.addChildren([setupStep]),
    settings.addChildren([
      settingsStart,
      settingsAssistants,
      assistant.addChildren([
        assistantSettings,
        assistantVoice,
        assistantModel,
        assistantCost,
        assistantLook,
        assistantSources,
        assistantLive,
        assistantTry,
      ]),
      settingsWorkspace,
      settingsTags,
      settingsVisitors,
      settingsMail,
      settingsSearch,
      settingsPeople,
      settingsTeams,
      settingsHours,
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
