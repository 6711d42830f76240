// The visitor's conversations, which one is shown, and what of them is unread.
import type { ThreadEvent } from '../../shared/events';
import { newId } from '../../shared/id';
import { type Bubble, emptyThread, fold, type Run, type ThreadState } from '../../shared/thread';
import type { Storage } from './storage';

/** Whether a command has left its mark in a thread. */
export function isIn(thread: ThreadState, command: string): boolean {
  return thread.items.some((item) => item.key === command);
}

const isFromOthers = (item: Bubble | Run) =>
  item.kind === 'run' ? item.phase === 'asking' : item.by.role !== 'visitor';

export class Threads {
  readonly #storage: Storage;
  readonly all = new Map<string, ThreadState>();
  #shown: string;

  constructor(storage: Storage) {
    this.#storage = storage;
    // Kept, so that two tabs that begin at once begin the same conversation.
    this.#shown = storage.get('conversation') ?? newId();
    storage.set('conversation', this.#shown);
  }

  shown(): ThreadState {
    return this.all.get(this.#shown) ?? emptyThread(this.#shown);
  }

  show(conversation: string): void {
    this.#shown = conversation;
    this.#storage.set('conversation', conversation);
  }

  take(event: ThreadEvent): ThreadState {
    const { conversation } = event;
    const thread = fold(this.all.get(conversation) ?? emptyThread(conversation), event);
    this.all.set(conversation, thread);
    // Another tab began one while nothing was said here.
    if (this.shown().cursor === 0) this.show(conversation);
    return thread;
  }

  seen(conversation: string): number {
    return Number(this.#storage.get(`seen:${conversation}`) ?? 0);
  }

  /** True when that is news. */
  sawUpTo(conversation: string, seq: number): boolean {
    if (seq <= this.seen(conversation)) return false;
    this.#storage.set(`seen:${conversation}`, String(seq));
    return true;
  }

  /** Messages of others, and questions of actions, that were not shown yet. */
  unread(): number {
    let count = 0;
    for (const thread of this.all.values()) {
      const seen = this.seen(thread.conversation);
      for (const item of thread.items) {
        if (item.kind !== 'line' && item.last > seen && isFromOthers(item)) count += 1;
      }
    }
    return count;
  }

  forget(): void {
    this.all.clear();
    for (const key of this.#storage.keys('seen:')) this.#storage.set(key, null);
    this.show(newId());
  }
}
