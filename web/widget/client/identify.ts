// Proves who the visitor is by what the site's backend signed. A refusal is said to the site's
// developer; the visitor goes on anonymously.
import type { ProveIdentity } from '../../shared/events';
import { Refused } from './api';
import type { Client } from './client';
import { signOut } from './sign-out';

/** What the site passes in beside the user. */
export interface Proof {
  token?: unknown;
  hash?: unknown;
}

export function identify(client: Client, user: Record<string, unknown>, proof: Proof): void {
  const said: ProveIdentity = proof.token
    ? { type: 'token', token: String(proof.token) }
    : { type: 'hash', id: String(user.id), hash: String(proof.hash) };
  // A hash proves the id alone: the rest is what the page says.
  if (said.type === 'hash') client.setAttributes({ email: user.email, name: user.name });
  let told = false;
  client.prove = async (session) => {
    try {
      const proved = await client.api.prove(said);
      if (!told) client.options.emit('identify', { ok: true });
      told = true;
      // Somebody else used this browser before: nothing of theirs stays.
      if (proved.token !== client.api.token) {
        client.forget(proved.token, true);
        void client.openSession();
      }
      return proved;
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'identity_refused') throw error;
      const reason = error.problem.detail;
      console.warn(`Baton: the visitor was not recognised. ${reason}`);
      client.prove = undefined;
      client.options.emit('identify', { ok: false, reason });
      client.options.emit('error', 'identity_refused');
      // Who was recognised before is not who the site means now.
      if (session.identified) signOut(client);
      return session;
    }
  };
  client.stop();
  void client.openSession();
}
