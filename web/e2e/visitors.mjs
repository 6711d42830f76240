// Who a visitor is: anonymous, vouched for by the site, on a second browser, signed out; and what
// nobody may pretend.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { foreignSite } from './lib/foreign.mjs';
import { identify, listen, signed, told } from './lib/identity.mjs';
import { world } from './lib/people.mjs';
import { RETURNS } from './lib/story.mjs';
import { eventually, until } from './lib/wait.mjs';
import { Widget } from './lib/widget.mjs';

const here = world();
const ANSWER = ['assistant', /30 days from delivery/];
const MAYA = { sub: 'u-42', name: 'Maya Lind', email: 'maya@home.example' };
let site;
let owner;
let key;
let first;
let tab;
let second;

const settings = (page) => page.goto(new URL('/settings/visitors', page.url()).href);

/** A visitor of the site in a browser of their own. */
async function arrives() {
  const page = await (await here.profile()).newPage();
  await page.goto(site.address);
  await listen(page);
  return new Widget(page);
}

test('a page of a foreign origin shows nothing, and its developer is told why', async () => {
  site = await foreignSite(here.server);
  const page = await (await here.profile()).newPage();
  const warned = page.waitForEvent('console', {
    predicate: (it) => it.type() === 'warning' && /may not show this chat/.test(it.text()),
  });
  await page.goto(site.address);
  await listen(page);
  const widget = new Widget(page);
  await widget.launcher.click();
  assert.match((await warned).text(), /127\.0\.0\.1:\d+ may not show this chat\. Add it to the/);
  await widget.launcher.waitFor({ state: 'hidden' });
  const { origin } = new URL(site.address);
  assert.deepEqual(await told(page), [['error', { code: 'site_not_allowed', origin }]]);
  assert.equal(await widget.frame.locator('#panel').count(), 0, 'no panel came');
});

test('the owner allows the site, makes a key and says what must be signed', async () => {
  owner = await here.owner();
  const { page } = owner;
  await page.goto(new URL('/settings/assistants', page.url()).href);
  await page.getByRole('link', { name: /Wren/ }).click();
  const sites = page.getByLabel('Sites', { exact: false });
  await sites.fill(`${await sites.inputValue()}\n${new URL(site.address).origin}`);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').waitFor();
  await settings(page);
  await page.getByText('No key yet.').waitFor();
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your new signing key' });
  key = (await dialog.locator('pre').innerText()).trim();
  assert.equal(key.length, 43);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`Key ending in ${key.slice(-4)}`).waitFor();
  assert.equal(await page.getByText(key).count(), 0, 'it is shown once');
  await page.getByLabel('Only when signed').fill('vip');
  const save = page.getByRole('button', { name: 'Save changes' });
  await save.click();
  await until('it is saved', () => save.isDisabled());
});

test('an anonymous chat becomes the person’s, with what the site signed', async () => {
  first = await arrives();
  await first.page.evaluate(() => window.baton('setAttributes', { vip: 'yes', phase: 'bidding' }));
  await first.open();
  await first.say(RETURNS);
  await first.shows([['visitor', RETURNS], ANSWER]);
  const other = await first.page.context().newPage();
  await other.goto(site.address);
  tab = new Widget(other);
  await tab.open();
  await tab.shows([['visitor', RETURNS], ANSWER]);
  await Promise.all([first.mark(), tab.mark()]);
  await identify(first.page, signed(key, { ...MAYA, attributes: { plan: 'gold' } }));
  await eventually(
    () => told(first.page),
    (it) => assert.deepEqual(it, [['identify', { ok: true }]]),
  );
  await first.shows([['visitor', RETURNS], ANSWER]);
  await tab.shows([['visitor', RETURNS], ANSWER]);
  await owner.page.goto(new URL('/inbox/all', owner.page.url()).href);
  await owner.row('Maya Lind').getByText('Signed by your site').waitFor();
  await owner.openRow('Maya Lind');
  const attributes = owner.section('Attributes');
  await attributes.getByText('gold').waitFor();
  await attributes.getByText('Said by the page, not proved').waitFor();
  await attributes.getByText('Not proved, ignored').waitFor();
  assert.equal(await attributes.locator('s').innerText(), 'yes', 'a VIP typed in a console');
  await owner.context.getByText('u-42').waitFor();
});

