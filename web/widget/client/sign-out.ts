// The visitor signed out of the site: nothing of them stays here, and the server forgets this
// browser, at once or when it can next be reached.
import type { Client } from './client';
import type { Storage } from './storage';

/** Where tokens stand that the server has yet to forget. */
const LEFT = 'left:';

export function signOut(client: Client): void {
  if (client.api.token) client.storage.set(LEFT + client.api.token, '1');
  client.forget(null, true);
  leave(client.storage);
}

/** The requests go out even while the page is left. */
export function leave(storage: Storage): void {
  for (const key of storage.keys(LEFT)) {
    fetch('/api/visitor/session', {
      method: 'DELETE',
      keepalive: true,
      headers: { authorization: `Bearer ${key.slice(LEFT.length)}` },
    }).then(
      ({ status }) => status < 500 && storage.set(key, null),
      () => {},
    );
  }
}
