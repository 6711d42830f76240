// The parts that the first message does not need: Markdown, an opened source, the card of a handoff,
// pictures, the sound. They are fetched as soon as the panel stands, so that they are there when needed.
type More = typeof import('./more') & typeof import('./photos');

export let more: More | undefined;
let fetching = false;

/** Fetches them, and again after a failure. */
export function fetchMore(drawn: () => void): void {
  if (more || fetching) return;
  fetching = true;
  Promise.all([import('./more'), import('./photos')])
    .then(([first, second]) => {
      more = { ...first, ...second };
      drawn();
    })
    .catch(() => {})
    .finally(() => {
      fetching = false;
    });
}
