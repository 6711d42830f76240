// Twelve things that an owner does, found without documentation from the inbox, with the number of
// presses each takes. What is typed and what is read is not counted.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { world } from './lib/people.mjs';
import { baton, Served } from './lib/served.mjs';

const here = world();
const folder = mkdtempSync(join(tmpdir(), 'baton-tasks-'));
const counts = [];
let page;
let presses;

after(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const [what, count] of counts)
    process.stdout.write(`${String(count).padStart(3)}  ${what}\n`);
});

/** One press on what has this name. */
async function press(role, name, within = page) {
  presses += 1;
  const exact = typeof name === 'string';
  await within.getByRole(role, { name, exact }).first().click();
}

/** A task that begins in the inbox; it may take `most` presses. */
function task(what, most, work) {
  test(what, async (t) => {
    page ??= (await here.owner()).page;
    await page.goto(new URL('/inbox/waiting', here.server.dashboard).href);
    presses = 0;
    await work(t);
    counts.push([what, presses]);
    assert.ok(presses <= most, `${presses} presses, and ${most} should do`);
  });
}

async function settings(name) {
  await press('link', /^Settings/);
  await press('link', name, page.getByRole('navigation', { name: 'Settings pages' }));
}

async function assistant(name) {
  await press('link', /^Settings/);
  await press('link', /Wren/);
  if (!name) return;
  await press('link', name, page.getByRole('navigation', { name: 'Pages of this assistant' }));
}

const saved = (text = 'Saved.') => page.getByText(text).last().waitFor();

task('invite a colleague', 4, async () => {
  await settings('People');
  await page.getByLabel('E-mail').fill('iris@example.com');
  await press('button', 'Invite');
  await page.getByText(/^http\S+\/link#\S+$/).waitFor();
});

task('change the greeting', 4, async () => {
  await assistant('Voice');
  await page.getByLabel('Greeting').fill('Hello from our little shop. I am an AI assistant.');
  await press('button', 'Save changes');
  await saved('Saved. It answers so');
});

task('allow another site', 3, async () => {
  await assistant();
  const sites = page.getByRole('textbox', { name: 'Sites' });
  await sites.fill(`${await sites.inputValue()}\nhttps://second.example`);
  await press('button', 'Save changes');
  await saved();
});

task('teach a document', 2, async () => {
  const file = join(folder, 'gift-cards.md');
  writeFileSync(file, '# Gift cards\n\nA gift card is good for three years.\n');
  await press('link', /^Knowledge/);
  presses += 1;
  await page.locator('input[type=file][multiple]').setInputFiles(file);
  const row = page.getByRole('row').filter({ hasText: 'Gift cards' });
  await row.getByText('Ready').waitFor();
});

task('choose the colour of the chat', 4, async () => {
  await assistant('Look');
  await page.getByRole('textbox', { name: 'Your colour', exact: true }).fill('#0b7285');
  await press('button', 'Save changes');
  await saved('Saved. Your site shows it');
});

task('find out why mail does not leave', 3, async () => {
  const dead = createServer().listen(0, '127.0.0.1');
  await new Promise((tell) => dead.once('listening', tell));
  const { port } = dead.address();
  dead.close();
  // Somebody has set it up wrongly before.
  await page.goto(new URL('/settings/mail', page.url()).href);
  await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(port));
  await page.getByLabel('Security').selectOption('None');
  await page.getByLabel('Sender address').fill('shop@example.com');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await saved();
  await page.goto(new URL('/inbox/waiting', page.url()).href);
  await settings('Mail');
  await press('button', 'Send a test mail');
  await page.locator('[aria-live=polite]').filter({ hasText: /reach/ }).waitFor();
});

task('keep office hours', 4, async () => {
  await settings('Hours');
  await press('button', 'Keep office hours');
  await press('button', 'Save changes');
  await saved();
});

task('let the assistant answer outside office hours only', 5, async () => {
  await assistant('Go live');
  await press('radio', /^Outside office hours/);
  await press('button', 'Save changes');
  await saved('It holds for conversations that begin from now on.');
});

task('show visitors the shop and not the person', 4, async () => {
  await settings('Workspace');
  await press('radio', /^The name of the shop/);
  await press('button', 'Save changes');
  await saved();
});

task('make a team and put a colleague into it', 4, async () => {
  await settings('Teams');
  await page.getByLabel('Name of the team').fill('Orders');
  await press('button', 'Make the team');
  const orders = page.getByRole('region', { name: /^Orders/ });
  presses += 1;
  await orders.getByLabel('Marek Oram').check();
  await orders.getByText('1 member').waitFor();
});

task('be away for a while', 2, async () => {
  await press('button', /your account/);
  await press('menuitemradio', /^Away/);
  await page.getByText('You are away.').waitFor();
});

test('make a backup and go on with it elsewhere, in two commands', async () => {
  const served = await Served.on(join(folder, 'data'));
  const file = join(folder, 'shop.backup');
  const made = await baton(['backup', file, ...served.words]);
  assert.equal(made.code, 0, made.wrong);
  await served.stop();
  const there = join(folder, 'elsewhere');
  const restored = await baton(['restore', file, '--data', there]);
  assert.equal(restored.code, 0, restored.wrong);
  counts.push(['make a backup and restore it (commands)', 2]);
});
