// The parts that the first message does not need: Markdown, an opened source, the card of a handoff,
// the sound. They are fetched as soon as the panel stands, so that they are there when needed.
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
      drawn();
    })
    .catch(() => {})
    .finally(() => {
      fetching = false;
    });
}
