// Keeps the cursors of threads and heals gaps, so that events reach `take` in order, each once.
import type { Events, ThreadEvent } from './events';
import { place } from './thread';

export interface ReaderOptions {
  /** The events behind `after`, at most a page. */
  read: (conversation: string, after: number) => Promise<Events>;
  /** Called with each event once, in order. */
  take: (event: ThreadEvent) => void;
}

export class Reader {
  readonly #options: ReaderOptions;
  readonly #cursors = new Map<string, number>();
  readonly #held = new Map<string, ThreadEvent[]>();
  readonly #healing = new Map<string, Promise<void>>();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** The cursors, as `hello` and `poll` carry them. */
  cursors(): Record<string, number> {
    return Object.fromEntries(this.#cursors);
  }

  cursor(conversation: string): number {
    return this.#cursors.get(conversation) ?? 0;
  }

  forget(conversation?: string): void {
    if (conversation === undefined) {
      this.#cursors.clear();
      this.#held.clear();
      return;
    }
    this.#cursors.delete(conversation);
    this.#held.delete(conversation);
  }

  /** An event has come. One that lies behind a gap is held until the gap is read. */
  push(event: ThreadEvent): void {
    const { conversation } = event;
    switch (place(this.cursor(conversation), event)) {
      case 'old':
        return;
      case 'next':
        this.#accept(event);
        this.#release(conversation);
        return;
      case 'gap': {
        const held = this.#held.get(conversation) ?? [];
        this.#held.set(
          conversation,
          [...held, event].sort((a, b) => a.seq - b.seq),
        );
        void this.heal(conversation);
      }
    }
  }

  /** Reads on from the cursor to the end. Fails quietly: the next event or `hello` tries again. */
  heal(conversation: string): Promise<void> {
    const running = this.#healing.get(conversation);
    if (running) return running;
    const healing = this.#readOn(conversation)
      .catch(() => {})
      .finally(() => this.#healing.delete(conversation));
    this.#healing.set(conversation, healing);
    return healing;
  }

  async #readOn(conversation: string): Promise<void> {
    for (;;) {
      const before = this.cursor(conversation);
      const { events, more } = await this.#options.read(conversation, before);
      for (const event of events) {
        if (place(this.cursor(conversation), event) === 'next') this.#accept(event);
      }
      this.#release(conversation);
      if (!more || this.cursor(conversation) === before) return;
    }
  }

  #accept(event: ThreadEvent): void {
    this.#cursors.set(event.conversation, event.seq);
    this.#options.take(event);
  }

  #release(conversation: string): void {
    const held = this.#held.get(conversation);
    if (!held) return;
    const left = held.filter((event) => {
      const where = place(this.cursor(conversation), event);
      if (where === 'next') this.#accept(event);
      return where === 'gap';
    });
    if (left.length) this.#held.set(conversation, left);
    else this.#held.delete(conversation);
  }
}
