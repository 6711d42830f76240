import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreignSite } from './lib/foreign.mjs';
import { PHONE, world } from './lib/people.mjs';
import { GRADE, RETURNS } from './lib/story.mjs';
import { agree } from './lib/thread.mjs';
import { eventually, until } from './lib/wait.mjs';
import { Widget } from './lib/widget.mjs';

const here = world();
const ANSWER = ['assistant', /30 days from delivery/];
const asked = [['visitor', RETURNS], ANSWER];

async function opened(options) {
  const widget = await here.visitor(options);
  await widget.open();
  return widget;
}

test('what is written offline is kept and sent once', async () => {
  const widget = await opened();
  const context = widget.page.context();
  await widget.say(RETURNS);
  await widget.shows(asked);
  await context.setOffline(true);
  await widget.say(GRADE);
  await widget.log.getByText('Sending…').waitFor();
  await widget.frame.getByText(/^No connection\. What you write is kept/).waitFor();
  await context.setOffline(false);
  await widget.shows([...asked, ['visitor', GRADE], ['assistant', /light wear/]]);
  await widget.frame.getByText(/^No connection\./).waitFor({ state: 'detached' });
  await context.close();
});

test('a reload keeps thread and draft', async () => {
  const widget = await opened();
  await widget.say(RETURNS);
  await widget.shows(asked);
  await widget.writing.fill('Half a sentence about');
  await widget.page.reload();
  // The panel was open, so it comes back by itself.
  await widget.log.waitFor();
  await widget.shows(asked);
  assert.equal(await widget.writing.inputValue(), 'Half a sentence about');
  await widget.page.context().close();
});

test('two tabs show the same thread, each message once', async () => {
  const first = await opened();
  await first.say(RETURNS);
  await first.shows(asked);
  const second = await here.visitor({ context: first.page.context() });
  await second.open();
  await second.shows(asked);
  await second.say(GRADE);
  const both = [...asked, ['visitor', GRADE], ['assistant', /light wear/]];
  for (const tab of [first, second]) await tab.shows(both);
  await first.say('Thank you.');
  for (const tab of [first, second]) {
    await tab.shows([...both, ['visitor', 'Thank you.'], ['assistant', /./]]);
  }
  await first.page.context().close();
});

test('the snippet twice is one widget', async () => {
  const widget = await here.visitor();
  await widget.page.evaluate(async () => {
    const { src } = document.querySelector('script[src*="/widget.js"]');
    const again = document.createElement('script');
    again.src = src;
    const loaded = new Promise((tell) => {
      again.onload = tell;
    });
    document.head.append(again);
    await loaded;
    window.baton('boot', { site: document.querySelector('[data-site]').dataset.site });
  });
  assert.equal(await widget.host.count(), 1);
  await widget.open();
  await widget.say(RETURNS);
  await widget.shows(asked);
  await widget.page.context().close();
});

// The root and the body are left out: what they do to themselves they do to all that they hold.
const HOSTILE = `:not(html, body) { display: none !important; color: red !important; font-size: 40px !important;
  transform: scale(3) !important; margin: 30px !important; opacity: 0.2 !important; }
  baton-widget { position: static !important; visibility: hidden !important; }
  button, iframe, div { width: 7px !important; }`;

/** How launcher and panel look and where they stand. */
function looks(widget) {
  return widget.host.evaluate((host) => {
    return ['button', 'iframe'].map((name) => {
      const it = host.shadowRoot.querySelector(name);
      const { x, y, width, height } = it.getBoundingClientRect();
      const { display, visibility, opacity, color, fontSize, transform } = getComputedStyle(it);
      const seen = { display, visibility, opacity, color, fontSize, transform };
      return { x, y, width, height, ...seen, host: getComputedStyle(host).position };
    });
  });
}

test('no rule of the page changes the widget', async () => {
  const widget = await opened();
  const before = await looks(widget);
  await widget.page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets.push(sheet);
  }, HOSTILE);
  assert.equal(await widget.page.getByRole('heading').count(), 0, 'the rules hold for the page');
  assert.deepEqual(await looks(widget), before);
  await widget.page.context().close();
});

test('the keyboard alone is enough', async () => {
  const widget = await here.visitor();
  const keys = widget.page.keyboard;
  const hasFocus = (it) => it.evaluate((node) => node.getRootNode().activeElement === node);
  // The widget is the last thing on the page: backwards from its top is the shortest way.
  await keys.press('Shift+Tab');
  await until('the launcher has the focus', () => hasFocus(widget.launcher));
  await keys.press('Enter');
  await until('the composer has the focus', () => hasFocus(widget.writing));
  await keys.type(RETURNS);
  await keys.press('Enter');
  await widget.shows(asked);
  const talk = widget.button('Talk to a person').first();
  await until('Tab leads to "Talk to a person"', async () => {
    await keys.press('Shift+Tab');
    return hasFocus(talk);
  });
  await keys.press('Enter');
  // The button is gone: the form that came instead is one step away.
  await until('the card has the focus', () => hasFocus(widget.frame.locator('.card')));
  await keys.press('Tab');
  await until('Tab leads into the form', () => hasFocus(widget.frame.getByLabel('Name')));
  await keys.press('Escape');
  await widget.panel.waitFor({ state: 'hidden' });
  await until('the focus is back', () => hasFocus(widget.launcher));
  await widget.page.context().close();
});

