// The whole panel. It is drawn anew on each change; what did not change is left alone.
import { Composer } from './composer';
import { app } from './context';
import { Header } from './header';
import { Icon } from './icon';
import { more } from './lazy';
import { Log } from './log';

export function Panel() {
  const { state } = app.client.store;
  const { source, list, problem, face } = state;
  return (
    <div
      role="dialog"
      aria-modal={state.full ? 'true' : undefined}
      aria-label={app.t('chat_with', { name: face?.workspace ?? app.t('ai') })}
      class="panel"
    >
      <div class="chat" inert={list || source !== null}>
        <Header state={state} />
        {state.offline && (
          <p class="banner" role="status">
            {app.t('offline')}
          </p>
        )}
        {problem ? (
          <div class="problem" role="alert">
            <Icon name="alert" />
            <h2>{app.t('refused')}</h2>
            <p>{problem.detail}</p>
          </div>
        ) : (
          <>
            <Log state={state} />
            <Composer state={state} />
          </>
        )}
      </div>
      {source && more && <more.SourceView source={source} />}
      {list && more && <more.ThreadList />}
      <p class="sr" aria-live="polite">
        {state.spoken}
      </p>
    </div>
  );
}

/** Heard in the whole frame: a press belongs to the panel wherever the focus is. */
export function pressed(event: KeyboardEvent): void {
  const { source, list, full } = app.client.store.state;
  if (event.key === 'Escape' && !event.isComposing) {
    if (source || list) app.client.closeSource();
    else app.close?.();
  }
  const panel = document.querySelector<HTMLElement>('.panel');
  if (event.key === 'Tab' && full && panel) more?.keepInside(event, panel);
}
