// A message of the visitor that the server has not taken yet.
import type { Pending } from '../client/outbox';
import { app } from './context';
import { more } from './lazy';

export function PendingMessage({ item }: { item: Pending }) {
  const { command, state } = item;
  // What a card sends is told of there.
  if (/^give_|^cancel_a/.test(command.type)) return null;
  const failed = state === 'failed';
  if (!/^sa|^st/.test(command.type) && !failed) return null;
  return (
    <article class="said visitor first last" data-pending={state}>
      <span class="sr">{app.t('you')}</span>
      {command.type === 'say' && (
        <div class="bubble">
          {more && command.pictures && (
            <more.Pictures pictures={command.pictures.map((id) => ({ id }))} name={app.t('you')} />
          )}
          <p dir="auto">{command.text}</p>
        </div>
      )}
      <p class="below">
        {failed ? (
          more && <more.NotSent item={item} />
        ) : (
          <span class="sending">{app.t('sending')}</span>
        )}
      </p>
    </article>
  );
}
