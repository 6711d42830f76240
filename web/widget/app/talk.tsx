import type { State } from '../client/store';
import { app } from './context';
import { Icon } from './icon';

/** "Talk to a person": one press, and the place in line is taken. */
export function TalkButton({ state, class: style }: { state: State; class: string }) {
  const asking = state.pending.some(
    (it) => it.command.type === 'ask_for_person' && it.state !== 'failed',
  );
  return (
    <button
      type="button"
      class={style}
      aria-disabled={asking}
      onClick={() => asking || app.client.askForPerson()}
    >
      <Icon name="person" />
      <span>{app.t(asking ? 'asking' : 'talk')}</span>
    </button>
  );
}
