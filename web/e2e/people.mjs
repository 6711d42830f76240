// Teams, availability, hours, the second factor, sessions, and what a visitor sees of people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { Visitor } from './lib/crowd.mjs';
import { world } from './lib/people.mjs';
import { codeOf } from './lib/totp.mjs';
import { eventually } from './lib/wait.mjs';

const here = world();
const PASSWORD = 'correct horse battery';
const SAM = 'sam@example.com';
let ida;
let marek;
let sam;
let secret;
let recovery;

async function waiting(name) {
  const visitor = await Visitor.open(here.server);
  const conversation = await visitor.wait({ url: here.server.shop, title: 'Shop' });
  await visitor.details(conversation, { name });
}

async function settings(inbox, page, heading) {
  await inbox.page.goto(new URL(`/settings/${page}`, inbox.page.url()).href);
  await inbox.page.getByRole('heading', { level: 2, name: heading }).waitFor();
  return inbox.page;
}

/** What the teammate chooses at their own picture. */
async function choose(inbox, what) {
  await inbox.page.getByRole('button', { name: /, your account\. You are: / }).click();
  await inbox.page.getByRole('menuitemradio', { name: what }).click();
}

/** Goes away and keeps what they have, where they have something. */
async function goAway(inbox) {
  await choose(inbox, /^Away/);
  const keep = inbox.page.getByRole('button', { name: 'Keep', exact: true });
  const away = inbox.page.getByRole('button', { name: /You are: Away/ });
  await keep.or(away).first().waitFor();
  if ((await keep.count()) > 0) await keep.click();
  await away.waitFor();
}

test('the owner makes a team of two', async () => {
  [ida, marek] = [await here.owner(), await here.teammate()];
  const page = await settings(ida, 'teams', 'Make a team');
  await page.getByText('No teams yet').waitFor();
  await page.getByRole('button', { name: 'Make the team' }).click();
  await page.getByText('Fill this in.').waitFor();
  await page.getByLabel('Name of the team').fill('Orders');
  await page.getByRole('button', { name: 'Make the team' }).click();
  const orders = page.getByRole('region', { name: /^Orders/ });
  await orders.getByLabel('Marek Oram').check();
  await orders.getByText('1 member').waitFor();
  await page.getByLabel('Name of the team').fill('ORDERS');
  await page.getByRole('button', { name: 'Make the team' }).click();
  await page.getByText('Another team has this name.').waitFor();
  await isAccessible(page, 'phone');
});

test('a conversation is given to the team, and waits in its view', async () => {
  await waiting('For Orders');
  await marek.openRow('For Orders');
  await marek.press('Take over');
  await marek.thread.getByText('You are answering.').waitFor();
  await marek.button('Pass on').click();
  const menu = marek.page.getByRole('menu');
  await menu.getByRole('menuitem', { name: /Ida Larkspur.*Available/ }).waitFor();
  await isAccessible(marek.page, 'phone');
  await menu.getByRole('menuitem', { name: /^Orders/ }).click();
  await marek.thread.getByText(/^Waits .* for Orders/).waitFor();
  await marek.log.getByText('You passed this to Orders.').waitFor();
  await marek.view('Waiting');
  await marek.row('For Orders').getByText('· Orders').waitFor();
  await waiting('For Anybody');
  await marek.row('For Anybody').waitFor();
  const teams = marek.page.getByRole('navigation', { name: 'Teams' });
  await teams.getByRole('link', { name: /^Orders/ }).click();
  await marek.row('For Anybody').waitFor({ state: 'detached' });
  await marek.row('For Orders').waitFor();
  await teams.getByRole('link', { name: 'All' }).click();
  await marek.row('For Anybody').waitFor();
});

test('a team is deleted, and what waited for it waits for everybody', async () => {
  const page = await settings(ida, 'teams', 'Make a team');
  await page.getByRole('button', { name: 'Delete' }).click();
  const ask = page.getByRole('alertdialog', { name: 'Delete the team Orders?' });
  await ask.getByText('1 conversation that waits for it goes to everybody’s queue.').waitFor();
  await ask.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No teams yet').waitFor();
  await marek
    .row('For Orders')
    .getByText('pressed the button')
    .or(marek.row('For Orders').getByText('passed on'))
    .waitFor();
});

