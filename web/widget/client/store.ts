// What the panel shows, as one value that changes.
import type {
  AssistantFace,
  Citation,
  CitedPassage,
  Problem,
  VisitorButton,
  VisitorSession,
} from '../../shared/events';
import { emptyThread, type ThreadState } from '../../shared/thread';
import type { Pending } from './outbox';

/** A source that the visitor opened. */
export interface OpenSource {
  citation: Citation;
  passage: CitedPassage | null;
  failed: boolean;
}

export interface State {
  /** Why the server does not want this page, if it does not. */
  problem: Problem | null;
  face: AssistantFace | null;
  /** Teammates who are here now. */
  here: number;
  /** When the team is meant to be here, where hours are kept. */
  hours: VisitorSession['hours'];
  /** What actions offer on this page. */
  buttons: VisitorButton[];
  /** The thread is known up to now. */
  live: boolean;
  /** The line has been down long enough to say so. */
  offline: boolean;
  thread: ThreadState;
  pending: Pending[];
  /** The teammate who is typing. */
  typing: string | null;
  /** How far the team has read. */
  read: number;
  unread: number;
  open: boolean;
  full: boolean;
  source: OpenSource | null;
  /** The visitor's threads are listed over the one that is shown. */
  list: boolean;
  /** Grows when the composer should take the focus. */
  focus: number;
  /** What a screen reader is to say. */
  spoken: string;
}

export class Store {
  #state: State;
  readonly #listeners = new Set<() => void>();

  constructor(conversation: string) {
    this.#state = {
      problem: null,
      face: null,
      here: 0,
      hours: null,
      buttons: [],
      live: false,
      offline: false,
      thread: emptyThread(conversation),
      pending: [],
      typing: null,
      read: 0,
      unread: 0,
      open: false,
      full: false,
      source: null,
      list: false,
      focus: 0,
      spoken: '',
    };
  }

  get state(): State {
    return this.#state;
  }

  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
