// What follows the last message; nothing does before the first.
import { isThinking } from '../../shared/thread';
import type { State } from '../client/store';
import { Chips } from './actions';
import { Avatar } from './avatar';
import { app } from './context';
import { Rating } from './rating';
import { TalkButton } from './talk';

/** Thumbs under an answer, dots, the offer of a person, "Seen". */
export function Tail({ state }: { state: State }) {
  const { thread, face, pending } = state;
  const last = thread.items.at(-1);
  const seen =
    thread.owner.is === 'teammate' &&
    last?.kind === 'bubble' &&
    last.by.role === 'visitor' &&
    state.read >= last.last &&
    !pending.length;
  // Small talk, and that it does not know, need no judgement.
  const rated =
    last?.kind === 'bubble' && (last.outcome === 'answered' || last.outcome === 'closest')
      ? last.turn
      : undefined;
  const { conversation } = thread;
  const offered = thread.offer && thread.owner.is !== 'queue' && thread.owner.is !== 'teammate';
  return (
    <>
      {seen && <p class="seen">{app.t('seen')}</p>}
      {rated && (
        <Rating key={`${conversation}/${rated}`} conversation={conversation} turn={rated} />
      )}
      {isThinking(thread) && <Dots label={app.t('thinking', { name: face?.name ?? '' })} />}
      {state.typing && <Dots label={app.t('typing', { name: state.typing })} name={state.typing} />}
      {offered && <TalkButton state={state} class="offer" />}
      {last?.kind === 'bubble' && last.outcome === 'declined' && (
        <Chips state={state} place="declined" />
      )}
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
