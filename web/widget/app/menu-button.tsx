// What can be done with the conversation as a whole. The menu itself is fetched when it is opened.
import { Component } from 'preact';
import type { State } from '../client/store';
import { app } from './context';
import { Icon } from './icon';

type Part = typeof import('./more-menu');

export class MenuButton extends Component<{ state: State }, { part?: Part; open: boolean }> {
  override state: { part?: Part; open: boolean } = { open: false };

  async #toggle() {
    this.setState({ open: !this.state.open });
    if (!this.state.part) this.setState({ part: await import('./more-menu') });
  }

  override render() {
    const { part, open } = this.state;
    if (!this.props.state.thread.cursor) return null;
    return (
      <>
        <button
          type="button"
          class="round"
          id="menu-button"
          aria-label={app.t('menu')}
          aria-expanded={open}
          onClick={() => void this.#toggle().catch(() => this.setState({ open: false }))}
        >
          <Icon name="more" />
        </button>
        {open && part && (
          <part.Menu state={this.props.state} close={() => this.setState({ open: false })} />
        )}
      </>
    );
  }
}
