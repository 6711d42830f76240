// The parts that the first message does not need: Markdown, an opened source, pictures, the card of
// a handoff, the sound, what the site is told. They are fetched as soon as the panel stands, so that
// they are there when needed.
import { LATER_MS } from '../client/outbox';
import { app } from './context';

type More = typeof import('./more');

export let more: More | undefined;
let fetching = false;

/** Fetches them, and again after a failure. */
export function fetchMore(drawn: () => void): void {
  if (more || fetching) return;
  fetching = true;
  import('./more')
    .then((it) => {
      more = it;
      it.leave(app.client.storage);
      drawn();
    })
    .catch(() => {})
    .finally(() => {
      fetching = false;
    });
}

/** Does what needs them, as soon as they are there. */
export function withMore(act: (it: More) => void): void {
  if (more) act(more);
  else import('./more').then(act, () => setTimeout(withMore, LATER_MS, act));
}
