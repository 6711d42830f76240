import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/page-text';
import { assistantsQuery } from '../../lib/queries';
import type { AssistantView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Failed, Skeletons } from '../../ui/states';
import { CreateDialog } from './name-dialogs';
import { StateChip } from './state';

/** Every assistant of the workspace, a card each. */
export function AssistantList() {
  const found = useQuery(assistantsQuery);
  const [making, setMaking] = useState(false);
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={3} />;
  const { assistants, week } = found.data;
  const archived = assistants.filter((it) => it.archived);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-120 text-muted">{t('assistants.about')}</p>
        <Button
          look="primary"
          icon={<Plus size={15} aria-hidden />}
          onClick={() => setMaking(true)}
        >
          {t('assistants.new')}
        </Button>
      </div>
      <Cards of={assistants.filter((it) => !it.archived)} week={week} />
      {archived.length > 0 && (
        <>
          <h2 className="mt-8 mb-3 text-sm font-semibold text-muted">
            {t('assistants.archived_ones')}
          </h2>
          <Cards of={archived} week={week} />
        </>
      )}
      <CreateDialog open={making} onClose={() => setMaking(false)} />
    </>
  );
}

function Cards({ of, week }: { of: AssistantView[]; week: Record<string, number> }) {
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {of.map((it) => (
        <li key={it.id}>
          <Link
            to="/settings/assistants/$id"
            params={{ id: it.id }}
            className="flex h-full items-center gap-3 rounded-card border border-line bg-panel p-4 shadow-card hover:border-control"
          >
            <Avatar id={it.id} name={it.name} size={40} />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate font-semibold" dir="auto">
                  {it.name}
                </span>
                <StateChip assistant={it} />
              </span>
              <span className="block text-sm text-muted">
                {t('assistants.week', { count: week[it.id] ?? 0 })}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
