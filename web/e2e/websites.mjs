// A website is added, read, answered from, read again after a change, and removed.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { OUTPUT, PHONE, world } from './lib/people.mjs';

const QUESTION = 'What does it cost to have a music box tuned?';
const pages = new Map([
  [
    '/',
    page('Music boxes', 'We repair music boxes.', ['/tuning', '/springs', '/lost', '/private']),
  ],
  ['/tuning', page('Tuning', 'To have a music box tuned costs 41 crowns.', ['/'])],
  ['/springs', page('Springs', 'A new spring for a music box takes nine days.', ['/'])],
]);

function page(title, text, links) {
  const menu = links.map((it) => `<a href="${it}">${it}</a>`).join(' ');
  return `<!doctype html><title>${title}</title><nav>${menu}</nav><main><h1>${title}</h1><p>${text}</p></main>`;
}

const site = createServer((request, response) => {
  if (request.url === '/robots.txt') return response.end('User-agent: *\nDisallow: /private');
  const found = pages.get(request.url);
  response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(found);
});
await new Promise((ready) => site.listen(0, '127.0.0.1', ready));
const HOST = `127.0.0.1:${site.address().port}`;
const settings = { BATON_ALLOW_PRIVATE_ADDRESSES: `["${HOST}"]`, BATON_SITE_PAUSE_MS: '0' };
const here = world(() => ({ settings }));
after(() => site.close());

let owner;
let websites;
let row;

test('an address inside is refused where it was typed', async () => {
  owner = (await here.owner()).page;
  await owner.getByRole('link', { name: 'Knowledge' }).click();
  websites = owner.getByRole('region', { name: 'Websites and feeds' });
  await websites.getByText('No websites yet').waitFor();
  await websites.getByRole('button', { name: 'Add a website' }).click();
  const dialog = owner.getByRole('dialog', { name: 'Add a website' });
  await dialog.getByLabel('Address', { exact: true }).fill('http://169.254.169.254/');
  await dialog.getByRole('button', { name: 'Add a website' }).click();
  await dialog.getByText(/not on the public internet/).waitFor();
  await isAccessible(owner);
});

test('a website is read, and says what was not', async () => {
  const dialog = owner.getByRole('dialog', { name: 'Add a website' });
  await dialog.getByLabel('Address', { exact: true }).fill(`http://${HOST}`);
  await dialog.getByRole('button', { name: 'Add a website' }).click();
  await dialog.waitFor({ state: 'detached' });
  row = websites.getByRole('listitem').filter({ hasText: HOST });
  await row.getByText('Read 3 pages').waitFor();
  await row.getByText(/1 skipped, 1 failed/).waitFor();
  await isAccessible(owner);
  await owner.screenshot({ path: `${OUTPUT}/websites.png` });
  await row.getByRole('button', { name: /^Pages of/ }).click();
  const drawer = owner.getByRole('dialog', { name: /^Pages of/ });
  await drawer.getByText(`${HOST}/tuning`).waitFor();
  await drawer.getByText('Failed', { exact: true }).click();
  await drawer.getByText('There is no such page (404).').waitFor();
  await drawer.getByText('Skipped', { exact: true }).click();
  await drawer.getByRole('list').getByText('The site asks robots not to read it').waitFor();
  await isAccessible(owner);
  await owner.screenshot({ path: `${OUTPUT}/websites-pages.png` });
  await drawer.getByText('Read', { exact: true }).click();
  const learnt = drawer.getByRole('listitem').filter({ hasText: '/springs' });
  await learnt.getByRole('button', { name: 'What was learnt' }).click();
  const passages = owner.getByRole('dialog', { name: 'Springs' });
  await passages.getByText(/takes nine days/).waitFor();
  await passages.getByRole('link', { name: 'Open the page' }).waitFor();
  await owner.keyboard.press('Escape');
  await passages.waitFor({ state: 'detached' });
});

test('a visitor is answered from a page, and can open it', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say(QUESTION);
  await widget.shows([
    ['visitor', QUESTION],
    ['assistant', /41 crowns/],
  ]);
  await widget.button(/^Source 1: Tuning/).click();
  const link = widget.frame.getByRole('link', { name: 'Open the page' });
  assert.equal(await link.getAttribute('href'), `http://${HOST}/tuning`);
  await isAccessible(widget.page);
  await widget.page.context().close();
});

test('what has changed is read again', async () => {
  pages.set('/tuning', page('Tuning', 'To have a music box tuned costs 77 crowns.', ['/']));
  pages.delete('/springs');
  await row.getByRole('button', { name: 'Read again now' }).click();
  await row.getByText('Read 2 pages').waitFor();
  await owner.getByLabel('Your question').fill(QUESTION);
  await owner.getByRole('button', { name: 'Ask', exact: true }).click();
  await owner
    .getByText(/77 crowns/)
    .first()
    .waitFor();
  assert.equal(await owner.getByText(/41 crowns/).count(), 0);
});

test('a website is removed with all its pages', async () => {
  await owner.setViewportSize(PHONE);
  await isAccessible(owner);
  await row.scrollIntoViewIfNeeded();
  await owner.screenshot({ path: `${OUTPUT}/websites-phone.png` });
  await row.getByRole('button', { name: /^Remove / }).click();
  const confirm = owner.getByRole('alertdialog');
  await confirm.getByRole('button', { name: 'Remove website' }).click();
  await row.waitFor({ state: 'detached' });
  await owner.getByRole('button', { name: 'Ask', exact: true }).click();
  await owner
    .getByText(/77 crowns/)
    .first()
    .waitFor({ state: 'detached' });
});
