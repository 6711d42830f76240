// How long to wait before connecting again.

export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_MS_MAX = 30_000;

/** Full jitter over a doubling bound, so that a thousand clients do not come back at once. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const bound = Math.min(BACKOFF_MS_MAX, BACKOFF_FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(bound / 4 + random() * bound * 0.75);
}
