// Tells that the visitor types: at the start, now and then, and when they stop.
import { TYPING_MS_MAX } from '../../shared/limits';

const TYPING_EVERY_MS = 3_000;

export class Typing {
  readonly #send: (conversation: string, on: boolean) => void;
  #conversation: string | null = null;
  #sentAt = 0;
  #stops: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (conversation: string, on: boolean) => void) {
    this.#send = send;
  }

  write(conversation: string): void {
    clearTimeout(this.#stops);
    this.#stops = setTimeout(() => this.stop(), TYPING_MS_MAX);
    const now = Date.now();
    if (this.#conversation === conversation && now - this.#sentAt < TYPING_EVERY_MS) return;
    this.#conversation = conversation;
    this.#sentAt = now;
    this.#send(conversation, true);
  }

  stop(): void {
    clearTimeout(this.#stops);
    if (this.#conversation) this.#send(this.#conversation, false);
    this.#conversation = null;
  }
}
