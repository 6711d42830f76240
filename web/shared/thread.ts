// What a thread looks like, folded from its events. Pure: no clock, no network, no DOM.
import type {
  Citation,
  Details,
  Happening,
  OwnerNow,
  Person,
  Picture,
  ThreadEvent,
  TurnOutcome,
} from './events';
import { type Run, type RunEvent, runAfter } from './run';

export type { Looked, Run } from './run';

/** Who said a bubble. */
export type Speaker = { role: 'visitor' } | { role: 'assistant' } | ({ role: 'teammate' } & Person);

/** One sentence of an answer, with the passages it rests on. */
export interface Sentence {
  index: number;
  text: string;
  citations: Citation[];
}

/** One message. An answer is one bubble per turn and attempt, however many sentences it has. */
export interface Bubble {
  kind: 'bubble';
  /** Stable while the bubble grows. */
  key: string;
  by: Speaker;
  /** A note is seen by teammates only. */
  note: boolean;
  at: number;
  /** The `seq` of its first and of its latest event. */
  first: number;
  last: number;
  /** The words; of an answer, its sentences joined. */
  text: string;
  sentences: Sentence[];
  pictures?: Picture[] | undefined;
  turn?: number;
  attempt?: number;
  state: 'growing' | 'whole' | 'interrupted';
  outcome?: TurnOutcome;
  /** The command that caused it. */
  command?: string;
  /** A reply that came from the assistant's draft; teammates only. */
  draft?: { edited: boolean };
}

type LineKind =
  | 'details_given'
  | 'handed_off'
  | 'wait_cancelled'
  | 'taken_over'
  | 'transferred'
  | 'routed'
  | 'handed_back'
  | 'released'
  | 'resolved'
  | 'returned'
  | 'muted'
  | 'unmuted'
  | 'draft_dismissed'
  | 'observed'
  | 'tagged'
  | 'untagged'
  | 'raised'
  | 'call_back_owed'
  | 'call_back_done';

/** What a line tells. */
export type LineEvent = Extract<Happening, { kind: LineKind }>;

/** Something that happened and was not said. */
export interface Line {
  kind: 'line';
  key: string;
  seq: number;
  at: number;
  event: LineEvent;
}

export type Item = Bubble | Line | Run;

/** The thread as this reader knows it. */
export interface ThreadState {
  conversation: string;
  items: Item[];
  owner: OwnerNow;
  /** The `seq` of the last event taken in. */
  cursor: number;
  /** The turn being written. */
  turn: { turn: number; attempt: number; shown: boolean } | null;
  /** What the visitor told of themselves, all of it together. */
  details: Details;
  /** The assistant proposed a person, and nothing has followed yet. */
  offer: boolean;
  /** What a visitor who waits was told, each time. */
  promises: (ThreadEvent & { kind: 'promised' })[];
}

/** Where an event stands to a reader's cursor. */
export type Place = 'old' | 'next' | 'gap';

export function place(cursor: number, event: { seq: number; prev: number }): Place {
  if (event.seq <= cursor) return 'old';
  return event.prev > cursor ? 'gap' : 'next';
}

export function emptyThread(conversation: string): ThreadState {
  return {
    conversation,
    items: [],
    owner: { is: 'nobody' },
    cursor: 0,
    turn: null,
    details: {},
    offer: false,
    promises: [],
  };
}

/** The assistant is at work and has shown nothing of it yet. */
export function isThinking(state: ThreadState): boolean {
  return state.turn !== null && !state.turn.shown;
}

/** Takes in one event. What is old changes nothing; the same state comes back. */
export function fold(state: ThreadState, event: ThreadEvent): ThreadState {
  if (event.seq <= state.cursor) return state;
  return { ...happen(state, event), cursor: event.seq };
}

export function foldAll(state: ThreadState, events: readonly ThreadEvent[]): ThreadState {
  return events.reduce(fold, state);
}

function happen(state: ThreadState, event: ThreadEvent): ThreadState {
  if ('run' in event) return ran(state, event);
  switch (event.kind) {
    case 'visitor_said':
      return { ...add(state, said(event, { role: 'visitor' }, event.text)), offer: false };
    case 'replied':
      return add(state, said(event, { role: 'teammate', ...event.by }, event.text));
    case 'noted':
      return add(state, said(event, { role: 'teammate', ...event.by }, event.text, true));
    case 'sentence':
      return sentence(state, event);
    case 'turn_started':
    case 'turn_retried':
      return begun(state, event.turn, event.kind === 'turn_retried' ? event.attempt : 1);
    case 'turn_ended':
      return ended(state, event.outcome);
    case 'promised':
      return { ...state, promises: [...state.promises, event] };
    case 'offered':
      return { ...state, offer: true };
    case 'details_given':
      return {
        ...line(state, event, event),
        details: { ...state.details, ...told(event.details) },
      };
    case 'marked':
      return state;
    case 'routed':
      // Who waits already waits on, and a turn at work goes on: only the team is another.
      if (state.owner.is !== 'queue') return passed(state, event);
      return {
        ...line(state, event, event),
        owner: { ...state.owner, team: event.team ?? null },
      };
    default:
      return passed(state, event as ThreadEvent & LineEvent);
  }
}

/** An action took a step. What it says at its end is a message by itself. */
function ran(state: ThreadState, event: RunEvent): ThreadState {
  const next = { ...state, items: runAfter(state.items, event) };
  if (event.kind === 'action_started') return { ...next, offer: false };
  if (event.kind !== 'action_ended' || !event.said || !event.text) return next;
  // The command that led to it may have a message of its own.
  const words = said({ ...event, command: undefined }, { role: 'assistant' }, event.text);
  return add(next, { ...words, sentences: [{ index: 0, text: event.text, citations: [] }] });
}

