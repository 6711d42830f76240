// How far a rehearsal is, told from the rows of the inbox: nothing is asked of whoever rehearses.
import type { Rows } from '../../lib/rows';
import type { MyRow } from '../../lib/wire';

export const MILESTONES = ['window', 'ask', 'person', 'take', 'reply', 'end'] as const;

export interface Rehearsal {
  /** When the window was opened; the conversation is younger. */
  began: number;
  /** The farthest that was reached: what was done stays done when the owner changes. */
  reached: number;
  conversation: string | null;
}

/** The conversation of this rehearsal: the newest that is one and began after the window. */
export function rehearsed(rows: Rows, { began, conversation }: Rehearsal): MyRow | undefined {
  if (conversation) return rows.get(conversation);
  return [...rows.values()]
    .filter((row) => row.conversation_kind === 'rehearsal' && row.created_at >= began)
    .sort((a, b) => b.created_at - a.created_at)[0];
}

/** The milestone that a row shows to be done, as an index into `MILESTONES`; -1 for none. */
export function shows(row: MyRow | undefined): number {
  if (!row) return -1;
  const { is } = row.owner;
  const replied = row.preview?.by === 'teammate';
  if (is === 'queue') return MILESTONES.indexOf('person');
  if (is === 'teammate') return MILESTONES.indexOf(replied ? 'reply' : 'take');
  return row.visitor_messages > 0 ? MILESTONES.indexOf('ask') : -1;
}

/** The rehearsal after a look at the rows. */
export function advance(before: Rehearsal, rows: Rows): Rehearsal {
  const row = rehearsed(rows, before);
  let reached = Math.max(before.reached, shows(row));
  const ended = row?.owner.is === 'assistant' || row?.owner.is === 'resolved';
  // Handing back without a word would not show how a reply arrives.
  if (ended && before.reached >= MILESTONES.indexOf('reply')) reached = MILESTONES.indexOf('end');
  const conversation = row?.conversation ?? before.conversation;
  const same = reached === before.reached && conversation === before.conversation;
  return same ? before : { ...before, reached, conversation };
}
