// Before the first message: who this is, and what others ask.
import type { State } from '../client/store';
import { Avatar } from './avatar';
import { app } from './context';
import { more } from './lazy';

export function Greeting({ state }: { state: State }) {
  const { face, thread, pending, live } = state;
  if (!face || !live) {
    return state.problem ? null : <p class="loading" role="img" aria-label={app.t('loading')} />;
  }
  const begun = thread.cursor > 0 || pending.length > 0;
  return (
    <div class="greeting">
      <article class="said assistant first last">
        <span class="speaker">
          {face.name}
          <em>{app.t('ai')}</em>
        </span>
        <Avatar />
        <div class="bubble">
          <p dir="auto">{face.greeting || app.t('hello')}</p>
          <p class="intro">{app.t('intro', { workspace: face.workspace })}</p>
        </div>
      </article>
      {!begun && face.suggestions.length > 0 && (
        <ul class="suggestions" aria-label={app.t('suggestions')}>
          {face.suggestions.map((text) => (
            <li key={text}>
              <button type="button" dir="auto" onClick={() => app.client.say(text)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
      {!begun && more && <more.Chips state={state} place="greeting" />}
    </div>
  );
}
