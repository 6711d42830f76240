import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { Archive, ArrowLeft, CircleHelp, Copy, Drama, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/page-text';
import { assistantsQuery, meQuery } from '../../lib/queries';
import { useHereShown } from '../../lib/use-here-shown';
import type { AssistantView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { archive, rehearse, restore } from './acts';
import { BudgetWarning } from './budget-warning';
import { CopyDialog } from './name-dialogs';
import { StateChip } from './state';

const TABS = [
  ['/settings/assistants/$id', 'assistants.tab_settings'],
  ['/settings/assistants/$id/voice', 'assistants.tab_voice'],
  ['/settings/assistants/$id/model', 'assistants.tab_model'],
  ['/settings/assistants/$id/cost', 'assistants.tab_cost'],
  ['/settings/assistants/$id/look', 'assistants.tab_look'],
  ['/settings/assistants/$id/sources', 'assistants.tab_sources'],
  ['/settings/assistants/$id/live', 'assistants.tab_live'],
  ['/settings/assistants/$id/try', 'assistants.tab_try'],
] as const;

/** What an agent may not open is not offered to them. */
const LEADERS_ONLY: readonly string[] = [
  '/settings/assistants/$id/model',
  '/settings/assistants/$id/cost',
];

/** The assistant of the address, once it is read. */
export function useAssistant(): AssistantView | undefined {
  const { id } = useParams({ strict: false });
  return useQuery(assistantsQuery).data?.assistants.find((it) => it.id === id);
}

/** One assistant: what it is called, what can be done with it, and its pages. */
export function AssistantPage() {
  const found = useQuery(assistantsQuery);
  const assistant = useAssistant();
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={4} />;
  if (!assistant) {
    return (
      <Empty icon={<CircleHelp size={20} aria-hidden />} title={t('assistants.gone')}>
        <p className="mb-3">{t('assistants.gone_about')}</p>
        <Back />
      </Empty>
    );
  }
  return (
    <>
      <Back />
      <Head assistant={assistant} />
      <Tabs id={assistant.id} />
      <Outlet key={assistant.id} />
    </>
  );
}

function Tabs({ id }: { id: string }) {
  const nav = useHereShown();
  const leads = useQuery(meQuery).data?.role !== 'agent';
  return (
    <nav ref={nav} aria-label={t('assistants.tabs')} className="mb-5 flex gap-1 overflow-x-auto">
      {TABS.filter(([to]) => leads || !LEADERS_ONLY.includes(to)).map(([to, label]) => (
        <Link
          key={to}
          to={to}
          params={{ id }}
          activeOptions={{ exact: true }}
          className="rounded-control px-3 py-1.5 font-medium whitespace-nowrap pointer-coarse:py-2.5"
          activeProps={{ className: 'bg-accent-soft text-accent' }}
          inactiveProps={{ className: 'text-muted hover:text-fg hover:bg-fg/7' }}
        >
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}

function Back() {
  return (
    <Link
      to="/settings/assistants"
      className="mb-2 inline-flex min-h-6 items-center gap-1 text-sm text-muted hover:text-fg"
    >
      <ArrowLeft size={14} aria-hidden className="rtl:-scale-x-100" />
      {t('assistants.all')}
    </Link>
  );
}

function Head({ assistant }: { assistant: AssistantView }) {
  const [asked, setAsked] = useState<'copy' | 'archive' | null>(null);
  const { name, archived } = assistant;
  const close = () => setAsked(null);
  return (
    <header className="mb-4 flex flex-wrap items-center gap-3">
      <Avatar id={assistant.id} name={name} picture={assistant.picture} size={40} />
      <div className="flex min-w-40 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 truncate text-lg font-semibold" dir="auto">
          {name}
        </h2>
        <StateChip assistant={assistant} />
      </div>
      <div className="flex flex-wrap gap-2">
        {!archived && (
          <Button icon={<Drama size={15} aria-hidden />} onClick={() => void rehearse(assistant)}>
            {t('assistants.rehearse')}
          </Button>
        )}
        <Button icon={<Copy size={15} aria-hidden />} onClick={() => setAsked('copy')}>
          {t('assistants.copy')}
        </Button>
        {archived ? (
          <Button
            icon={<RotateCcw size={15} aria-hidden />}
            onClick={() => void restore(assistant)}
          >
            {t('assistants.restore')}
          </Button>
        ) : (
          <Button icon={<Archive size={15} aria-hidden />} onClick={() => setAsked('archive')}>
            {t('assistants.archive')}
          </Button>
        )}
      </div>
      {archived && (
        <p className="w-full rounded-card border border-line bg-panel px-4 py-2 text-muted">
          {t('assistants.is_archived')}
        </p>
      )}
      {!archived && <BudgetWarning assistant={assistant.id} />}
      <CopyDialog key={name} assistant={assistant} open={asked === 'copy'} onClose={close} />
      <Confirm
        open={asked === 'archive'}
        onClose={close}
        title={t('assistants.archive_title', { name })}
        effect={t('assistants.archive_effect')}
        verb={t('assistants.archive')}
        onConfirm={() => archive(assistant)}
      />
    </header>
  );
}
