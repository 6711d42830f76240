// Tags: described once, set by meaning as a visitor writes, taken off for good by hand, filtered,
// and applied to what was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { OUTPUT, world } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const here = world();
const EXAMPLES = [
  'The vase came broken.',
  'My plate arrived in pieces.',
  'There is a crack in the cup I got.',
  'The jug was damaged in the post.',
  'It fell apart when I unpacked it.',
];
const BROKEN = 'The bowl I ordered arrived cracked, what now?';
let owner;
let page;
let team;
let widget;

const button = (name, within = page) => within.getByRole('button', { name, exact: true });
const listed = (name) => page.getByRole('listitem').filter({ hasText: name });

test('a tag is described, with examples of what visitors write', async () => {
  // It was said before there was a tag for it.
  const before = await here.visitor();
  await before.open();
  await before.say('The lamp arrived with a broken foot');
  await before.log.locator('article.said.assistant').last().waitFor();
  owner = await here.owner();
  page = owner.page;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Tags', exact: true }).click();
  await button('New tag').click();
  await page.getByLabel('Name', { exact: true }).fill('Broken on arrival');
  await page.getByText('Rules and actions know it as “broken-on-arrival”.').waitFor();
  await page.getByLabel('Colour').selectOption({ label: 'Orange' });
  await page.getByLabel('What it is for').fill('Goods that arrived damaged or in pieces.');
  await page.getByLabel('Examples').fill(EXAMPLES.join('\n'));
  await page.getByLabel('What a teammate does').fill('Ask for a photo, then send another.');
  await isAccessible(page, 'phone');
  await button('Make the tag').click();
  await listed('Broken on arrival').getByText('Set by meaning').waitFor();
});

test('the tagger sets it by meaning, and the team reads what to do', async () => {
  widget = await here.visitor();
  await widget.open();
  await widget.say(BROKEN);
  await widget.log.locator('article.said.assistant').last().waitFor();
  team = await here.teammate();
  await team.view('All');
  await team.openRow('Broken on arrival');
  await team.log.getByText(BROKEN).waitFor();
  await team.context.getByText('Ask for a photo, then send another.').waitFor();
  await isAccessible(team.page, 'phone');
  await team.page.screenshot({ path: `${OUTPUT}/tags.png` });
});

test('what a teammate takes off stays off', async () => {
  await button('Take off “broken-on-arrival”', team.context).click();
  await team.row('Broken on arrival').waitFor({ state: 'detached' });
  const again = 'And the second plate came in pieces as well';
  await widget.say(again);
  await team.log.getByText(again).waitFor();
  await until('it is answered', async () => (await team.log.locator('article').count()) >= 4);
  assert.equal(await team.row('Broken on arrival').count(), 0);
  // By hand it may be set again.
  await team.context.getByLabel('Add a tag…').selectOption({ label: 'Broken on arrival' });
  await team.row('Broken on arrival').waitFor();
});

test('past conversations get it after a count, and the list is filtered by it', async () => {
  await page.reload();
  await button('Edit', listed('Broken on arrival')).click();
  await button('Count them').click();
  await page.getByRole('status').getByText('would get it').waitFor();
  await page.getByRole('link', { name: 'The lamp arrived with a broken foot' }).waitFor();
  await page.getByRole('button', { name: /^Tag \d+$/ }).click();
  await page.getByText('tagged.').waitFor();
  await isAccessible(page);
  await team.page
    .getByLabel('Tag', { exact: true })
    .selectOption({ label: 'Broken on arrival (2)' });
  await until('only those are listed', async () => {
    const rows = await team.list.getByRole('listitem').count();
    return rows === 2 && (await team.row('Broken on arrival').count()) === 2;
  });
});
