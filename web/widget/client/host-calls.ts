// What the site's script may ask of the panel.

import type { AssistantFace } from '../../shared/events';
import { withMore } from '../app/lazy';
import type { Client } from './client';
import type { Proof } from './identify';

type Facts = Record<string, unknown>;

export function hostCall(client: Client, name: string, args: unknown[]): void {
  const [first, second] = args;
  const facts = (first ?? {}) as Facts;
  switch (name) {
    case 'newMessage':
      client.say(String(first));
      break;
    // Starts an action by the name that its owner gave it for scripts. The site is told by the
    // event `action:submitted`, with `action` and `run`, that answers were taken, and not which.
    case 'action':
      withMore((it) => it.startAction(client, String(first)));
      break;
    case 'setAttributes':
      client.setAttributes(facts);
      break;
    case 'identify': {
      const proof = (second ?? {}) as Proof;
      if (proof.token || proof.hash) {
        withMore((it) => it.identify(client, facts, proof));
        break;
      }
      client.setAttributes({ user_id: facts.id, email: facts.email, name: facts.name });
      break;
    }
    case 'track': {
      const data = Object.entries((second ?? {}) as Facts);
      const named = data.map(([key, value]) => [`event.${key}`, value]);
      client.setAttributes({ event: first, ...Object.fromEntries(named) });
      break;
    }
    case 'setPage':
      client.setAddress(first ? String(first) : undefined);
      break;
    // What the settings show before it is saved.
    case 'preview':
      client.preview = facts;
      client.store.set({ face: { ...(client.store.state.face as AssistantFace), ...facts } });
      break;
    case 'reset':
      withMore((it) => it.signOut(client));
  }
}
