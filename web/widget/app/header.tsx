// Says who answers now, and lets a person be asked for in one step.
import type { State } from '../client/store';
import { Avatar } from './avatar';
import { app } from './context';
import { Icon } from './icon';
import { more } from './lazy';
import { TalkButton } from './talk';

export function Header({ state }: { state: State }) {
  const { title, sub } = whoAnswers(state);
  const { owner } = state.thread;
  const person = owner.is === 'teammate' ? owner.teammate : undefined;
  return (
    <div class="head">
      <Avatar waiting={owner.is === 'queue'} name={person?.name} picture={person?.picture} />
      <div class="who" aria-live="off">
        <h1 id="who">{title}</h1>
        <p>{sub}</p>
      </div>
      {owner.is !== 'queue' && owner.is !== 'teammate' && state.face && (
        <TalkButton state={state} class="pill" />
      )}
      {more && <more.ThreadsButton state={state} />}
      {more && <more.MenuButton state={state} />}
      {app.close && (
        <button type="button" class="round" aria-label={app.t('close')} onClick={app.close}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

function whoAnswers({ thread, face, here }: State): { title: string; sub: string } {
  const workspace = face?.workspace ?? '';
  switch (thread.owner.is) {
    case 'teammate':
      return { title: thread.owner.teammate.name, sub: app.t('person_of', { workspace }) };
    case 'queue':
      return {
        title: app.t('waiting_title'),
        sub: here ? app.t('waiting_here', { count: here }) : app.t('waiting_nobody'),
      };
    default:
      return { title: face?.name ?? app.t('ai'), sub: face ? app.t('ai') : '' };
  }
}
