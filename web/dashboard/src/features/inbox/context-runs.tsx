import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../shared/thread';
import { useNow } from '../../lib/clock';
import { rowsQuery } from '../../lib/live/cache';
import { threadQuery } from '../../lib/live/threads';
import { meQuery } from '../../lib/queries';
import { ago, fullTime } from '../../lib/when';
import type { ConversationView } from '../../lib/wire';
import { RunState } from '../../ui/run/state';
import { Values } from '../../ui/run/values';
import { Section } from '../../ui/section';
import { Called } from './call-owed';
import { None } from './context-more';
import { Labels } from './labels';
import { Looked } from './looked';
import { CallDue, PriorityMark } from './row-marks';
import { Details } from './run-card';
import { runsOf, startedWords, stateOf } from './runs';
import { tt } from './thread-text';
import { useTitle } from './use-title';

/** What actions did for this conversation: a call that is owed, its tags, and what they learnt. */
export function OfActions({ about }: { about: ConversationView }) {
  // The row is told of every change at once.
  const live = useQuery({ ...rowsQuery, select: (rows) => rows.get(about.conversation) }).data;
  const row = live ?? about;
  const now = useNow();
  return (
    <>
      {row.call_back != null && (
        <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5 text-sm">
          <CallDue due={row.call_back} now={now} />
          <Called conversation={about.conversation} />
        </div>
      )}
      <Section id="tags" title={tt('tags.title')}>
        <PriorityMark priority={row.priority} />
        <Labels conversation={about.conversation} tags={row.tags} />
      </Section>
      <Runs conversation={about.conversation} visitor={row.visitor.name} now={now} />
    </>
  );
}

interface RunsProps {
  conversation: string;
  visitor: string;
  now: number;
}

/** The runs of this conversation, newest first, each with what it was given and found. */
function Runs({ conversation, visitor, now }: RunsProps) {
  const thread = useQuery(threadQuery(conversation)).data;
  const me = useQuery(meQuery).data?.id ?? '';
  const all = runsOf(thread).reverse();
  return (
    <Section
      id="runs"
      title={tt('runs.title')}
      badge={all.length > 0 && <span className="font-normal text-muted">{all.length}</span>}
    >
      {all.length === 0 && <None text={tt('runs.none')} />}
      <ul className="flex flex-col gap-3">
        {all.map((it, at) => (
          <li key={it.key}>
            <OneRun
              run={it}
              me={me}
              conversation={conversation}
              visitor={visitor}
              now={now}
              open={at === 0}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneRun({
  run,
  me,
  conversation,
  visitor,
  now,
  open,
}: RunsProps & { run: Run; me: string; open: boolean }) {
  const title = useTitle(conversation, run);
  return (
    <details open={open}>
      <summary className="min-h-6 text-sm">
        <span className="font-medium" dir="auto">
          {title}
        </span>{' '}
        <RunState is={stateOf(run)} />
      </summary>
      <div className="mt-1 flex flex-col gap-1.5 border-s border-line ps-3">
        <p className="text-xs text-muted">
          {startedWords(run, me)}
          {' · '}
          <time title={fullTime(run.at)}>{ago(run.at, now)}</time>
        </p>
        <Values conversation={conversation} values={run.given} visitor={visitor} />
        <Looked run={run} conversation={conversation} visitor={visitor} />
        <Details conversation={conversation} run={run} visitor={visitor} />
      </div>
    </details>
  );
}
