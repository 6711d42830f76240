import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Plus, Zap } from 'lucide-react';
import { useState } from 'react';
import { actionsQuery } from '../../lib/actions-api';
import { meQuery } from '../../lib/queries';
import { AssistantSelect, AssistantStart } from '../../ui/assistant-pick';
import { Button } from '../../ui/button';
import { PageHead } from '../../ui/page-head';
import { Said } from '../../ui/rows';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { Chooser } from './chooser';
import { ActionRow } from './list-row';
import { t } from './text';
import { useOrder } from './use-order';

/** The actions of the assistant that was looked at last, or of the first. */
export function ActionsStart() {
  return (
    <AssistantStart
      to="/actions/$assistant"
      icon={<Zap size={20} aria-hidden />}
      title={t('actions.title')}
      none={t('actions.no_assistant')}
      noneAbout={t('actions.no_assistant_about')}
    />
  );
}

/** What an assistant can do for a visitor, in the order in which it is tried. */
export function ActionList() {
  const { assistant = '' } = useParams({ strict: false });
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const [making, setMaking] = useState(false);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 pb-16 md:px-8">
        <PageHead title={t('actions.title')} about={t('actions.about')}>
          <div className="flex flex-wrap items-center gap-2">
            <AssistantSelect
              to="/actions/$assistant"
              value={assistant}
              label={t('actions.assistant')}
            />
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
