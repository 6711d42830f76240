// The visitor's other threads, over the one that is shown. The focus goes in and comes back.
import { Component, createRef } from 'preact';
import { newId } from '../../shared/id';
import type { ThreadState } from '../../shared/thread';
import { day } from '../../shared/time';
import { app } from './context';
import { Icon } from './icon';
import css from './thread-list.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** Threads in which something was said, the latest first. */
function threads(): ThreadState[] {
  const said = [...app.client.threads.all.values()].filter((it) => it.items.length > 0);
  return said.sort((a, b) => lastAt(b) - lastAt(a));
}

const lastAt = (thread: ThreadState) => thread.items.at(-1)?.at ?? 0;

export class ThreadList extends Component {
  #back = createRef<HTMLButtonElement>();
  #from = document.activeElement as HTMLElement | null;

  override componentDidMount() {
    this.#back.current?.focus();
  }

  override componentWillUnmount() {
    // The thread behind is still inert; it is not any more when this has run.
    setTimeout(() => {
      if (this.#from?.isConnected) this.#from.focus();
      else document.querySelector<HTMLElement>('.composer textarea')?.focus();
    });
  }

  override render() {
    const { client, t, locale } = app;
    const go = (conversation: string) => {
      client.closeSource();
      client.show(conversation);
    };
    const shown = client.store.state.thread.conversation;
    return (
      <section class="source" aria-labelledby="threads-title">
        <div class="bar">
          <button
            ref={this.#back}
            type="button"
            class="round"
            aria-label={t('back')}
            onClick={() => client.closeSource()}
          >
            <Icon name="back" />
          </button>
          <h2 id="threads-title">{t('threads')}</h2>
        </div>
        <ul class="threads">
          {threads().map((it) => (
            <li key={it.conversation}>
              <button
                type="button"
                aria-current={it.conversation === shown ? 'true' : undefined}
                onClick={() => go(it.conversation)}
              >
                <span class="words" dir="auto">
                  {preview(it)}
                </span>
                <time>{day(lastAt(it), locale)}</time>
              </button>
            </li>
          ))}
        </ul>
        <div class="begin">
          <button type="button" class="offer" onClick={() => go(newId())}>
            {t('thread_new')}
          </button>
        </div>
      </section>
    );
  }
}

/** What the visitor said first says best what it was about. */
function preview(thread: ThreadState): string {
  const words = thread.items.find((it) =>
    it.kind === 'bubble' ? it.by.role === 'visitor' : it.kind === 'run' && it.title,
  );
  if (words?.kind === 'run') return words.title;
  return words?.kind === 'bubble' ? words.text : app.t('asking');
}
