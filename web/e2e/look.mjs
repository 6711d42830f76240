// An owner gives the assistant a look and watches for the first visit; pictures go both ways.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { foreignSite } from './lib/foreign.mjs';
import { world } from './lib/people.mjs';
import { eventually, until } from './lib/wait.mjs';
import { Widget } from './lib/widget.mjs';

const here = world();
let owner;
let origin;

let assistant;

/** A page of the one assistant, or of oneself. */
async function settings(name) {
  if (!assistant) {
    const { assistants } = await (await owner.page.request.get(`${origin}/api/assistants`)).json();
    assistant = `assistants/${assistants[0].id}`;
  }
  const path = { assistant, look: `${assistant}/look` }[name] ?? name;
  await owner.page.goto(`${origin}/settings/${path}`);
  await owner.page.getByRole('heading', { level: 2 }).first().waitFor();
}

/** The page that shows what is not saved yet, and the widget on it. */
function preview() {
  const frame = owner.page.frameLocator('iframe[title="Preview"]');
  const launcher = frame.locator('baton-widget button');
  return { launcher, panel: frame.frameLocator('baton-widget iframe') };
}

const ground = (it) => it.evaluate((node) => getComputedStyle(node).backgroundColor);

async function save() {
  await owner.page.getByRole('button', { name: 'Save changes' }).click();
  await owner.page.getByText('Saved. Your site shows it').first().waitFor();
}

