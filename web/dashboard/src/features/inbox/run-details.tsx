import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../shared/thread';
import { fullTime, took } from '../../lib/when';
import type { ActionRun } from '../../lib/wire';
import { Drawer } from '../../ui/drawer';
import { Facts } from '../../ui/facts';
import { Failed, Skeletons } from '../../ui/states';
import { Calls, span } from './run-calls';
import { runQuery } from './run-commands';
import { RunState, Values } from './run-parts';
import { tt } from './thread-text';

interface Props {
  conversation: string;
  run: Run;
  title: string;
  visitor: string;
  open: boolean;
  onClose: () => void;
}

/** All that is known of one run, from the side of the page. */
export default function RunDetails({ conversation, run, title, visitor, open, onClose }: Props) {
  const found = useQuery({ ...runQuery(conversation, run), enabled: open });
  return (
    <Drawer open={open} onClose={onClose} title={title} className="w-[min(36rem,100vw)]">
      <div className="p-4">
        {found.data ? (
          <Known known={found.data} run={run} visitor={visitor} />
        ) : found.isError ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeletons count={4} />
        )}
      </div>
    </Drawer>
  );
}

function Known({ known, run, visitor }: { known: ActionRun; run: Run; visitor: string }) {
  const { started_at: started, ended_at: ended, given, calls } = known;
  return (
    <div className="flex flex-col gap-4">
      <RunState run={run} />
      <Facts
        facts={[
          [tt('details.started'), fullTime(started)],
          [tt('details.ended'), ended ? fullTime(ended) : tt('details.under_way')],
          [tt('details.took'), ended ? lasting(ended - started) : null],
          [tt('details.version'), String(known.version)],
          [tt('details.taken'), takenWords(known.taken)],
        ]}
      />
      <section>
        <h3 className="mb-1 text-sm font-semibold">{tt('run.given')}</h3>
        {given.length === 0 && <p className="text-sm text-muted">{tt('details.nothing_given')}</p>}
        <Values conversation={known.conversation} values={given} visitor={visitor} />
      </section>
      <section>
        <h3 className="mb-1 text-sm font-semibold">{tt('details.calls')}</h3>
        {calls.length === 0 && (
          <p className="text-sm text-muted">
            {tt(run.looked.length > 0 ? 'details.calls_gone' : 'details.no_calls')}
          </p>
        )}
        <Calls calls={calls} />
      </section>
    </div>
  );
}

const lasting = (ms: number) => (ms < 1_000 ? span(ms) : took(ms));

function takenWords(taken: ActionRun['taken']): string | null {
  if (!taken) return null;
  if (taken.way !== 'branch') return tt(`details.way_${taken.way}`);
  return tt('details.way_branch', { n: taken.place + 1 });
}
