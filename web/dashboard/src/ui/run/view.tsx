import { type ReactNode, useId } from 'react';
import { fullTime } from '../../lib/when';
import type { ActionRun } from '../../lib/wire';
import { Facts } from '../facts';
import { CallView } from './calls';
import { RunState } from './state';
import { tr } from './text';
import { Values } from './values';
import { endOf, lastedWords, type RunIs, takenWords } from './words';

interface Props {
  run: ActionRun;
  /** Known more exactly where its thread is. */
  is?: RunIs;
  /** Whose answers they are, where that is known. */
  visitor?: string;
  /** What visitors have now, where that is known. */
  published?: number | null;
  /** What can be done about it. */
  children?: ReactNode;
}

/** All that is kept of one run, for a drawer. */
export function RunView({
  run,
  is = endOf(run),
  visitor = tr('run.visitor'),
  published,
  children,
}: Props) {
  const { version, ended_at: ended, given, calls } = run;
  const isOld = published != null && published !== version;
  return (
    <div className="flex flex-col gap-4 p-4">
      <RunState is={is} />
      <Facts
        facts={[
          [tr('run.started'), fullTime(run.started_at)],
          [tr('run.started_by'), tr(`run.by_${run.started}`)],
          [tr('run.way'), run.taken ? takenWords(run.taken) : null],
          [tr('run.ended'), ended ? fullTime(ended) : null],
          [tr('run.took'), lastedWords(run)],
          [tr('run.version'), isOld ? tr('run.version_old', { n: version }) : String(version)],
        ]}
      />
      {children}
      <Part title={tr('run.given')} none={given.length === 0 && tr('run.nothing_given')}>
        <Values conversation={run.conversation} values={given} visitor={visitor} />
      </Part>
      <Part title={tr('run.calls')} none={calls.length === 0 && tr('run.no_calls')}>
        <div className="grid gap-2">
          {calls.map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they only grow, and a name may come twice.
            <CallView key={at} call={it} />
          ))}
        </div>
      </Part>
    </div>
  );
}

interface PartProps {
  title: string;
  /** What is said where there is nothing. */
  none: string | false;
  children: ReactNode;
}

function Part({ title, none, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 text-sm font-semibold">
        {title}
      </h3>
      {none ? <p className="text-sm text-muted">{none}</p> : children}
    </section>
  );
}
