// Axe finds nothing on any page, in light, in dark, from right to left.
import { test } from 'node:test';
import { isAccessible, isAccessibleAsItIs } from './lib/accessible.mjs';
import { world } from './lib/people.mjs';
import { GRADE, RETURNS } from './lib/story.mjs';

const here = world();
let widget;
let owner;

test('the widget, closed', async () => {
  widget = await here.visitor();
  await isAccessible(widget.page);
});

test('the widget, open and empty', async () => {
  await widget.open();
  await isAccessible(widget.page);
});

test('the widget, with a thread and an offer', async () => {
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', /30 days/],
  ]);
  await isAccessible(widget.page);
});

test('the widget, with a source open', async () => {
  await widget.button(/^Source 1/).click();
  await widget.frame.locator('mark').getByText('30 days from delivery').waitFor();
  await isAccessible(widget.page);
});

test('the widget, with the form of a handoff and a wrong address in it', async () => {
  await widget.button('Back').click();
  await widget.button('Talk to a person').first().click();
  await widget.frame.getByLabel('E-mail').fill('maya at example');
  await widget.button('Pass on').click();
  await widget.frame.getByText('Write the whole address').waitFor();
  await isAccessible(widget.page);
});

test('the widget, in Arabic', async () => {
  await widget.tell({ name: 'Axe', email: 'axe@example.com', note: 'Is it all readable?' });
  await widget.page.evaluate(() => window.baton('setLocale', 'ar'));
  await widget.frame.locator('html[dir=rtl]').waitFor();
  await isAccessibleAsItIs(widget.page);
  await widget.page.evaluate(() => window.baton('setLocale', 'en'));
  await widget.frame.locator('html[dir=ltr]').waitFor();
});

test('signing in, and a link that no longer works', async () => {
  const page = await (await here.profile()).newPage();
  for (const path of ['/sign-in', '/link#spent']) {
    await page.goto(new URL(path, here.server.origin).href);
    await page.getByRole('heading').first().waitFor();
    await isAccessible(page);
  }
});

test('the inbox, its list and a thread with everything in it', async () => {
  owner = await here.owner();
  await owner.row('Axe').waitFor();
  await isAccessible(owner.page);
  await owner.openRow('Axe');
  await owner.note('A note, so that its colours are seen.');
  await owner.reply('A reply with **weight** and `code`.');
  await widget.say(GRADE);
  await owner.shows([
    ['visitor', RETURNS],
    ['assistant', /30 days/],
    ['note', 'A note, so that its colours are seen.'],
    ['teammate', 'A reply with weight and code.'],
    ['visitor', GRADE],
  ]);
  await owner.log.getByRole('button', { name: 'Why this answer' }).first().click();
  const why = owner.page.getByRole('dialog', { name: 'Why this answer' });
  await why.getByText('It answered from the sources.').waitFor();
  await isAccessible(owner.page, 'phone');
  await owner.page.keyboard.press('Escape');
  await why.waitFor({ state: 'detached' });
  await owner.write('Note', 'A note that is being written.');
  await isAccessible(owner.page);
  await isAccessible(widget.page);
});

test('the inbox, other views, the palette and the sheet of keys', async () => {
  await owner.view('Resolved');
  await isAccessible(owner.page);
  for (const keys of ['Control+k', '?']) {
    await owner.page.locator('body').press(keys);
    await owner.page.getByRole('dialog').waitFor();
    await isAccessible(owner.page);
    await owner.page.keyboard.press('Escape');
    await owner.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});

test('knowledge, with an answer, the passages of a source and a question before removal', async () => {
  const { page } = owner;
  await page.goto(new URL('/knowledge', page.url()).href);
  await page.getByLabel('Your question').fill(RETURNS);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('It would answer this.').waitFor();
  await isAccessible(page);
  await page.getByRole('button', { name: 'Open the passage' }).first().click();
  await page.getByRole('dialog').getByRole('article').first().waitFor();
  await isAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /^Remove / })
    .first()
    .click();
  await page.getByRole('alertdialog').waitFor();
  await isAccessible(page);
});

test('the settings, and the link of an invitation', async () => {
  const { page } = owner;
  const origin = new URL(page.url()).origin;
  for (const path of ['people', 'teams', 'hours', 'workspace', 'visitors', 'account']) {
    await page.goto(`${origin}/settings/${path}`);
    await page.getByRole('navigation', { name: 'Settings pages' }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await isAccessible(page);
  }
  const link = await invite(page, origin);
  const guest = await (await here.profile()).newPage();
  await guest.goto(link);
  await guest.getByRole('button', { name: 'Join' }).waitFor();
  await isAccessible(guest);
});

async function invite(page, origin) {
  await page.goto(`${origin}/settings/people`);
  await page.getByLabel('E-mail').fill('iris@example.com');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = page.getByRole('dialog').getByText(/^http\S+\/link#\S+$/);
  await link.waitFor();
  await isAccessible(page);
  return (await link.innerText()).trim();
}
