// The people of a journey: each has a browser profile of their own, on one real server.
import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { chromium } from 'playwright-core';
import { Inbox } from './inbox.mjs';
import { Server } from './server.mjs';
import { Widget } from './widget.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARGS = [
  '--headless=new',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE_MS = 20_000;
/** Where pictures go; it is never committed. */
export const OUTPUT = join(import.meta.dirname, '../output');
export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function browserPath() {
  const named = process.env.BATON_CHROMIUM ?? process.env.CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = NAMES.flatMap((name) => folders.map((it) => join(it, name))).find(isProgram);
  if (!path) throw new Error('no Chromium found: install it, or name it in BATON_CHROMIUM');
  return path;
}

// What the browser says of a line that is down, or of a request that is refused on purpose.
const EXPECTED = /^(Failed to load resource|WebSocket connection to)/;

/** A server and a browser for the tests of one file. */
export class World {
  /** @type {Server} */
  server;
  #browser;
  #contexts = [];
  #wrongs = [];

  /** With `server`, whatever that starts takes the place of the demo. */
  async open(options) {
    const asRoot = process.getuid?.() === 0;
    const [server, browser] = await Promise.allSettled([
      options?.server?.() ?? Server.start(options),
      chromium.launch({
        executablePath: browserPath(),
        args: asRoot ? [...ARGS, '--no-sandbox'] : ARGS,
      }),
    ]);
    this.server = server.value;
    this.#browser = browser.value;
    const failed = [server, browser].find((it) => it.status === 'rejected');
    if (!failed) return;
    // Whichever did start would keep this process alive for ever.
    await this.close();
    throw failed.reason;
  }

  async close() {
    await this.#browser?.close();
    await this.server?.stop();
    assert.deepEqual(this.#wrongs, [], 'the pages threw or complained');
  }

  /** A browser profile. Whatever its pages throw or complain of fails the file. */
  async profile(options = {}) {
    const context = await this.#browser.newContext({
      viewport: DESK,
      reducedMotion: 'reduce',
      colorScheme: 'light',
      locale: 'en-GB',
      timezoneId: 'Europe/Dublin',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('weberror', (it) => this.#wrongs.push(String(it.error().stack)));
    context.on('console', (it) => {
      if (it.type() === 'error' && !EXPECTED.test(it.text())) this.#wrongs.push(it.text());
    });
    this.#contexts.push(context);
    return context;
  }

  /** Takes note of no complaint that was made on purpose. */
  forgive(pattern) {
    this.#wrongs = this.#wrongs.filter((it) => !pattern.test(it));
  }

  /** What every open page looks like, for whoever finds out why a test failed. */
  async photograph(name) {
    const pages = this.#contexts.flatMap((context) => context.pages());
    const stem = join(OUTPUT, `failed-${name.replace(/\W+/g, '-')}`);
    await Promise.all(pages.map((page, at) => page.screenshot({ path: `${stem}-${at}.png` })));
  }

  /** A visitor on a page of the shop. */
  async visitor({ path = '/', context, ...options } = {}) {
    const page = await (context ?? (await this.profile(options))).newPage();
    await page.goto(new URL(path, this.server.shop).href);
    const widget = new Widget(page);
    await widget.launcher.waitFor();
    return widget;
  }

  /** Marek, an agent, signed in by his link. */
  teammate(options) {
    return this.#signIn('inbox', options);
  }

  /** Ida, the owner, signed in by her link. */
  owner(options) {
    return this.#signIn('dashboard', options);
  }

  /** Each link signs in once. `line` is a line that can be held (`line.mjs`). */
  async #signIn(link, { line, ...options } = {}) {
    const context = await this.profile(options);
    await line?.route(context);
    const page = await context.newPage();
    await page.goto(this.server[link]);
    await page.waitForURL('**/inbox/waiting');
    return new Inbox(page);
  }
}

/** The world of a test file: opened before its first test, closed after its last. */
export function world(options = () => ({})) {
  const it = new World();
  before(async () => it.open(options()));
  afterEach(({ passed, name }) => (passed ? undefined : it.photograph(name)));
  after(() => it.close());
  return it;
}
