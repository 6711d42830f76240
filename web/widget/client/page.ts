// The page a visitor is on, within the server's limits, and the device, told plainly.
import type { Page } from '../../shared/events';

const ATTRIBUTES_MAX = 40;
const KEY_CHARS_MAX = 64;
const VALUE_CHARS_MAX = 500;

const cut = (text: string, max: number) => Array.from(text).slice(0, max).join('');

export function describePage(host: Pick<Page, 'url' | 'title' | 'referrer' | 'attributes'>): Page {
  const attributes = Object.entries(host.attributes)
    .slice(0, ATTRIBUTES_MAX)
    .map(([key, value]) => [cut(key, KEY_CHARS_MAX), cut(String(value), VALUE_CHARS_MAX)]);
  return {
    url: cut(host.url, VALUE_CHARS_MAX),
    title: cut(host.title, VALUE_CHARS_MAX),
    referrer: cut(host.referrer, VALUE_CHARS_MAX),
    language: navigator.language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    device: device(navigator.userAgent, screen.width, screen.height),
    attributes: Object.fromEntries(attributes),
  };
}

// The rarer call themselves by the names of the common ones as well, so they are looked for first.
const BROWSERS = [/Edg|OPR|SamsungBrowser/, /Firefox|FxiOS|Chrome|CriOS|Safari/];
const SYSTEMS = [/iPhone|iPad|Android|CrOS/, /Windows|Mac|Linux/];
const NAMES: Record<string, string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  Mac: 'macOS',
};

/** "Chrome on Android, 390 x 844". */
export function device(agent: string, width: number, height: number): string {
  const name = (patterns: RegExp[]) => {
    const found = patterns.map((it) => it.exec(agent)?.[0]).find(Boolean) ?? 'unknown';
    return NAMES[found] ?? found;
  };
  return `${name(BROWSERS)} on ${name(SYSTEMS)}, ${width} x ${height}`;
}