test('a teammate goes away, gives back what they have, and comes back', async () => {
  await marek.openRow('For Anybody');
  await marek.press('Take over');
  await marek.thread.getByText('You are answering.').waitFor();
  await choose(marek, /^Away/);
  const ask = marek.page.getByRole('dialog', { name: /open conversation/ });
  await ask.getByRole('button', { name: 'Give back and go away' }).click();
  await marek.log.getByText('You went away. Waiting for the team again.').waitFor();
  const people = await settings(ida, 'people', 'Teammates');
  await people.getByText(/· Away$/).waitFor();
  await marek.page.reload();
  await marek.page.getByRole('button', { name: /You are: Away/ }).waitFor();
  await choose(marek, /^Available/);
  await people.getByText(/marek@.* · Available/).waitFor();
});

test('hours are kept, and outside of them a visitor is told when the team is back', async () => {
  const page = await settings(ida, 'hours', 'Office hours');
  const form = page.locator('form').filter({ has: page.getByLabel('Time zone') });
  await page.getByRole('button', { name: 'Keep office hours' }).click();
  await page.getByRole('button', { name: 'Copy Monday to all weekdays' }).click();
  const monday = page.getByLabel('Monday, from');
  await monday.fill('9x');
  await page.getByText('These hours do not hold yet').waitFor();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Write the beginning as a time of day, such as 09:00.').waitFor();
  await isAccessible(page, 'phone');
  // Open on no day but the one after tomorrow, so that it is closed whenever this runs.
  for (const remove of await page.getByRole('button', { name: /^Remove hours 1 of/ }).all()) {
    assert.ok(remove);
    await page
      .getByRole('button', { name: /^Remove hours 1 of/ })
      .first()
      .click();
  }
  const day = new Date(Date.now() + 2 * 86_400_000);
  const name = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(day);
  await page.getByLabel('Time zone').fill('UTC');
  await page.getByRole('button', { name: `Add hours to ${name}` }).click();
  await page.getByLabel(`${name}, from`).fill('930');
  await page.getByLabel(`${name}, to`).click();
  await page.getByText(`Closed, opens ${name} at 09:30.`).waitFor();
  await page.getByRole('button', { name: 'Add a holiday' }).click();
  await page.getByLabel('Name', { exact: true }).fill('New Year');
  await page.getByLabel('Day', { exact: true }).fill('2027-01-01');
  await page.getByLabel('Every year').check();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').first().waitFor();
  await page.reload();
  await page.getByText(`Closed, opens ${name} at 09:30.`).waitFor();
  await isAccessible(page, 'phone');

  await Promise.all([goAway(ida), goAway(marek)]);
  const far = await here.visitor({ timezoneId: 'Asia/Kolkata' });
  await far.open();
  await far.button('Talk to a person').first().click();
  // 09:30 in London and UTC is 15:00 in India.
  await far.frame
    .getByRole('heading', { name: new RegExp(`^Our team is back: ${name} (at )?15:00$`) })
    .waitFor();
  await far.page.context().close();
  await Promise.all([choose(ida, /^Available/), choose(marek, /^Available/)]);
  const near = await here.visitor();
  await near.open();
  await near.button('Talk to a person').first().click();
  await near.frame.getByRole('heading', { name: 'A teammate will answer here' }).waitFor();
  await near.page.context().close();
});

