// The page a visitor is on, within the server's limits, and the device, told plainly.
import type { Page } from '../../shared/events';
import {
  ATTRIBUTE_KEY_CHARS_MAX,
  ATTRIBUTE_VALUE_CHARS_MAX,
  ATTRIBUTES_MAX,
} from '../../shared/limits';
import type { HostPage } from '../bridge';

const cut = (text: string, max: number) => Array.from(text).slice(0, max).join('');

/** Where the visitor is, by the browser and by what the site says. */
export class Place {
  #host: HostPage = { url: '', title: '', referrer: '' };
  #attributes = new Map<string, unknown>();
  /** An address that the site prefers to the browser's, until the browser's changes. */
  address: string | undefined;

  /** False when it is where it was. */
  move(page: HostPage): boolean {
    const { url, title } = this.#host;
    // What the site said before the browser's was known still holds.
    if (url && url !== page.url) this.address = undefined;
    this.#host = page;
    return url !== page.url || title !== page.title;
  }

  /** What the site says of itself and of the visitor; null takes one back. */
  learn(facts: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(facts)) {
      if (value == null) this.#attributes.delete(key);
      else this.#attributes.set(key, value);
    }
  }

  forget(): void {
    this.#attributes.clear();
  }

  describe(): Page {
    const { url, title, referrer } = this.#host;
    const attributes = [...this.#attributes]
      .slice(0, ATTRIBUTES_MAX)
      .map(([key, value]) => [
        cut(key, ATTRIBUTE_KEY_CHARS_MAX),
        cut(asText(value), ATTRIBUTE_VALUE_CHARS_MAX),
      ]);
    return {
      url: cut(this.address ?? url, ATTRIBUTE_VALUE_CHARS_MAX),
      title: cut(title, ATTRIBUTE_VALUE_CHARS_MAX),
      referrer: cut(referrer, ATTRIBUTE_VALUE_CHARS_MAX),
      language: navigator.language,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
      device: device(navigator.userAgent, screen.width, screen.height),
      attributes: Object.fromEntries(attributes),
    };
  }
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
