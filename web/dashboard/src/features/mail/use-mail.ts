// The mail settings and the outbox as the server has them.
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import { client } from '../../lib/queries';
import type { MailSetup, MailStanding, Outbox } from '../../lib/wire';

export const mailQuery = queryOptions({
  queryKey: ['mail', 'setup'],
  queryFn: () => call<MailSetup>('GET', '/api/mail'),
});

export type Shown = MailStanding | 'all';

export const outboxQuery = (shown: Shown) =>
  queryOptions({
    queryKey: ['mail', 'outbox', shown],
    queryFn: () =>
      call<Outbox>('GET', shown === 'all' ? '/api/mails' : `/api/mails?state=${shown}`),
  });

export function readMailAgain(): Promise<void> {
  return client.invalidateQueries({ queryKey: ['mail'] });
}
