/** One entry per line; empty lines are nothing. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((it) => it.trim())
    .filter(Boolean);
}

/** Sites as people paste them: with a page behind, or without `https://`. The server keeps what
 * browsers call the origin. */
export function sites(text: string): string[] {
  return lines(text).map((it) => (it.includes('://') ? it : `https://${it}`));
}

/** The first line that is no address of a site, or null. */
export function wrongSite(text: string): string | null {
  return lines(text).find((_, at) => !isSite(sites(text)[at] ?? '')) ?? null;
}

function isSite(site: string): boolean {
  try {
    const { protocol, hostname } = new URL(site);
    return /^https?:$/.test(protocol) && /^[^*]+$/.test(hostname);
  } catch {
    return false;
  }
}
