// Whether a teammate can be counted on, in words, and saying so oneself.
import { call } from './api';
import { client, meQuery } from './queries';
import { t } from './text';
import type { Availability, Me } from './wire';

export type Presence = Availability | 'gone';

export function presenceWord(presence: Presence): string {
  return t(`is.${presence}`);
}

/** Goes away by hand, or comes back; it stays so on every device. */
export async function setAway(away: boolean, giveBack = false): Promise<void> {
  await call('PUT', '/api/me/availability', { away, give_back: giveBack });
  client.setQueryData<Me>(meQuery.queryKey, (me) => me && { ...me, away });
}
