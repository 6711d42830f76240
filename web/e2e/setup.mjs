// An owner's first hour: from the link of the first start to a rehearsed handoff, by the guide.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { world } from './lib/people.mjs';
import { Served } from './lib/served.mjs';
import { Widget } from './lib/widget.mjs';

const folder = mkdtempSync(join(tmpdir(), 'baton-setup-'));
const at = (name) => join(folder, name);
const here = world(() => ({ server: () => Served.on(at('data')) }));
let page;
let shop;

after(() => {
  shop?.closeAllConnections();
  shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

const step = (name) => page.getByRole('heading', { name, level: 2, exact: true }).first().waitFor();
const next = () => page.getByRole('button', { name: 'Next', exact: true }).click();

/** How a step stands, as a screen reader hears it. */
const stands = (name, standing) =>
  page
    .getByRole('navigation', { name: 'Steps of the setup' })
    .getByRole('link', { name: new RegExp(`${name}.*\\(${standing}\\)`) })
    .waitFor();

test('the link of the first start leads into the guide', async () => {
  const link = here.server.said.match(/http:\S+\/link#\S+/)[0];
  page = await (await here.profile()).newPage();
  await page.goto(link);
  await page.getByLabel('Workspace').fill('Reed & Rush');
  await page.getByLabel('Your name').fill('Ida');
  await page.getByLabel('E-mail').fill('ida@reed.example');
  await page.getByLabel('Password').fill('a long enough password');
  await page.getByRole('button').last().click();
  await page.getByRole('heading', { name: 'Set up Baton' }).waitFor();
  await stands('Workspace', 'done');
  await step('Assistant');
  await isAccessible(page, 'phone');
  await next();
  await stands('Assistant', 'done');
});

test('a file is learnt and a question answered', async () => {
  await step('Knowledge');
  writeFileSync(at('returns.md'), '# Returns\n\nBaskets can be returned within 45 days.\n');
  await page.locator('input[type=file][multiple]').setInputFiles(at('returns.md'));
  await page.getByText('Ready').waitFor();
  await stands('Knowledge', 'done');
  await isAccessible(page, 'phone');
  await next();
  await step('Try it');
  await page.getByLabel('Your question').fill('How long can I return a basket?');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('It would answer this.').waitFor();
  await stands('Try it', 'done');
  await next();
});

test('the look is chosen, a site allowed, and its first visit seen', async () => {
  await step('Look');
  await isAccessible(page, 'phone');
  await next();
  await step('Allowed sites');
  shop = createServer((_, answer) => {
    const head = '<!doctype html><html lang="en"><title>Reed</title><main><h1>Reed</h1></main>';
    answer.setHeader('content-type', 'text/html').end(head + shop.snippet);
  });
  shop.listen(0, '127.0.0.1');
  await once(shop, 'listening');
  const origin = `http://127.0.0.1:${shop.address().port}`;
  await page.getByRole('textbox', { name: 'Sites' }).fill(origin);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await stands('Allowed sites', 'done');
  await isAccessible(page, 'phone');
  await next();
  await page.getByText('Waiting for the first visit').waitFor();
  shop.snippet = await page.locator('pre').first().innerText();
  const visitor = await (await here.profile()).newPage();
  await visitor.goto(origin);
  const widget = new Widget(visitor);
  await widget.launcher.waitFor();
  await page.getByText(`Seen on ${origin}`).waitFor();
  await stands('Put it on your site', 'done');
  await isAccessible(page, 'phone');
  await next();
});

test('what is not wanted now is put off, and the guide goes on where it was left', async () => {
  await step('Mail');
  await isAccessible(page, 'phone');
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await stands('Mail', 'put off');
  await step('Team');
  await page.goto(new URL('/inbox/waiting', page.url()).href);
  await page.getByRole('link', { name: /^Set up/ }).click();
  await step('Team');
  await page.getByRole('button', { name: 'Skip for now' }).click();
});

test('a handoff is rehearsed in two windows', async () => {
  await step('Rehearse a handoff');
  await isAccessible(page, 'phone');
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Open the visitor’s window' }).click();
  const visitor = new Widget(await opened);
  await visitor.launcher.waitFor();
  await visitor.launcher.click();
  await visitor.log.waitFor();
  await visitor.say('How long can I return a basket?');
  await visitor.log.getByText('45 days').waitFor();
  const ticked = (text) =>
    page
      .getByRole('list', { name: 'The rehearsal' })
      .getByRole('listitem')
      .filter({ hasText: text })
      .getByText('(done)')
      .waitFor();
  await ticked('ask a question');
  await visitor.button('Talk to a person').first().click();
  await ticked('press “Talk to a person”');
  await page.getByRole('button', { name: 'Take over' }).click();
  await ticked('press “Take over”');
  await page
    .getByLabel('Your reply')
    .or(page.locator('#composer'))
    .first()
    .fill('Hello, I am Ida.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await visitor.log.getByText('Hello, I am Ida.').waitFor();
  await ticked('see it arrive');
  await page.getByRole('button', { name: 'Hand back' }).click();
  await page.getByText(/^Passed in/).waitFor();
  await isAccessible(page);
  await stands('Rehearse a handoff', 'done');
  await page.getByRole('button', { name: 'See what is left' }).click();
  await page.getByRole('heading', { name: 'What is left' }).waitFor();
  await isAccessible(page, 'phone');
  await page.getByRole('button', { name: 'Close the guide' }).click();
  await page.waitForURL('**/inbox/waiting');
  assert.equal(await page.getByRole('link', { name: /^Set up/ }).count(), 0);
});
