// Why the server did not take a message, and what the visitor can do about it.
import type { Pending } from '../client/outbox';
import { app } from './context';
import { Icon } from './icon';

export function NotSent({ item: { command, problem } }: { item: Pending }) {
  return (
    <span class="failed" role="alert">
      <Icon name="alert" />
      <span>
        {app.t('not_sent')} {problem?.detail}
      </span>
      <button type="button" class="link" onClick={() => app.client.outbox.retry(command.id)}>
        {app.t('try_again')}
      </button>
      <button type="button" class="link" onClick={() => app.client.outbox.drop(command.id)}>
        {app.t('discard')}
      </button>
    </span>
  );
}
