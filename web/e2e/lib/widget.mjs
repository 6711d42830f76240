// The widget as a visitor uses it: by the names that it gives to things.
import { sameThread } from './thread.mjs';
import { eventually, until } from './wait.mjs';

export class Widget {
  constructor(page) {
    this.page = page;
    this.host = page.locator('baton-widget');
    this.launcher = this.host.locator('button');
    this.frame = this.host.locator('iframe').contentFrame();
    this.panel = this.frame.getByRole('dialog');
    this.log = this.frame.getByRole('log');
    this.writing = this.frame.locator('form.composer textarea');
  }

  /** The frame as a page of its own, to evaluate in. */
  async inside() {
    const element = await this.host.locator('iframe').elementHandle();
    return element.contentFrame();
  }

  async open() {
    await this.launcher.click();
    await this.log.waitFor();
    await this.frame.getByText('I answer from what').waitFor();
  }

  async say(words) {
    await this.writing.fill(words);
    await this.writing.press('Enter');
  }

  button(name) {
    return this.frame.getByRole('button', { name });
  }

  /** The button under the assistant's last words. */
  get offer() {
    return this.log.getByRole('button', { name: 'Talk to a person' });
  }

  line(words) {
    return this.log.getByText(words, { exact: true });
  }

  async tell({ name, email, note }) {
    if (name) await this.frame.getByLabel('Name').fill(name);
    if (email) await this.frame.getByLabel('E-mail').fill(email);
    if (note) await this.frame.getByLabel('What it is about').fill(note);
    await this.button('Pass on').click();
    await this.line('Your details were passed on').waitFor();
  }

  /** What the thread holds, in order: who said it, what, and what is not sent yet. */
  async said() {
    return this.log.evaluate((log) => {
      return [...log.querySelectorAll('article.said')]
        .filter((it) => !it.closest('.greeting'))
        .map((it) => {
          const words = it.querySelector('.bubble').cloneNode(true);
          for (const extra of words.querySelectorAll('.cite, .sources')) extra.remove();
          const by = ['visitor', 'assistant', 'teammate'].find((who) => it.classList.contains(who));
          const pending = it.dataset.pending ? { pending: it.dataset.pending } : {};
          const cut = it.querySelector('.cut') ? { cut: true } : {};
          return { by, text: words.textContent.replace(/\s+/g, ' ').trim(), ...pending, ...cut };
        });
    });
  }

  async lines() {
    return this.log.locator('p.line').allTextContents();
  }

  /** Waits until the thread is exactly this, each text given whole or by a pattern. */
  async shows(wanted, patience) {
    return eventually(
      () => this.said(),
      (said) => sameThread(said, wanted),
      patience,
    );
  }

  /** Marks page and panel, so that a reload in between would be noticed. */
  async mark() {
    const inside = await this.inside();
    for (const it of [this.page, inside]) {
      await it.evaluate(() => {
        window.keptSinceTheBeginning = true;
      });
    }
  }

  async wasReloaded() {
    const inside = await this.inside();
    const kept = await Promise.all(
      [this.page, inside].map((it) => it.evaluate(() => window.keptSinceTheBeginning === true)),
    );
    return kept.includes(false);
  }

  /** Waits until every message is with the server. */
  async isSettled() {
    await until('nothing is on its way', async () =>
      (await this.said()).every((it) => !it.pending),
    );
  }
}
