// What can be done with the conversation as a whole. The menu itself is fetched when it is opened.
import { Component } from 'preact';
import { moved } from '../client/buttons';
import type { State } from '../client/store';
import { app } from './context';
import { Icon } from './icon';

type Part = typeof import('./more-menu');

export class MenuButton extends Component<{ state: State }, { part?: Part; open: boolean }> {
  override state: { part?: Part; open: boolean } = { open: false };

  override componentDidMount() {
    moved(app.client);
  }

  override componentDidUpdate({ state: before }: { state: State }) {
    const { open, live } = this.props.state;
    // Only who is known is told, and what was told may have changed since the panel was closed.
    if ((open && !before.open) || (live && !before.live)) moved(app.client);
  }

  async #toggle() {
    this.setState({ open: !this.state.open });
    if (!this.state.part) this.setState({ part: await import('./more-menu') });
  }

  override render() {
    const { part, open } = this.state;
    const { thread, buttons } = this.props.state;
    if (!thread.cursor && !buttons[0]) return null;
    return (
      <>
        <button
          type="button"
          class="round"
          id="menu-button"
          aria-label={app.t(buttons[0] ? 'menu_more' : 'menu')}
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
