// One run of an action in words. Pure.
import { took } from '../../lib/when';
import type { ActionRun, RunTaken } from '../../lib/wire';
import { span } from '../span';
import { tr } from './text';

/** Where a run stands; once it is over, how it ended. */
export type RunIs = NonNullable<ActionRun['end']> | 'working' | 'asking' | 'open';

export const endOf = ({ end }: ActionRun): RunIs => end ?? 'open';

/** How long it lasted; one that is under way has no end. */
export function lastedWords({ started_at, ended_at }: ActionRun): string | null {
  if (ended_at == null) return null;
  const ms = ended_at - started_at;
  return ms < 1_000 ? span(ms) : took(ms);
}

export function takenWords(taken: RunTaken): string {
  if (taken.way === 'branch') return tr('run.way_branch', { n: taken.place + 1 });
  return tr(`run.way_${taken.way}`);
}

/** A value that a program answered, as one line. */
export function asLine(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