/** Signs in with address and password in a browser of their own. */
async function signIn(password = PASSWORD) {
  const page = await (await here.profile()).newPage();
  await page.goto(new URL('/sign-in', here.server.origin).href);
  await page.getByLabel('E-mail').fill(SAM);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

test('a second factor is set up with a code', async () => {
  const owner = await settings(ida, 'people', 'Invite a teammate');
  await owner.getByLabel('E-mail').fill(SAM);
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = owner.getByRole('dialog').getByText(/^http\S+\/link#\S+$/);
  sam = await (await here.profile()).newPage();
  await sam.goto((await link.innerText()).trim());
  await owner.keyboard.press('Escape');
  await sam.getByLabel('Your name').fill('Sam Reed');
  await sam.getByLabel('Password').fill(PASSWORD);
  await sam.getByRole('button', { name: 'Join' }).click();
  await sam.waitForURL('**/inbox/waiting');
  await settings({ page: sam }, 'account', 'Second factor');
  await sam.getByRole('button', { name: 'Set up' }).click();
  const dialog = sam.getByRole('dialog', { name: 'Second factor' });
  await dialog.getByRole('img', { name: /^A square code/ }).waitFor();
  secret = (await dialog.locator('pre').innerText()).replaceAll(/\s/g, '');
  await dialog.getByLabel('Code from the app').fill('000000');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText(/^This code is wrong/).waitFor();
  await isAccessible(sam, 'phone');
  await dialog.getByLabel('Code from the app').fill(codeOf(secret, -1));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText(/^Keep them where your phone is not/).waitFor();
  recovery = (await dialog.locator('pre').innerText()).trim().split('\n');
  assert.equal(recovery.length, 10);
  await isAccessible(sam, 'phone');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await sam.getByText('10 recovery codes are left.').waitFor();
  await isAccessible(sam, 'phone');
});

test('signing in asks for a code, takes none twice, and a recovery code once', async () => {
  const page = await signIn();
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await isAccessible(page, 'phone');
  const code = page.getByLabel('Code');
  const go = page.getByRole('button', { name: 'Sign in', exact: true });
  await code.fill('000000');
  await go.click();
  await page.getByText(/^This code is wrong/).waitFor();
  const taken = codeOf(secret);
  await code.fill(taken);
  await go.click();
  await page.waitForURL('**/inbox/waiting');
  const again = await signIn();
  await again.getByLabel('Code').fill(taken);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.getByText(/^This code is wrong, or was used already/).waitFor();
  await again.getByLabel('Code').fill(recovery[0]);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.waitForURL('**/inbox/waiting');
  await again.context().close();
  await page.context().close();
});

test('a session that is ended elsewhere is out at once', async () => {
  const other = await signIn();
  await other.getByLabel('Code').fill(recovery[1]);
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.waitForURL('**/inbox/waiting');
  await sam.reload();
  const list = sam.getByRole('region', { name: 'Where you are signed in' });
  await list.getByText('this one').waitFor();
  const others = list.getByRole('button', { name: /^Sign out Chrome on Linux/ });
  await eventually(
    () => others.count(),
    (count) => assert.equal(count, 3),
  );
  await isAccessible(sam, 'phone');
  await list.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await sam
    .getByRole('alertdialog')
    .getByRole('button', { name: /everywhere else/ })
    .click();
  await other.waitForURL('**/sign-in**');
  await others.first().waitFor({ state: 'detached' });
  assert.match(sam.url(), /settings\/account/);
});

/** Sets a second factor up for whoever is signed in, on their own page. */
async function setUpFactor(person) {
  const page = await settings(person, 'account', 'Second factor');
  await page.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Second factor' });
  const own = (await dialog.locator('pre').innerText()).replaceAll(/\s/g, '');
  await dialog.getByLabel('Code from the app').fill(codeOf(own));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('the owner asks everybody for a second factor, and whoever signs in sets one up', async () => {
  const ask = { name: 'Ask everybody for a second factor' };
  let page = await settings(ida, 'workspace', 'Your workspace');
  await page.getByRole('switch', ask).click();
  await page.getByText(/^Set up your own second factor first/).waitFor();
  await setUpFactor(ida);
  await setUpFactor(marek);
  page = await settings(ida, 'workspace', 'Your workspace');
  await page.getByRole('switch', ask).click();
  await page.getByText('Saved.').first().waitFor();
  const people = await settings(ida, 'people', 'Teammates');
  const row = people.getByRole('listitem').filter({ hasText: 'Sam Reed' });
  await row.getByRole('button', { name: 'Reset second factor' }).click();
  await people
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Reset/ })
    .click();
  await row.getByText('second factor').waitFor({ state: 'detached' });
  await sam.waitForURL('**/sign-in**');
  const confined = await signIn();
  await confined.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
  await confined.goto(new URL('/settings/people', confined.url()).href);
  await confined.getByRole('img', { name: /^A square code/ }).waitFor();
  await isAccessible(confined, 'phone');
  const fresh = await confined.locator('pre').innerText();
  await confined.getByLabel('Code from the app').fill(codeOf(fresh));
  await confined.getByRole('button', { name: 'Confirm' }).click();
  await confined.getByRole('button', { name: 'Go on' }).click();
  await confined.getByRole('heading', { name: 'Teammates' }).waitFor();
  await confined.context().close();
});

test('a visitor sees the shop and nobody’s name', async () => {
  const page = await settings(ida, 'workspace', 'Your workspace');
  await page.getByLabel('Name of the workspace').fill('Larkspur and Daughters');
  await page.getByLabel('The name of the shop').check();
  await page.getByText('Larkspur and Daughters answers now').waitFor();
  await isAccessible(page, 'phone');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').first().waitFor();
  const widget = await here.visitor();
  await widget.open();
  await widget.button('Talk to a person').first().click();
  await widget.tell({ name: 'Noa' });
  await marek.page.getByRole('link', { name: 'Baton, inbox' }).click();
  await marek.view('Waiting');
  await marek.openRow('Noa');
  await marek.press('Take over');
  await widget.line('Larkspur and Daughters answers now').waitFor();
  await marek.reply('Good morning.');
  await widget.shows([['teammate', 'Good morning.']]);
  const inside = await (await widget.inside()).evaluate(() => document.body.textContent);
  assert.doesNotMatch(inside, /Marek|Oram/);
});