/** A line of its own, and perhaps somebody else answers from now on. */
function passed(state: ThreadState, event: ThreadEvent & LineEvent): ThreadState {
  const owner = ownerAfter(event);
  if (!owner) return line(state, event, event);
  // A rule passes it on after its message, which is whole.
  const isWhole = (event as { reason?: string }).reason === 'rule';
  const cut = { ...interrupt(state, isWhole), turn: null, offer: false };
  return { ...line(cut, event, event), owner };
}

function ownerAfter(event: ThreadEvent & LineEvent): OwnerNow | null {
  const since = event.at;
  switch (event.kind) {
    case 'handed_off':
      return { is: 'queue', since, reason: event.reason, helping: event.helps };
    case 'released':
      return { is: 'queue', since, reason: 'released', helping: event.helps };
    case 'routed':
      return {
        is: 'queue',
        since,
        reason: 'routed',
        helping: event.helps,
        team: event.team ?? null,
      };
    case 'wait_cancelled':
    case 'handed_back':
      return { is: 'assistant', answering: false };
    case 'taken_over':
      return { is: 'teammate', since, teammate: event.by };
    case 'transferred':
    case 'returned':
      return { is: 'teammate', since, teammate: event.to };
    case 'resolved':
      return { is: 'resolved', at: since, by: event.by };
    default:
      return null;
  }
}

function begun(state: ThreadState, turn: number, attempt: number): ThreadState {
  const cut = interrupt(state);
  const owner: OwnerNow =
    state.owner.is === 'queue' ? state.owner : { is: 'assistant', answering: true };
  return { ...cut, owner, offer: false, turn: { turn, attempt, shown: false } };
}

function ended(state: ThreadState, outcome: TurnOutcome): ThreadState {
  const items = settled(state, { state: 'whole', outcome });
  const owner: OwnerNow =
    state.owner.is === 'assistant' ? { is: 'assistant', answering: false } : state.owner;
  return { ...state, items, owner, turn: null, offer: outcome === 'declined' };
}

function sentence(state: ThreadState, event: ThreadEvent & { kind: 'sentence' }): ThreadState {
  const { turn, attempt } = event;
  const added: Sentence = { index: event.index, text: event.text, citations: event.citations };
  const same = (it: Bubble) => it.turn === turn && it.attempt === attempt;
  const known = state.items.some((it) => it.kind === 'bubble' && same(it));
  const items = known
    ? replaceLast(state.items, same, (it) => {
        const sentences = [...it.sentences, added];
        return { ...it, sentences, text: joinSentences(sentences), last: event.seq };
      })
    : [
        ...state.items,
        {
          ...said(event, { role: 'assistant' }, event.text),
          key: `t${turn}.${attempt}`,
          sentences: [added],
          turn,
          attempt,
          state: 'growing' as const,
        },
      ];
  return { ...state, items, turn: { turn, attempt, shown: true } };
}

/** Sentences as one text. A sentence that brings its own line break or a list keeps it. */
export function joinSentences(sentences: readonly { text: string }[]): string {
  return sentences.reduce((all, { text }) => all + between(all, text) + text, '');
}

/** What stands between the text so far and the next sentence. */
export function between(before: string, next: string): '' | ' ' | '\n' | '\n\n' {
  if (before === '' || /\s$/.test(before) || /^\s/.test(next)) return '';
  if (ITEM.test(next)) return '\n';
  // What follows a list is not part of its last item.
  return ITEM.test(before.slice(before.lastIndexOf('\n') + 1)) ? '\n\n' : ' ';
}

/** A line that is an item of a list. */
const ITEM = /^([-*]|\d{1,3}[.)])\s/;

/** An answer that was being shown when somebody else took over stays, and says so. */
function interrupt(state: ThreadState, isWhole = false): ThreadState {
  if (!state.turn?.shown) return state;
  return { ...state, items: settled(state, { state: isWhole ? 'whole' : 'interrupted' }) };
}

/** What grew does not grow any more; there is one of it at most. */
const settled = ({ items }: ThreadState, as: Partial<Bubble>): Item[] =>
  replaceLast(
    items,
    (it) => it.state === 'growing',
    (it) => ({ ...it, ...as }),
  );

function said(event: ThreadEvent, by: Speaker, text: string, note = false): Bubble {
  return {
    kind: 'bubble',
    key: event.command ?? `s${event.seq}`,
    by,
    note,
    at: event.at,
    first: event.seq,
    last: event.seq,
    text,
    sentences: [],
    state: 'whole',
    ...('pictures' in event ? { pictures: event.pictures } : {}),
    ...(event.command ? { command: event.command } : {}),
  };
}

function add(state: ThreadState, item: Item): ThreadState {
  return { ...state, items: [...state.items, item] };
}

function line(state: ThreadState, at: ThreadEvent, event: LineEvent): ThreadState {
  return add(state, { kind: 'line', key: `s${at.seq}`, seq: at.seq, at: at.at, event });
}

function told(details: Details): Details {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value != null));
}

function replaceLast(
  items: Item[],
  which: (it: Bubble) => boolean,
  change: (it: Bubble) => Bubble,
): Item[] {
  const at = items.findLastIndex((it) => it.kind === 'bubble' && which(it));
  const found = items[at];
  if (found?.kind !== 'bubble') return items;
  const copy = items.slice();
  copy[at] = change(found);
  return copy;
}
