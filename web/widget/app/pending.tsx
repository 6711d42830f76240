// A message of the visitor that the server has not taken yet.
import type { Pending } from '../client/outbox';
import { app } from './context';
import { Icon } from './icon';
import { more } from './lazy';

export function PendingMessage({ item }: { item: Pending }) {
  const { command, state, problem } = item;
  if (command.type === 'give_details') return null;
  const failed = state === 'failed';
  if (command.type !== 'say' && !failed) return null;
  return (
    <article class="said visitor first last" data-pending={state}>
      <span class="sr">{app.t('you')}</span>
      {command.type === 'say' && (
        <div class="bubble">
          {more && command.pictures && (
            <more.Photos pictures={command.pictures.map((id) => ({ id }))} name={app.t('you')} />
          )}
          <p dir="auto">{command.text}</p>
        </div>
      )}
      <p class="below">
        {failed ? (
          <span class="failed" role="alert">
            <Icon name="alert" />
            <span>
              {app.t('not_sent')} {problem?.detail}
            </span>
            <button type="button" class="link" onClick={() => app.client.retry(command.id)}>
              {app.t('try_again')}
            </button>
            <button type="button" class="link" onClick={() => app.client.drop(command.id)}>
              {app.t('discard')}
            </button>
          </span>
        ) : (
          <span class="sending">{app.t('sending')}</span>
        )}
      </p>
    </article>
  );
}
