import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { Plus, Zap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { actionsQuery } from '../../lib/actions-api';
import { assistantsQuery, meQuery } from '../../lib/queries';
import { read, write } from '../../lib/storage';
import type { AssistantView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { PageHead } from '../../ui/page-head';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { Chooser } from './chooser';
import { ActionRow } from './list-row';
import { Said } from './rows';
import { t } from './text';
import { useOrder } from './use-order';

const LAST = 'actions.assistant';

/** The actions of the assistant that was looked at last, or of the first. */
export function ActionsStart() {
  const found = useQuery(assistantsQuery);
  const open = found.data?.assistants.filter((it) => !it.archived) ?? [];
  const last = read<string>(LAST);
  const assistant = open.find((it) => it.id === last) ?? open[0];
  if (assistant) {
    return <Navigate to="/actions/$assistant" params={{ assistant: assistant.id }} replace />;
  }
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <h1 className="sr-only">{t('actions.title')}</h1>
      {found.isError ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <Empty icon={<Zap size={20} aria-hidden />} title={t('actions.no_assistant')}>
          {t('actions.no_assistant_about')}
        </Empty>
      ) : (
        <Skeletons />
      )}
    </main>
  );
}

/** What an assistant can do for a visitor, in the order in which it is tried. */
export function ActionList() {
  const { assistant = '' } = useParams({ strict: false });
  const assistants = useQuery(assistantsQuery).data?.assistants ?? [];
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const [making, setMaking] = useState(false);
  const mine = assistants.find((it) => it.id === assistant);
  useEffect(() => {
    if (mine) write(LAST, mine.id);
  }, [mine]);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 pb-16 md:px-8">
        <PageHead title={t('actions.title')} about={t('actions.about')}>
          <div className="flex flex-wrap items-center gap-2">
            <AssistantSelect value={assistant} all={assistants} />
            {leads && (
              <Button
                look="primary"
                icon={<Plus size={15} aria-hidden />}
                onClick={() => setMaking(true)}
              >
                {t('actions.new')}
              </Button>
            )}
          </div>
        </PageHead>
        <List key={assistant} assistant={assistant} leads={leads} onNew={() => setMaking(true)} />
      </div>
      <Chooser assistant={assistant} open={making} onClose={() => setMaking(false)} />
      <Said />
    </main>
  );
}

function AssistantSelect({ value, all }: { value: string; all: readonly AssistantView[] }) {
  const navigate = useNavigate();
  const open = all.filter((it) => !it.archived || it.id === value);
  if (open.length < 2) return null;
  return (
    <select
      aria-label={t('actions.assistant')}
      className="field w-auto max-w-56"
      value={value}
      onChange={(event) =>
        void navigate({ to: '/actions/$assistant', params: { assistant: event.target.value } })
      }
    >
      {open.map((it) => (
        <option key={it.id} value={it.id}>
          {it.name}
        </option>
      ))}
    </select>
  );
}

interface ListProps {
  assistant: string;
  leads: boolean;
  onNew: () => void;
}

function List({ assistant, leads, onNew }: ListProps) {
  const found = useQuery(actionsQuery(assistant));
  const move = useOrder(assistant);
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={4} />;
  const { actions } = found.data;
  if (actions.length === 0) {
    return (
      <Empty icon={<Zap size={20} aria-hidden />} title={t('actions.none')}>
        <p className="mb-3">{t(leads ? 'actions.none_about' : 'actions.none_agent')}</p>
        {leads && (
          <Button look="primary" onClick={onNew}>
            {t('actions.none_do')}
          </Button>
        )}
      </Empty>
    );
  }
  return (
    <>
      <ol
        aria-label={t('actions.title')}
        className="divide-y divide-line rounded-card border border-line bg-panel shadow-card"
      >
        {actions.map((it, at) => (
          <ActionRow
            key={it.id}
            assistant={assistant}
            action={it}
            leads={leads}
            up={at > 0 ? () => move(it.id, -1) : undefined}
            down={at < actions.length - 1 ? () => move(it.id, 1) : undefined}
          />
        ))}
      </ol>
      {leads && actions.length > 1 && (
        <p className="mt-2 text-sm text-muted">{t('actions.order_hint')}</p>
      )}
    </>
  );
}
