// The inbox as a teammate uses it: by the names that it gives to things.
import { sameThread } from './thread.mjs';
import { eventually } from './wait.mjs';

export class Inbox {
  constructor(page) {
    this.page = page;
    this.list = page.getByRole('region', { name: /^Conversations:/ });
    this.thread = page.getByRole('region', { name: 'Conversation', exact: true });
    this.log = this.thread.getByRole('log');
    this.context = page.getByRole('complementary', { name: 'Context' });
    this.writing = page.locator('#composer');
  }

  row(words) {
    return this.list.getByRole('listitem').filter({ hasText: words });
  }

  async view(name) {
    await this.page.getByRole('navigation', { name: 'Views' }).getByText(name).click();
    await this.page.getByRole('region', { name: `Conversations: ${name}` }).waitFor();
  }

  async openRow(words) {
    await this.row(words).getByRole('link').click();
    await this.log.waitFor();
  }

  /** A part of what is known beside the thread. */
  section(name) {
    const heading = this.page.getByRole('heading', { name });
    return this.context.locator('section').filter({ has: heading });
  }

  button(name) {
    return this.thread.getByRole('button', { name });
  }

  /** A button above the thread; its key may be printed beside its name. */
  async press(name) {
    await this.button(new RegExp(`^${name}`)).click();
  }

  async write(kind, words) {
    await this.thread.getByRole('tab', { name: kind }).click();
    await this.writing.fill(words);
  }

  async reply(words) {
    await this.write('Reply', words);
    await this.writing.press('Control+Enter');
  }

  async note(words) {
    await this.write('Note', words);
    await this.writing.press('Control+Enter');
  }

  /** What the thread holds, in order; who speaks is named once per burst. */
  async said() {
    return this.log.evaluate((log) => {
      let by = 'nobody';
      return [...log.querySelectorAll('article')].map((it) => {
        const head = it.querySelector('header');
        if (head) {
          const speaker = head.querySelector('span')?.textContent;
          const ours = getComputedStyle(it).flexDirection === 'row-reverse';
          by = speaker === 'Assistant' ? 'assistant' : ours ? 'teammate' : 'visitor';
          if (head.textContent.includes('Only the team')) by = 'note';
        }
        if (it.dataset.state)
          return { by: 'teammate', text: it.textContent, pending: it.dataset.state };
        const words = it.querySelector('[dir=auto]').cloneNode(true);
        const cut = [...words.querySelectorAll('p')].find(
          (p) => p.textContent === 'Interrupted here',
        );
        cut?.remove();
        for (const extra of words.querySelectorAll('button, .sr-only')) extra.remove();
        const text = words.textContent.replace(/\s+/g, ' ').trim();
        return { by, text, ...(cut ? { cut: true } : {}) };
      });
    });
  }

  async shows(wanted, patience) {
    return eventually(
      () => this.said(),
      (said) => sameThread(said, wanted),
      patience,
    );
  }

  async mark() {
    await this.page.evaluate(() => {
      window.keptSinceTheBeginning = true;
    });
  }

  async wasReloaded() {
    return this.page.evaluate(() => window.keptSinceTheBeginning !== true);
  }
}
