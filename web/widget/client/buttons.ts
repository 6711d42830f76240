// The buttons of actions: which there are on this page, and what a press of one does.
import type { VisitorButtons } from '../../shared/events';
import type { Client } from './client';

/** A page that says several things of itself at once is asked about once. */
const SETTLES_MS = 300;
const LIMIT_MS = 15_000;

let settling: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

/** The visitor opened the panel or is on another page: other buttons may be right. */
export function moved(client: Client): void {
  clearTimeout(settling);
  settling = setTimeout(() => void ask(client), SETTLES_MS);
}

async function ask({ api, store, page }: Client): Promise<void> {
  if (!store.state.open || !api.token) return;
  asked += 1;
  const mine = asked;
  // Without an answer there are no buttons, and nobody misses what they never saw.
  const { buttons } = await api
    .call<VisitorButtons>('actions', { page }, LIMIT_MS)
    .catch((): VisitorButtons => ({ buttons: [] }));
  if (mine === asked) store.set({ buttons });
}

/** The command that starts an action and has not been taken or refused yet. */
export function isStarting({ store }: Client, action: string): boolean {
  return store.state.pending.some(
    ({ command, state }) =>
      command.type === 'start_action' && command.action === action && state !== 'failed',
  );
}

/** By its id, or by the name under which the page's script knows it. */
export function startAction(client: Client, action: string): void {
  if (isStarting(client, action)) return;
  client.order({ type: 'start_action', action, page: client.page });
  void client.openSession();
}
