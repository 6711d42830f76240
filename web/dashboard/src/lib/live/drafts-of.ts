// What only teammates are told: where the assistant is not live, its drafts, and marks. The widget never
// hears of it, so its fold does not know it.
import { fold, type Line, type LineEvent, type ThreadState } from '../../../../shared/thread';
import type { Mark, Person, ThreadEvent } from '../wire';

export type Drafted = Extract<ThreadEvent, { kind: 'drafted' }>;

/** The draft for the message that waits. */
export interface DraftNow {
  draft: number;
  /** None while it is being written. */
  ready: Drafted | null;
  /** An earlier one, which the visitor has overtaken. */
  outdated: Drafted | null;
}

/** What a teammate thinks of a handoff, and since when. */
export interface MarkNow {
  mark: Mark;
  by: Person;
  at: number;
}

export interface TeamThread extends ThreadState {
  draft?: DraftNow | null;
  /** By the `seq` of the handoff. */
  marks?: Readonly<Record<number, MarkNow | undefined>>;
}

export function foldForTeam(state: TeamThread, event: ThreadEvent): TeamThread {
  if (event.seq <= state.cursor) return state;
  const draft = draftAfter(state.draft ?? null, event);
  switch (event.kind) {
    case 'draft_started':
    case 'drafted':
      return { ...state, cursor: event.seq, draft };
    case 'marked': {
      const { handoff, mark, by, at } = event;
      const marks = { ...state.marks, [handoff]: mark ? { mark, by, at } : undefined };
      return { ...state, cursor: event.seq, draft, marks };
    }
    case 'muted':
    case 'unmuted':
    case 'draft_dismissed': {
      const items = [...state.items, line(event, event)];
      return { ...state, items, cursor: event.seq, draft };
    }
    case 'replied': {
      const next = fold(state, event);
      if (!event.draft) return { ...next, draft };
      const items = next.items.slice();
      const last = items.at(-1);
      if (last?.kind === 'bubble') {
        items[items.length - 1] = { ...last, draft: { edited: event.draft.edited } };
      }
      return { ...next, items, draft };
    }
    default:
      return { ...fold(state, event), draft };
  }
}

function line(at: ThreadEvent, event: LineEvent): Line {
  return { kind: 'line', key: `s${at.seq}`, seq: at.seq, at: at.at, event };
}

function draftAfter(now: DraftNow | null, event: ThreadEvent): DraftNow | null {
  switch (event.kind) {
    case 'draft_started':
      return { draft: event.draft, ready: null, outdated: now?.ready ?? now?.outdated ?? null };
    case 'drafted':
      return now?.draft === event.draft ? { ...now, ready: event, outdated: null } : now;
    case 'draft_dismissed':
    case 'replied':
    case 'handed_back':
    case 'resolved':
    case 'turn_started':
      return null;
    default:
      return now;
  }
}