test('the person finds the thread in a second browser, and both go on', async () => {
  second = await arrives();
  await second.open();
  assert.deepEqual(await second.said(), []);
  await identify(second.page, signed(key, MAYA));
  await second.shows([['visitor', RETURNS], ANSWER]);
  await owner.reply('Hello Maya, on both of your screens.');
  const all = [['visitor', RETURNS], ANSWER, ['teammate', 'Hello Maya, on both of your screens.']];
  for (const it of [first, tab, second]) await it.shows(all);
  await second.say('And this is from the phone.');
  all.push(['visitor', 'And this is from the phone.']);
  for (const it of [first, tab]) await it.shows(all);
  assert.deepEqual(await Promise.all([first.wasReloaded(), tab.wasReloaded()]), [false, false]);
  await owner.log.getByText('And this is from the phone.').waitFor();
});

test('what was said before the proof joins the person’s other threads, in a list', async () => {
  const third = await arrives();
  await third.open();
  await third.say('Do you ship to Norway?');
  await third.isSettled();
  await identify(third.page, signed(key, MAYA));
  await third.button('Your conversations').click();
  const list = third.frame.getByRole('region', { name: 'Your conversations' });
  await list.getByRole('button', { name: /Norway/ }).waitFor();
  await isAccessible(third.page);
  await list.getByRole('button', { name: new RegExp(RETURNS.slice(0, 12)) }).click();
  await third.log.getByText('And this is from the phone.').waitFor();
});

test('a forged, an expired and a replayed token are refused in words, and the chat goes on', async () => {
  const eve = await arrives();
  await eve.open();
  const now = Math.floor(Date.now() / 1000);
  const used = signed(key, { ...MAYA, jti: 'once' });
  const elsewhere = await arrives();
  await elsewhere.open();
  await identify(elsewhere.page, used);
  await elsewhere.log.getByText('Do you ship to Norway?').waitFor();
  for (const [token, why] of [
    [signed('guessed', MAYA), /signature does not hold/],
    [signed(key, { ...MAYA, exp: now - 600 }), /expired 6\d\d s ago/],
    [used, /Another browser used this token/],
  ]) {
    await eve.page.evaluate(() => {
      window.told.length = 0;
    });
    await identify(eve.page, token);
    const [[, answer], [, code]] = await eventually(
      () => told(eve.page),
      (it) => assert.equal(it.length, 2),
    );
    assert.equal(answer.ok, false);
    assert.match(answer.reason, why);
    assert.equal(code, 'identity_refused');
  }
  await eve.say('I am nobody in particular.');
  await eve.log.getByText('I am nobody in particular.').waitFor();
  await eve.isSettled();
  assert.equal(await eve.button('Your conversations').count(), 0);
});

test('who signs out leaves nothing behind, and the other browser stays', async () => {
  await second.page.evaluate(() => window.baton('reset'));
  await until('the thread is gone', async () => (await second.said()).length === 0);
  await second.page.reload();
  await second.log.waitFor();
  await second.frame.getByText('I answer from what').waitFor();
  assert.deepEqual(await second.said(), []);
  await first.say('Still me here.');
  await owner.log.getByText('Still me here.').waitFor();
});

test('another person in the same browser begins anew', async () => {
  await identify(first.page, signed(key, { sub: 'u-7', name: 'Tom Orr' }));
  for (const it of [first, tab]) {
    await until('nothing of Maya is there', async () => (await it.said()).length === 0);
  }
  await first.say('Hello, Tom here.');
  await first.isSettled();
  await owner.page.goto(new URL('/inbox/all', owner.page.url()).href);
  await owner.row('Tom Orr').waitFor();
});

test('a revoked key is named with its effect, and ends what it vouched for', async () => {
  const { page } = owner;
  await settings(page);
  await page.getByRole('button', { name: 'Revoke' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText(`Revoke the key ending in ${key.slice(-4)}?`).waitFor();
  await isAccessible(page);
  await question.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No key yet.').waitFor();
  await until('Tom is signed out', async () => (await first.said()).length === 0);
});

test('the settings page is accessible, also on a phone', async () => {
  const { page } = owner;
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByRole('dialog').waitFor();
  await isAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await isAccessible(page, 'phone');
  site.close();
});
