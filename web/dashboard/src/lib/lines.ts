/** One entry per line; empty lines are nothing. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((it) => it.trim())
    .filter(Boolean);
}

/** The first line that is not an origin, such as `https://shop.example`, or null. */
export function wrongSite(text: string): string | null {
  return lines(text).find((it) => !isOrigin(it)) ?? null;
}

function isOrigin(site: string): boolean {
  try {
    const url = new URL(site);
    const plain = url.protocol === 'https:' || url.protocol === 'http:';
    return plain && site.replace(/\/$/, '').toLowerCase() === url.origin;
  } catch {
    return false;
  }
}
