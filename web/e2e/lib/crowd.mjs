// Many visitors at once, over the API that the widget uses.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

// What one visitor may send at once, and what one address may open at once, with room to spare.
const BURST = 20;
const AT_ONCE = 32;

export class Visitor {
  #origin;
  #token;

  static async open({ origin, shop }) {
    const page = await (await fetch(shop)).text();
    const site = page.match(/data-site="([^"]+)"/)?.[1];
    const visitor = new Visitor();
    visitor.#origin = origin;
    visitor.#token = (await visitor.#post('session', { site })).token;
    return visitor;
  }

  async #post(path, body) {
    const answer = await fetch(`${this.#origin}/api/visitor/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  }

  #do(type, conversation, rest) {
    return this.#post('commands', { type, id: randomUUID(), conversation, ...rest });
  }

  /** Begins a conversation by asking for a person. */
  async wait(page) {
    const conversation = randomUUID();
    await this.#do('ask_for_person', conversation, { page });
    return conversation;
  }

  say(conversation, text) {
    return this.#do('say', conversation, { text });
  }

  details(conversation, details) {
    return this.#do('give_details', conversation, { details });
  }
}

/** So many conversations that wait for a person. */
export async function crowd(server, count) {
  const visitors = Math.ceil(count / BURST);
  let begun = 0;
  let next = 0;
  const one = async () => {
    while (next < visitors) {
      next += 1;
      const visitor = await Visitor.open(server);
      for (let each = 0; each < BURST && begun < count; each += 1) {
        begun += 1;
        await visitor.wait({ url: `${server.shop}?n=${begun}`, title: `Piece ${begun}` });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
