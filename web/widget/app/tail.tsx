// What follows the last message; nothing does before the first.
import { isThinking } from '../../shared/thread';
import type { State } from '../client/store';
import { Avatar } from './avatar';
import { app } from './context';
import { TalkButton } from './talk';

/** Dots, the offer of a person, "Seen". */
export function Tail({ state }: { state: State }) {
  const { thread, face, pending } = state;
  const last = thread.items.at(-1);
  const seen =
    thread.owner.is === 'teammate' &&
    last?.kind === 'bubble' &&
    last.by.role === 'visitor' &&
    state.read >= last.last &&
    !pending.length;
  const offered = thread.offer && thread.owner.is !== 'queue' && thread.owner.is !== 'teammate';
  return (
    <>
      {seen && <p class="seen">{app.t('seen')}</p>}
      {isThinking(thread) && <Dots label={app.t('thinking', { name: face?.name ?? '' })} />}
      {state.typing && <Dots label={app.t('typing', { name: state.typing })} name={state.typing} />}
      {offered && <TalkButton state={state} class="offer" />}
    </>
  );
}

function Dots({ label, name }: { label: string; name?: string }) {
  return (
    <div class={`said last first dots ${name ? 'teammate' : 'assistant'}`}>
      <Avatar name={name} />
      <div class="bubble" role="img" aria-label={label}>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
