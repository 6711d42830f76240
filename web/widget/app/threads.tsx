// The way to the visitor's other threads. Their list is fetched when it is opened.
import { Component } from 'preact';
import type { State } from '../client/store';
import { app } from './context';
import { Icon } from './icon';

type Part = typeof import('./thread-list');

let part: Part | undefined;

/** Only where there is another thread to go to. */
export class ThreadsButton extends Component<{ state: State }> {
  async #open() {
    part ??= await import('./thread-list');
    app.client.store.set({ list: true });
  }

  override render() {
    const { conversation } = this.props.state.thread;
    const all = [...app.client.threads.all.values()];
    if (!all.some((it) => it.items[0] && it.conversation !== conversation)) return null;
    return (
      <button
        type="button"
        class="round"
        aria-label={app.t('threads')}
        onClick={() => void this.#open().catch(() => {})}
      >
        <Icon name="clock" />
      </button>
    );
  }
}

export function ThreadList() {
  return part ? <part.ThreadList /> : null;
}
