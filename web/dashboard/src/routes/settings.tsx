import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { LearningPage } from '../features/assistants/learning';
import { AssistantList } from '../features/assistants/list';
import { LivePage } from '../features/assistants/live';
import { AssistantPage, useAssistant } from '../features/assistants/page';
import { AssistantForm } from '../features/assistants/settings';
import { LookSettings } from '../features/look/look';
import { PutOnSite } from '../features/look/put-on-site';
import { SecondFactor } from '../features/security/second-factor';
import { Sessions } from '../features/security/sessions';
import { Account } from '../features/settings/account';
import { VisitorSettings } from '../features/settings/visitors';
import { People } from '../features/team/people';
import { t } from '../lib/page-text';
import { meQuery } from '../lib/queries';
import { useHereShown } from '../lib/use-here-shown';

const GROUPS = [
  ['assistants', [['/settings/assistants', 'settings.assistants']]],
  [
    'team',
    [
      ['/settings/people', 'settings.people'],
      ['/settings/teams', 'settings.teams'],
      ['/settings/hours', 'settings.hours'],
    ],
  ],
  [
    'workspace',
    [
      ['/settings/workspace', 'settings.workspace'],
      ['/settings/tags', 'settings.tags'],
      ['/settings/visitors', 'settings.visitors'],
      ['/settings/mail', 'settings.mail'],
      ['/settings/search', 'settings.search'],
    ],
  ],
  ['you', [['/settings/account', 'settings.account']]],
] as const;

/** What an agent may not open is not offered to them. */
const LEADERS_ONLY: readonly string[] = [
  '/settings/visitors',
  '/settings/mail',
  '/settings/search',
];

/** The settings, a page each: a list in groups at the side, and on a phone a row. */
export function SettingsPage() {
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 pb-20 has-data-wide:max-w-7xl md:px-8 lg:max-w-5xl">
        <h1 className="pt-6 text-xl font-semibold tracking-tight lg:pb-4">{t('nav.settings')}</h1>
        <div className="lg:flex lg:items-start lg:gap-8">
          <Pages />
          <div className="min-w-0 flex-1">
            <Outlet />
          </div>
        </div>
      </div>
    </main>
  );
}

function Pages() {
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const nav = useHereShown();
  return (
    <nav
      ref={nav}
      aria-label={t('settings.label')}
      className="sticky top-0 z-10 -mx-4 lg:top-4 mb-6 flex gap-1 overflow-x-auto border-b border-line bg-bg px-4 pt-3 md:-mx-8 md:px-8 lg:mx-0 lg:w-44 lg:shrink-0 lg:flex-col lg:gap-4 lg:border-0 lg:px-0 lg:pt-1"
    >
      {GROUPS.map(([group, pages]) => (
        <Group key={group} label={t(`settings.group_${group}`)}>
          {pages
            .filter(([to]) => leads || !LEADERS_ONLY.includes(to))
            .map(([to, label]) => (
              <Link
                key={to}
                to={to}
                className="-mb-px shrink-0 border-b-2 px-3 py-2 font-medium pointer-coarse:py-3 lg:mb-0 lg:rounded-control lg:border-0 lg:py-1.5"
                activeProps={{ className: 'border-accent text-accent lg:bg-accent-soft' }}
                inactiveProps={{
                  className: 'border-transparent text-muted hover:text-fg lg:hover:bg-fg/7',
                }}
              >
                {t(label)}
              </Link>
            ))}
        </Group>
      ))}
    </nav>
  );
}

/** A group of pages; on a phone its name is only heard. */
function Group({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div role="group" aria-labelledby={id} className="flex shrink-0 gap-1 lg:flex-col lg:gap-0.5">
      <p id={id} className="hidden px-3 pb-1 text-xs font-semibold text-muted lg:block">
        {label}
      </p>
      {children}
    </div>
  );
}

export const AssistantsRoute = AssistantList;
export const AssistantPageRoute = AssistantPage;
export const VisitorsRoute = VisitorSettings;
export const LearningRoute = LearningPage;
export const LiveRoute = LivePage;
export const PeopleRoute = People;

export function AssistantRoute() {
  const assistant = useAssistant();
  if (!assistant) return null;
  return (
    <>
      <AssistantForm key={assistant.id} assistant={assistant} />
      <PutOnSite assistant={assistant} />
    </>
  );
}

export function LookRoute() {
  const assistant = useAssistant();
  return assistant && <LookSettings key={assistant.id} assistant={assistant} />;
}

export function AccountRoute() {
  const me = useQuery(meQuery).data;
  if (!me) return null;
  return (
    <>
      <Account me={me} />
      <SecondFactor me={me} />
      <Sessions />
    </>
  );
}
