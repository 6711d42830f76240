// What actions did in a thread, in words. Pure.
import type { Run, ThreadState } from '../../../../shared/thread';
import type { HandoffReason, OwnerNow } from '../../lib/wire';
import type { RunIs } from '../../ui/run/words';
import { tt } from './thread-text';

export function runsOf(thread: ThreadState | undefined): Run[] {
  return (thread?.items ?? []).filter((it): it is Run => it.kind === 'run');
}

export function titleOf(run: Run): string {
  return run.title || tt('run.untitled');
}

/** What began it. */
export function startedWords({ started, by }: Run, me: string): string {
  if (started !== 'teammate') return tt(`run.started_${started}`);
  const name = by?.id === me ? tt('run.you') : (by?.name ?? tt('run.somebody'));
  return tt('run.started_teammate', { name });
}

/** Where it stands; once it is over, how it ended. */
export function stateOf({ phase, end }: Run): RunIs {
  return phase === 'ended' ? (end ?? 'done') : phase;
}

/** What it asks at this moment; null where it does not ask. */
export function askedWords({ phase, form }: Run): string | null {
  if (phase !== 'asking' || !form) return null;
  const { confirm, fields } = form.form;
  if (confirm) return tt('run.confirms', { text: confirm });
  if (fields.length === 0) return null;
  return tt('run.asks', { labels: fields.map((it) => it.label).join(', ') });
}

const NOTED: readonly HandoffReason[] = ['action', 'rule'];

/** What an action told the team as it passed the conversation on, or what the rule is called that
 * did, while that is why it waits. */
export function noteOf(
  thread: ThreadState | undefined,
  owner: OwnerNow | undefined,
): string | null {
  if (owner?.is !== 'queue' || !NOTED.includes(owner.reason)) return null;
  const last = thread?.items.findLast((it) => it.kind === 'line' && it.event.kind === 'handed_off');
  if (last?.kind !== 'line' || last.event.kind !== 'handed_off') return null;
  return last.event.reason === owner.reason ? (last.event.note ?? null) : null;
}

/** Those whose name holds every word. */
export function called<T extends { name: string }>(all: readonly T[], words: string): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ name }) => wanted.every((it) => name.toLowerCase().includes(it)));
}
