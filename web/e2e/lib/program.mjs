// A program of an owner's own, which lookups ask: it says what it heard, and cancels orders.
import { once } from 'node:events';
import { createServer } from 'node:http';

export class Program {
  /** Every request, as it came. */
  asked = [];
  /** The keys of what was done: what is asked again under the same key is not done again. */
  done = [];
  /** Answers that wait, while they are held back. */
  #held = null;
  #host;

  static async start() {
    const program = new Program();
    program.#host = createServer((asked, answer) => program.#take(asked, answer));
    program.#host.listen(0, '127.0.0.1');
    await once(program.#host, 'listening');
    return program;
  }

  get host() {
    return `127.0.0.1:${this.#host.address().port}`;
  }

  #take({ method, url, headers }, answer) {
    const { authorization, 'idempotency-key': key } = headers;
    this.asked.push({ method, url, key, authorization });
    const changes = method !== 'GET';
    if (changes && !this.done.includes(key)) this.done.push(key);
    const is = {
      status: changes ? 'cancelled' : 'shipped',
      cancelled: changes,
      heard: authorization,
    };
    const say = () => answer.setHeader('content-type', 'application/json').end(JSON.stringify(is));
    if (this.#held) this.#held.push(say);
    else say();
  }

  /** Does what it is asked from now on, and says nothing until `goOn`. */
  holdBack() {
    this.#held = [];
  }

  goOn() {
    for (const say of this.#held ?? []) say();
    this.#held = null;
  }

  stop() {
    this.#host.closeAllConnections();
    this.#host.close();
  }
}
