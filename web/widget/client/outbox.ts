// What the visitor has sent and the server has not taken yet. One command is on its way at a time,
// so that they arrive in order; each keeps its id, so that sending it again does no harm.
import type { Done, Problem, VisitorCommand } from '../../shared/events';
import type { Storage } from './storage';

/** A command without an answer for so long is sent again. */
export const ANSWER_MS_MAX = 10_000;
/** What the server asked to send later is sent after this. */
export const LATER_MS = 2_000;

type WithoutIds<Command> = Command extends unknown ? Omit<Command, 'id' | 'conversation'> : never;
/** A command without what every one has. */
export type Order = WithoutIds<VisitorCommand>;

export interface Pending {
  command: VisitorCommand;
  at: number;
  /** `taken`: the server has it; kept until its event is seen, so that nothing flickers. */
  state: 'waiting' | 'taken' | 'failed';
  problem?: Problem;
  /** The last event when it was taken. */
  seq?: number;
}

export interface OutboxOptions {
  storage: Storage;
  /** False when the line is not up. */
  send: (command: VisitorCommand) => boolean;
  changed: () => void;
  now: () => number;
}

const KEY = 'out:';

export class Outbox {
  readonly #options: OutboxOptions;
  #items = new Map<string, Pending>();
  #flying: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.reread();
  }

  /** In the order in which they were written. */
  list(conversation?: string): Pending[] {
    return [...this.#items.values()]
      .filter((it) => conversation === undefined || it.command.conversation === conversation)
      .sort((a, b) => a.at - b.at);
  }

  add(command: VisitorCommand): void {
    // Two in the same millisecond must not change places.
    const latest = this.list().at(-1)?.at ?? 0;
    this.#keep({ command, at: Math.max(this.#options.now(), latest + 1), state: 'waiting' });
    this.flush();
  }

  retry(id: string): void {
    const item = this.#items.get(id);
    if (item?.state !== 'failed') return;
    this.#keep({ command: item.command, at: item.at, state: 'waiting' });
    this.flush();
  }

  drop(id: string): void {
    if (this.#flying === id) this.#land();
    if (!this.#items.delete(id)) return;
    this.#options.storage.set(KEY + id, null);
    this.#options.changed();
  }

  clear(): void {
    for (const id of [...this.#items.keys()]) this.drop(id);
  }

  /** Sends the first that waits, if nothing is on its way. */
  flush(): void {
    if (this.#flying) return;
    const next = this.list().find((it) => it.state === 'waiting');
    if (!next || !this.#options.send(next.command)) return;
    this.#flying = next.command.id;
    this.#timer = setTimeout(() => this.lineLost(true), ANSWER_MS_MAX);
  }

  /** The outcome of what was on its way is unknown: it will be sent again, with the same id. */
  lineLost(andSend = false): void {
    this.#land();
    if (andSend) this.flush();
  }

  done(done: Pick<Done, 'id' | 'seq'>): void {
    const item = this.#items.get(done.id);
    if (this.#flying === done.id) this.#land();
    if (item) {
      this.#items.set(done.id, { ...item, state: 'taken', seq: done.seq });
      this.#options.storage.set(KEY + done.id, null);
      this.#options.changed();
    }
    this.flush();
  }

  refused(id: string, problem: Problem): void {
    const item = this.#items.get(id);
    if (this.#flying === id) this.#land();
    if (item && (problem.code === 'too_fast' || problem.code === 'busy')) {
      this.#flying = id;
      this.#timer = setTimeout(() => this.lineLost(true), LATER_MS);
      return;
    }
    if (item) this.#keep({ ...item, state: 'failed', problem });
    this.flush();
  }

  /** The reader has come this far: what was taken before is in the thread now. */
  seen(conversation: string, cursor: number): void {
    for (const item of this.list(conversation)) {
      if (item.state === 'taken' && (item.seq ?? 0) <= cursor) this.drop(item.command.id);
    }
  }

  /** Another tab may have written or sent something. */
  reread(): void {
    const { storage } = this.#options;
    const kept = new Set<string>();
    for (const key of storage.keys(KEY)) {
      const item = parse(storage.get(key));
      if (!item) {
        storage.set(key, null);
        continue;
      }
      kept.add(item.command.id);
      if (!this.#items.has(item.command.id)) this.#items.set(item.command.id, item);
    }
    for (const [id, item] of this.#items) {
      if (storage.lasting && !kept.has(id) && item.state !== 'taken') this.drop(id);
    }
    this.#options.changed();
  }

  #keep(item: Pending): void {
    this.#items.set(item.command.id, item);
    this.#options.storage.set(KEY + item.command.id, JSON.stringify(item));
    this.#options.changed();
  }

  #land(): void {
    clearTimeout(this.#timer);
    this.#flying = null;
  }
}

function parse(text: string | null): Pending | null {
  try {
    const item = JSON.parse(text ?? '') as Pending;
    return item.command.id && item.command.conversation ? item : null;
  } catch {
    return null;
  }
}
