// A feed is looked at, added, answered from, and read again after items changed and went.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { inBothColours } from './lib/looks.mjs';
import { OUTPUT, PHONE, world } from './lib/people.mjs';

const QUESTION = 'What is the estimate for the walnut writing desk?';
let lots = [
  { lot: 214, name: 'Walnut writing desk', estimate: '400 to 600 EUR', closes: 'Sunday, 18:00' },
  { lot: 215, name: 'Enamel coffee pot', estimate: '20 to 30 EUR', closes: 'Sunday, 18:05' },
  { lot: 216, name: 'Brass ship bell', estimate: '90 to 120 EUR', closes: 'Sunday, 18:10' },
];

const list = createServer((request, response) => {
  const isList = request.url.startsWith('/lots.json');
  response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' });
  const links = lots.map((it) => ({ ...it, url: `https://auction.example/lots/${it.lot}` }));
  response.end(isList ? JSON.stringify({ lots: links }) : '');
});
await new Promise((ready) => list.listen(0, '127.0.0.1', ready));
const HOST = `127.0.0.1:${list.address().port}`;
const here = world(() => ({ settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${HOST}"]` } }));
after(() => list.close());

let owner;
let feeds;
let row;

test('a list that is not there is said where it was typed', async () => {
  owner = (await here.owner()).page;
  await owner.getByRole('link', { name: 'Knowledge' }).click();
  feeds = owner.getByRole('region', { name: 'Websites and feeds' });
  await feeds.getByRole('button', { name: 'Add a feed' }).click();
  const dialog = owner.getByRole('dialog', { name: 'Add a feed' });
  await dialog.getByLabel('Address of the list').fill(`http://${HOST}/lost.json`);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await dialog.getByText('There is no list at this address (404).').waitFor();
  await isAccessible(owner);
});

test('a feed is looked at before it is added', async () => {
  const dialog = owner.getByRole('dialog', { name: 'Add a feed' });
  await dialog.getByLabel('Address of the list').fill(`http://${HOST}/lots.json?for=baton`);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await dialog.getByText('3 items').waitFor();
  assert.equal(await dialog.getByText(/There is no list/).count(), 0);
  assert.equal(await dialog.getByLabel(/^What tells items apart/).inputValue(), 'lot');
  await dialog.getByText(/Estimate: 400 to 600 EUR/).waitFor();
  await dialog.getByText('Visitors may be told 5 fields').click();
  await dialog.getByRole('checkbox', { name: /^closes/ }).uncheck();
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await dialog.getByText('Visitors may be told 4 fields').waitFor();
  await dialog.getByRole('button', { name: 'Add a feed' }).waitFor();
  assert.equal(await dialog.getByText(/Closes: Sunday/).count(), 0);
  await owner.screenshot({ path: `${OUTPUT}/feed-told.png` });
  await isAccessible(owner);
  const shoot = (look) => owner.screenshot({ path: `${OUTPUT}/feed-preview-${look}.png` });
  await inBothColours(owner, shoot);
  await owner.setViewportSize(PHONE);
  await isAccessible(owner);
  await shoot('phone');
  await owner.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByRole('button', { name: 'Add a feed' }).click();
  await dialog.waitFor({ state: 'detached' });
  row = feeds.getByRole('listitem').filter({ hasText: HOST });
  await row.getByText('3 items', { exact: true }).waitFor();
  await isAccessible(owner);
  await owner.screenshot({ path: `${OUTPUT}/feeds.png` });
  await row.getByRole('button', { name: /^Items of/ }).click();
  const drawer = owner.getByRole('dialog', { name: /^Items of/ });
  const item = drawer.getByRole('listitem').filter({ hasText: 'auction.example/lots/215' });
  await item.waitFor();
  await isAccessible(owner);
  await owner.screenshot({ path: `${OUTPUT}/feed-items.png` });
  await item.getByRole('button', { name: 'What was learnt' }).click();
  await owner.getByRole('dialog', { name: 'Enamel coffee pot' }).waitFor();
  await owner.keyboard.press('Escape');
});

test('a visitor is answered from an item, and can open it', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say(QUESTION);
  await widget.shows([
    ['visitor', QUESTION],
    ['assistant', /400 to 600 EUR/],
  ]);
  await widget.button(/^Source 1: Walnut writing desk/).click();
  const link = widget.frame.getByRole('link', { name: 'Open the page' });
  assert.equal(await link.getAttribute('href'), 'https://auction.example/lots/214');
  await widget.page.context().close();
});

test('what changed is answered anew, and what is gone is not offered', async () => {
  lots = [{ ...lots[0], estimate: '700 to 900 EUR' }, lots[1]];
  await row.getByRole('button', { name: 'Read again now' }).click();
  await row.getByText('2 items', { exact: true }).waitFor();
  const ask = async (question) => {
    await owner.getByLabel('Your question').fill(question);
    await owner.getByRole('button', { name: 'Ask', exact: true }).click();
  };
  await ask(QUESTION);
  await owner
    .getByText(/700 to 900 EUR/)
    .first()
    .waitFor();
  await ask('What is the estimate for the brass ship bell?');
  await owner.getByText(/could not find|am not sure/).waitFor();
  assert.equal(await owner.getByText(/90 to 120 EUR/).count(), 0);
});

test('another key is chosen, and the items are known by it', async () => {
  await row.getByRole('button', { name: /^What tells items apart/ }).click();
  const dialog = owner.getByRole('dialog', { name: 'Change the feed' });
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await dialog.getByLabel(/^What tells items apart/).selectOption('name');
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('2 items', { exact: true }).waitFor();
  await isAccessible(owner);
});
