// What a teammate gets with a handoff: why, three lines that lead to their messages, all that is
// known; a mark that is set and taken back; and every handoff on a page, the missed ones apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { world } from './lib/people.mjs';
import { askUntilHandoff, PREMIUM, RETURNS, UNKNOWN } from './lib/story.mjs';

const here = world();
const MARKED = 'Could have been answered, says';
let team;
let owner;

const packet = (of = team) => of.thread.getByRole('region', { name: 'Handed off' });
const line = (about) =>
  packet().getByRole('list', { name: 'In three lines' }).getByRole('listitem').filter({
    hasText: about,
  });
const marks = (of = team) => of.log.getByRole('group', { name: 'Was a person needed?' });
const markOf = (name, of = team) => marks(of).getByRole('button', { name, exact: true });
const pressed = (name, of) => markOf(name, of).and(of.page.locator('[aria-pressed=true]'));
const handoffs = (name = 'Handoffs, newest first') => owner.page.getByRole('list', { name });

test('the packet says why, and three lines lead to their messages', async () => {
  const widget = await here.visitor({ viewport: { width: 1440, height: 700 } });
  await widget.open();
  await askUntilHandoff(widget);
  team = await here.teammate({ viewport: { width: 1280, height: 640 } });
  await team.view('Waiting');
  await team.openRow('could not find');
  await packet().getByText('Pressed “Talk to a person”.').waitFor();
  await line('Wanted').getByText(RETURNS).waitFor();
  await line('Declined').getByText('could not find an answer').waitFor();
  await line('Still open').getByText(UNKNOWN).waitFor();
  await line('Wanted').getByRole('button').click();
  const there = team.log.locator('article:focus');
  await there.getByText(RETURNS).waitFor();
  const box = await there.boundingBox();
  const log = await team.log.boundingBox();
  assert.ok(box.y >= log.y && box.y + box.height <= log.y + log.height, 'it is in sight');
});

test('all that is known stands behind one press', async () => {
  await packet().getByRole('button', { name: 'All that is known' }).click();
  await packet()
    .getByRole('link', { name: /^Returns/ })
    .first()
    .waitFor();
  await packet()
    .getByRole('button', { name: `Go to the message: ${PREMIUM}` })
    .waitFor();
  await packet().getByText('Nothing is proved').waitFor();
  await packet().getByRole('heading', { name: 'Pages' }).waitFor();
  await isAccessible(team.page, 'phone');
  await packet().getByRole('button', { name: 'All that is known' }).click();
});

test('each turn says which rules did not hold, and what kept them', async () => {
  await team.log.getByRole('button', { name: /^Why/ }).first().click();
  const why = team.page.getByRole('dialog');
  await why.getByRole('heading', { name: 'The rules' }).waitFor();
  await why.getByText('Not so: the sources hold no answer twice running.').first().waitFor();
  await isAccessible(team.page);
  await team.page.keyboard.press('Escape');
});

test('a mark is set with one press, seen by all, and taken back with another', async () => {
  await markOf('Could have been answered').click();
  await pressed('Could have been answered', team).waitFor();
  await marks()
    .getByText(/^You, /)
    .waitFor();
  owner = await here.owner();
  await owner.view('Waiting');
  await owner.openRow('could not find');
  await marks(owner)
    .getByText(/^Marek Oram, /)
    .waitFor();
  await markOf('Right', owner).click();
  await pressed('Right', team).waitFor();
  await markOf('Right', owner).click();
  await pressed('Right', team).waitFor({ state: 'detached' });
  await marks()
    .getByText(/Ida|You, /)
    .waitFor({ state: 'detached' });
  await markOf('Could have been answered', owner).click();
  await pressed('Could have been answered', team).waitFor();
});

test('every handoff stands on a page, and who was missed stands apart', async () => {
  const { page } = owner;
  await page.getByRole('link', { name: 'Rules', exact: true }).click();
  await page.getByRole('link', { name: 'Handoffs', exact: true }).click();
  await page.getByRole('heading', { name: 'Handoffs', level: 1 }).waitFor();
  const ours = handoffs().getByRole('listitem').filter({ hasText: MARKED });
  await ours.getByText('Waiting', { exact: true }).waitFor();
  await isAccessible(page, 'phone');
  const button = (name) => page.getByRole('button', { name, exact: true });
  await button('Missed').click();
  await page.getByText('Nobody was missed').waitFor();
  await button('All').click();
  await page.getByLabel('Mark').selectOption('Right');
  await page.getByText('No handoff is like that').waitFor();
  await button('Show all handoffs').click();
  await handoffs().getByRole('listitem').first().waitFor();
  await page.getByRole('link', { name: 'Pressed “Talk to a person”', exact: true }).click();
  await page.getByText('Handoffs of “Pressed “Talk to a person””').waitFor();
  // Closed without a word: the visitor heard from nobody.
  await team.press('Resolve');
  await team.thread.getByText(/^Resolved by/).waitFor();
  assert.equal(await packet().count(), 0, 'nobody has it any more');
  await page.goto(new URL('/rules/handoffs?outcome=missed', page.url()).href);
  const missed = handoffs('Missed handoffs, newest first');
  await missed.getByRole('listitem').filter({ hasText: MARKED }).getByText('Nobody came').waitFor();
  await missed.getByRole('listitem').filter({ hasText: MARKED }).getByRole('link').click();
  await owner.log.getByText(UNKNOWN).waitFor();
});
