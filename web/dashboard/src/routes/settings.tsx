import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { LearningPage } from '../features/assistants/learning';
import { AssistantList } from '../features/assistants/list';
import { LivePage } from '../features/assistants/live';
import { AssistantPage } from '../features/assistants/page';
import { LookSettings } from '../features/look/look';
import { Account } from '../features/settings/account';
import { AssistantSettings } from '../features/settings/assistant';
import { VisitorSettings } from '../features/settings/visitors';
import { People } from '../features/team/people';
import { meQuery } from '../lib/queries';
import { t } from '../lib/text';

const PAGES = [
  ['/settings/assistants', 'settings.assistants'],
  ['/settings/workspace', 'settings.workspace'],
  ['/settings/visitors', 'settings.visitors'],
  ['/settings/people', 'settings.people'],
  ['/settings/mail', 'settings.mail'],
  ['/settings/teams', 'settings.teams'],
  ['/settings/hours', 'settings.hours'],
  ['/settings/account', 'settings.account'],
] as const;

/** What an agent may not open is not offered to them. */
const LEADERS_ONLY: readonly string[] = ['/settings/visitors', '/settings/mail'];

/** The settings, a page each. */
export function SettingsPage() {
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const pages = PAGES.filter(([to]) => leads || !LEADERS_ONLY.includes(to));
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 has-data-wide:max-w-6xl pb-20 md:px-8">
        <h1 className="pt-6 text-xl font-semibold tracking-tight">{t('nav.settings')}</h1>
        <nav
          aria-label={t('settings.label')}
          className="sticky top-0 z-10 -mx-4 mb-6 flex gap-1 overflow-x-auto border-b border-line bg-bg px-4 pt-3 md:-mx-8 md:px-8"
        >
          {pages.map(([to, label]) => (
            <Link
              key={to}
              to={to}
              className="-mb-px shrink-0 border-b-2 px-3 py-2 font-medium pointer-coarse:py-3"
              activeProps={{ className: 'border-accent text-accent' }}
              inactiveProps={{ className: 'border-transparent text-muted hover:text-fg' }}
            >
              {t(label)}
            </Link>
          ))}
        </nav>
        <Outlet />
      </div>
    </main>
  );
}

export const AssistantsRoute = AssistantList;
export const AssistantPageRoute = AssistantPage;
export const AssistantRoute = AssistantSettings;
export const VisitorsRoute = VisitorSettings;
export const LearningRoute = LearningPage;
export const LiveRoute = LivePage;
export function LookRoute() {
  const { id } = useParams({ strict: false });
  return id ? <LookSettings id={id} /> : null;
}
export const PeopleRoute = People;
export const AccountRoute = Account;
