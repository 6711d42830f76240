import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { CircleCheck, History } from 'lucide-react';
import { actionQuery, runsQuery } from '../../lib/actions-api';
import type { ActionRun } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { PageHead } from '../../ui/page-head';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { BackToAction } from './back';
import { RunDrawer } from './run-drawer';
import { RunRow } from './run-row';
import { t } from './text';

const HEAD = 'px-3 py-2 text-start font-medium';
/** What a phone has no room for. */
const WIDE_ONLY = ['answers', 'started', 'took'];
const nameOf = (run: ActionRun) => `${run.conversation} ${run.run}`;

/** What an action did, newest first. */
export function ActionRunsPage() {
  const { assistant = '', action = '' } = useParams({ strict: false });
  const { failed = false, run } = useSearch({ from: '/home/actions/$assistant/$action/runs' });
  const navigate = useNavigate({ from: '/actions/$assistant/$action/runs' });
  const view = useQuery(actionQuery(action)).data;
  const found = useInfiniteQuery(runsQuery(action, failed));
  const runs = found.data?.pages.flatMap((page) => page.runs) ?? [];
  const search = (now: { failed?: true; run?: string }) => void navigate({ search: now });
  const only: { failed?: true } = failed ? { failed: true } : {};
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 pb-16 md:px-8">
        <div className="pt-6">
          <BackToAction assistant={assistant} action={action} />
        </div>
        <PageHead
          title={view ? t('runs.of', { name: view.draft.name }) : t('runs.title')}
          about={t('runs.about')}
        />
        <fieldset className="mb-3 flex flex-wrap gap-1.5">
          <legend className="sr-only">{t('runs.show')}</legend>
          {([false, true] as const).map((it) => (
            <Button
              key={String(it)}
              small
              look={failed === it ? 'primary' : 'plain'}
              aria-pressed={failed === it}
              onClick={() => search(it ? { failed: true } : {})}
            >
              {t(it ? 'runs.failed' : 'runs.all')}
            </Button>
          ))}
        </fieldset>
        {found.isError && !found.data ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : !found.data ? (
          <Skeletons count={5} />
        ) : runs.length === 0 ? (
          <None failed={failed} />
        ) : (
          <Table runs={runs} onOpen={(it) => search({ ...only, run: nameOf(it) })} />
        )}
        {found.hasNextPage && (
          <Button
            className="mt-3"
            busy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('runs.more')}
          </Button>
        )}
      </div>
      <RunDrawer
        run={runs.find((it) => nameOf(it) === run) ?? null}
        published={view?.version ?? null}
        onClose={() => search(only)}
      />
    </main>
  );
}

function None({ failed }: { failed: boolean }) {
  return failed ? (
    <Empty icon={<CircleCheck size={20} aria-hidden />} title={t('runs.none_failed')}>
      {t('runs.none_failed_about')}
    </Empty>
  ) : (
    <Empty icon={<History size={20} aria-hidden />} title={t('runs.none')}>
      {t('runs.none_about')}
    </Empty>
  );
}

interface TableProps {
  runs: readonly ActionRun[];
  onOpen: (run: ActionRun) => void;
}

function Table({ runs, onOpen }: TableProps) {
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-panel shadow-card">
      <table className="w-full">
        <thead className="border-b border-line text-sm text-muted">
          <tr>
            {(['when', 'answers', 'started', 'way', 'end', 'took'] as const).map((it) => (
              <th
                key={it}
                scope="col"
                className={cx(HEAD, WIDE_ONLY.includes(it) && 'max-md:hidden')}
              >
                {t(`runs.col_${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((it) => (
            <RunRow key={nameOf(it)} run={it} onOpen={() => onOpen(it)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