/** A picture as a camera makes one, large enough to be made smaller. */
async function photo(page, [width, height] = [2400, 1200]) {
  const bytes = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const draw = canvas.getContext('2d');
      draw.fillStyle = '#2b6d3f';
      draw.fillRect(0, 0, w, h);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    [width, height],
  );
  return { name: 'parcel.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** Waits until every picture there is drawn, and the first of them so large: a small one may stand
 * in its place before. */
async function drawn(pictures, size) {
  return eventually(
    () => pictures.evaluateAll((all) => all.map((it) => [it.naturalWidth, it.naturalHeight])),
    (sizes) => {
      assert.ok(sizes.length > 0 && sizes.every(([width]) => width > 0), String(sizes));
      if (size) assert.deepEqual(sizes[0], size);
    },
  );
}

test('the owner waits for the first visit, and it is told without a reload', async () => {
  owner = await here.owner();
  origin = new URL(owner.page.url()).origin;
  await settings('assistant');
  await owner.page.getByText('Waiting for the first visit').waitFor();
  await owner.mark();
  await isAccessible(owner.page);
  const visitor = await here.visitor();
  const shop = new URL(here.server.shop).origin;
  await owner.page.getByText(`Seen on ${shop} a moment ago.`).waitFor();
  await owner.page.getByText('nobody has opened the chat yet').waitFor();
  await visitor.open();
  await owner.page.getByText('The chat was opened there.').waitFor();
  assert.equal(await owner.page.evaluate(() => window.keptSinceTheBeginning), true);
  await visitor.page.context().close();
});

test('a site that is not allowed is named, and allowed by one press', async () => {
  const site = await foreignSite(here.server, { named: true });
  const stranger = await (await here.profile()).newPage();
  const itself = new URL(site.address).origin;
  try {
    await stranger.goto(site.address);
    await owner.page.getByText(`${itself} asked for the chat but is not allowed.`).waitFor();
    await isAccessible(owner.page);
    await owner.page.getByRole('button', { name: `Allow ${itself}` }).click();
    await owner.page.getByText(`Seen on ${itself}`).waitFor();
    const sites = owner.page.getByLabel('Allowed sites');
    assert.match(await sites.inputValue(), new RegExp(itself), 'the form knows it too');
    await stranger.reload();
    const widget = new Widget(stranger);
    await widget.open();
  } finally {
    await stranger.context().close();
    site.close();
  }
});

test('the lines for each kind of site can be read', async () => {
  for (const [tab, words] of [
    ['Strict CSP', /frame-src http/],
    ['React, Next', /useEffect/],
    ['WordPress, Shopify', /baton\('boot'/],
    ['HTML', /widget\.js\?site=/],
  ]) {
    await owner.page.getByRole('tab', { name: tab, exact: true }).click();
    const panel = owner.page.getByRole('tabpanel', { name: tab, exact: true });
    await panel.locator('pre').filter({ hasText: words }).waitFor();
  }
});

test('what is typed is shown before it is saved', async () => {
  await settings('look');
  const { launcher, panel } = preview();
  await panel.getByText('I answer from what').waitFor();
  const colour = owner.page.getByRole('textbox', { name: 'Your colour', exact: true });
  await colour.fill('#ffd43b');
  await owner.page.getByRole('textbox', { name: 'Your colour on dark', exact: true }).fill('');
  await owner.page.getByText(/^On light, links .* because #ffd43b would be hard to read/).waitFor();
  await until(
    'the launcher is yellow',
    async () => (await ground(launcher)) === 'rgb(255, 212, 59)',
  );
  await colour.fill('#ffd43');
  await owner.page.getByText('Write a colour as # and six digits').waitFor();
  await colour.fill('#ffd43b');
  await owner.page.getByLabel('Words beside the sign').fill('Need help?');
  await until('the launcher says it', async () =>
    /^Need help\?: /.test(await launcher.getAttribute('aria-label')),
  );
  await isAccessible(owner.page);
});

test('the look is saved, and the shop has it when it is loaded next', async () => {
  await save();
  const widget = await here.visitor();
  assert.equal(await ground(widget.launcher), 'rgb(255, 212, 59)');
  await widget.page.getByRole('button', { name: /^Need help\?: / }).waitFor();
  await widget.page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await ground(widget.launcher), 'rgb(255, 212, 59)');
  await widget.open();
  await widget.page.getByRole('button', { name: /^Need help\?: Open chat/ }).waitFor();
  await widget.page.context().close();
});

test('a chat can be read in every colour', async () => {
  for (const brand of ['#ffd43b', '#ffffff', '#000000', '#808080']) {
    await settings('look');
    await owner.page.getByRole('textbox', { name: 'Your colour', exact: true }).fill(brand);
    await owner.page.getByLabel('Words beside the sign').fill(`In ${brand}`);
    await save();
    const widget = await here.visitor();
    await widget.open();
    await widget.say('Hello');
    await widget.shows([
      ['visitor', 'Hello'],
      ['assistant', /./],
    ]);
    await isAccessible(widget.page);
    await widget.page.context().close();
  }
});

test('the new pages fit a phone', async () => {
  for (const name of ['look', 'assistant', 'account']) {
    await settings(name);
    await isAccessible(owner.page, 'phone');
  }
});

test('a teammate and the assistant have faces', async () => {
  await settings('account');
  const pick = () => owner.page.locator('input[type=file]');
  await pick().setInputFiles({
    name: 'face.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg/>'),
  });
  await owner.page.getByText('This is no picture that can be read').waitFor();
  await pick().setInputFiles(await photo(owner.page));
  await owner.page.getByRole('button', { name: 'Choose another' }).waitFor();
  await drawn(owner.page.locator('main img'), [256, 256]);
  await settings('look');
  await pick().setInputFiles(await photo(owner.page));
  await owner.page.getByRole('button', { name: 'Choose another' }).waitFor();
  const widget = await here.visitor();
  await widget.open();
  await drawn(widget.frame.locator('.head .avatar img'));
  await widget.page.context().close();
});

test('a picture goes from the visitor to the team and one comes back', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.frame.locator('input[type=file]').setInputFiles(await photo(widget.page));
  const waiting = widget.frame.getByRole('list', { name: 'Pictures to send' });
  await waiting.getByRole('listitem').waitFor();
  await until('it is there', async () => (await waiting.locator('progress').count()) === 0);
  await widget.button('Send').click();
  await waiting.waitFor({ state: 'detached' });
  await widget.log.getByText('I cannot see pictures').waitFor();
  const mine = widget.log.getByRole('button', { name: 'Picture from You' });
  assert.equal((await drawn(mine.locator('img'))).length, 1);
  await widget.button('Talk to a person').first().click();

  const team = await here.teammate();
  await team.openRow('I cannot see picture');
  const theirs = team.log.getByRole('button', { name: /^Picture from / });
  await drawn(theirs.locator('img'), [480, 240]);
  await theirs.click();
  const large = team.page.getByRole('dialog').locator('img');
  await drawn(large, [1600, 800]);
  await isAccessible(team.page);
  await team.page.keyboard.press('Escape');

  await team.page
    .locator('section input[type=file]')
    .setInputFiles(await photo(team.page, [900, 900]));
  await team.page.getByRole('list', { name: 'Pictures to send' }).locator('img').waitFor();
  await team.reply('Like this one?');
  const answer = widget.log.getByRole('button', { name: 'Picture from Marek Oram' });
  await drawn(answer.locator('img'), [480, 480]);
  await answer.click();
  const dialog = widget.frame.locator('dialog[open]');
  await drawn(dialog.locator('img'), [900, 900]);
  await isAccessible(widget.page);
  await widget.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await widget.panel.isVisible(), true, 'only the picture is closed');
});