test('a finished answer is announced once, whole', async () => {
  const widget = await opened();
  const inside = await widget.inside();
  await inside.evaluate(() => {
    window.announced = [];
    const region = document.querySelector('[aria-live=polite]');
    const note = () => region.textContent && window.announced.push(region.textContent);
    new MutationObserver(note).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await widget.say(RETURNS);
  await widget.shows(asked);
  await widget.say(GRADE);
  await widget.shows([...asked, ['visitor', GRADE], ['assistant', /light wear.*neat old repair/]]);
  const announced = await eventually(
    () => inside.evaluate(() => window.announced),
    (all) => assert.equal(all.length, 2),
  );
  assert.match(announced[0], /^Wren: .*30 days from delivery/s);
  assert.match(announced[1], /^Wren: .*light wear.*neat old repair/s);
  await widget.page.context().close();
});

test('on a phone the panel is the whole screen', async () => {
  const widget = await opened({ viewport: PHONE, isMobile: true, hasTouch: true });
  const box = await widget.host.locator('iframe').boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, ...PHONE });
  assert.equal(await widget.panel.getAttribute('aria-modal'), 'true');
  const wide = await (await widget.inside()).evaluate(
    () => document.documentElement.scrollWidth - innerWidth,
  );
  assert.equal(wide, 0, 'nothing sticks out at the side');
  await widget.button('Close chat').click();
  await widget.panel.waitFor({ state: 'hidden' });
  await widget.page.context().close();
});

const EVIL = [
  '<script>top.pwned = window.pwned = 1</script>',
  '<img src=x onerror="top.pwned = window.pwned = 1">',
  '<svg/onload="window.pwned = 1">',
  '[press](javascript:window.pwned=1)',
  '[data](data:text/html,<script>window.pwned=1</script>)',
];

/** Nothing ran, nothing became an element, no link leads anywhere but to a safe place. */
async function isInert(page) {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => ({
      ran: window.pwned,
      elements: document.querySelectorAll('img[src=x], svg[onload], script:not([src])').length,
      links: [...document.querySelectorAll('a[href]')]
        .map((it) => it.protocol)
        .filter((it) => !['http:', 'https:', 'mailto:'].includes(it)),
    }));
    assert.deepEqual(found, { ran: undefined, elements: 0, links: [] });
  }
}

test('script in a message, a name or a title is text', async () => {
  const team = await here.teammate();
  const widget = await here.visitor();
  const name = `${EVIL[1]} Eve`;
  await widget.page.evaluate((title) => {
    document.title = title;
    location.hash = title;
  }, EVIL[1]);
  await widget.open();
  await widget.button('Talk to a person').first().click();
  await widget.tell({ name, note: EVIL[0] });
  const said = [];
  for (const text of EVIL) {
    await widget.say(text);
    said.push(['visitor', text]);
  }
  await widget.shows(said);
  await team.openRow('Eve');
  await team.shows(said);
  await team.context.getByText(EVIL[0]).waitFor();
  await team.context.getByText(EVIL[1], { exact: true }).first().waitFor();
  await team.reply(EVIL.join('\n\n'));
  await widget.shows([...said, ['teammate', /<script>top\.pwned/]]);
  await agree(widget, team);
  await isInert(widget.page);
  await isInert(team.page);
  await widget.page.context().close();
});

test('a site that is not allowed gets no panel and no session', async () => {
  const elsewhere = await foreignSite(here.server);
  try {
    const page = await (await here.profile()).newPage();
    await page.goto(elsewhere.address);
    const widget = new Widget(page);
    await widget.launcher.click();
    await widget.launcher.waitFor({ state: 'hidden' });
    assert.equal(await widget.frame.locator('#panel').count(), 0);
    // Whoever hides where they come from meets the policy.
    await page.goto(`${elsewhere.address}?hidden`);
    const refused = page.waitForEvent('console', {
      predicate: (it) => /frame-ancestors/.test(it.text()),
    });
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.referrerPolicy = 'no-referrer';
      frame.src = address;
      document.body.append(frame);
    }, `${here.server.origin}/frame/${elsewhere.site}`);
    await refused;
    const answer = await fetch(`${here.server.origin}/api/visitor/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(elsewhere.address).origin },
      body: JSON.stringify({ site: elsewhere.site }),
    });
    assert.equal(answer.status, 403);
    await page.context().close();
  } finally {
    elsewhere.close();
    here.forgive(/frame-ancestors/);
  }
});
