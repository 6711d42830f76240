// What an assistant is told: saved, kept, compared, brought back, and minded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { inBothColours } from './lib/looks.mjs';
import { OUTPUT, PHONE, world } from './lib/people.mjs';
import { PREMIUM, RETURNS, UNKNOWN } from './lib/story.mjs';
import { until } from './lib/wait.mjs';

const here = world();
let owner;
const button = (name, within = owner) => within.getByRole('button', { name, exact: true });
const card = (name) => owner.getByRole('region', { name, exact: true });
const tab = (name) =>
  owner.getByRole('navigation', { name: 'Pages of this assistant' }).getByText(name);
const versions = () => card('Changes').getByRole('listitem');

async function save() {
  await button('Save changes').click();
  // The message of the time before may still be there.
  await owner.getByText('Not saved yet').waitFor({ state: 'detached' });
}

/** What a new visitor is answered, one question after another. */
async function asks(...pairs) {
  const widget = await here.visitor();
  await widget.open();
  const said = [];
  for (const [question, answer] of pairs) {
    said.push(['visitor', question], ['assistant', answer]);
    await widget.say(question);
    await widget.shows(said);
  }
  return widget;
}

test('before anything is changed there is nothing to go back to', async () => {
  owner = (await here.owner()).page;
  await owner.goto(new URL('/settings/assistants', owner.url()).href);
  await button('New assistant').click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Robin');
  await button('Create', dialog).click();
  await owner.getByRole('heading', { name: 'Robin' }).waitFor();
  await tab('Voice').click();
  await owner.getByText('Nothing has been changed yet').waitFor();
  await owner.getByText('there is nothing to compare yet', { exact: false }).waitFor();
  await isAccessible(owner, 'phone');
});

test('what is saved becomes a version, by name and time', async () => {
  await owner.getByRole('link', { name: 'All assistants' }).click();
  await owner.getByRole('link', { name: /^Wren/ }).click();
  await tab('Voice').click();
  await owner
    .getByLabel('Instructions')
    .fill('Call us the shop. Name every price with tax.\nBe kind.');
  await save();
  await versions().filter({ hasText: 'Ida' }).getByText('Instructions').waitFor();
  await owner.getByText('As it was at the beginning').waitFor();
  await owner
    .getByLabel('Instructions')
    .fill('Call us the workshop. Name every price with tax and in euros.\nBe kind.');
  await owner.getByLabel('Topics it leaves to people').fill('buyer’s premium\n\nlegal advice');
  await owner.getByLabel('Phrases it never says').fill('guarantee');
  await owner.getByLabel('When it does not know').fill('That is beyond me, I fear.');
  await owner.getByText('Short', { exact: true }).click();
  await save();
  await versions().nth(2).waitFor();
  assert.equal(await versions().count(), 3);
});

test('a version opens what it changed, word by word', async () => {
  const newest = versions().first();
  await newest.getByRole('button', { expanded: false }).click();
  const removed = (text) => newest.locator('del').filter({ hasText: text });
  const added = (text) => newest.locator('ins').filter({ hasText: text });
  await removed(/shop/).waitFor();
  await added(/workshop/).waitFor();
  await added(/and in euros/).waitFor();
  await added(/legal advice/).waitFor();
  assert.equal(await newest.locator('del, ins').filter({ hasText: 'Be kind' }).count(), 0);
  assert.equal(await button('Bring this back', newest).count(), 0, 'it is what holds now');
  await isAccessible(owner, 'phone');
});

test('a topic is left to people, and what it does not know it says in these words', async () => {
  const widget = await asks(
    [RETURNS, /30 days/],
    [PREMIUM, /person|team|colleague|teammate/i],
    [UNKNOWN, 'That is beyond me, I fear.'],
  );
  await widget.offer.first().waitFor();
  await widget.page.screenshot({ path: `${OUTPUT}/voice-widget.png` });
  await widget.page.context().close();
});

test('how readily it answers is chosen by what last week would have been', async () => {
  await owner.reload();
  const level = card('How readily it answers');
  await level.getByText(/of the last 7 days, without a model/).waitFor();
  await level.getByRole('radio', { name: /^Careful/ }).check();
  await owner.getByText('Saved. It counts from now on.').waitFor();
  await owner.reload();
  await level.getByRole('radio', { name: /^Careful/, checked: true }).waitFor();
  await level.getByRole('radio', { name: /^Balanced/ }).check();
  await versions().nth(0).getByRole('button', { expanded: false }).click();
  await versions().nth(1).getByRole('button', { expanded: false }).click();
  await isAccessible(owner, 'phone');
  const shoot = (look) => owner.screenshot({ path: `${OUTPUT}/voice-${look}.png`, fullPage: true });
  const size = owner.viewportSize();
  // The page scrolls within itself: only a tall window shows all of it.
  await owner.setViewportSize({ width: 1280, height: 2900 });
  await inBothColours(owner, shoot);
  await owner.setViewportSize({ ...PHONE, height: 3900 });
  await shoot('phone');
  await owner.setViewportSize(size);
});

test('an earlier version is brought back, and nothing is lost', async () => {
  await button('Bring this back', versions().nth(1)).click();
  await button('Bring this back', owner.getByRole('alertdialog')).click();
  await owner.getByText('Brought back.', { exact: false }).waitFor();
  await versions().nth(3).waitFor();
  assert.equal(
    await owner.getByLabel('Instructions').inputValue(),
    'Call us the shop. Name every price with tax.\nBe kind.',
  );
  assert.equal(await owner.getByLabel('When it does not know').inputValue(), '');
  const widget = await asks([PREMIUM, /18 per cent|€18/], [UNKNOWN, /could not find an answer/]);
  await widget.page.context().close();
});

test('what is refused is said at its field', async () => {
  await owner.getByLabel('Topics it leaves to people').fill('?');
  await button('Save changes').click();
  await owner.getByText('there is no word in it', { exact: false }).waitFor();
  await button('Discard').click();
  await until('the topic is gone', async () => {
    const left = await owner.getByLabel('Topics it leaves to people').inputValue();
    return !left.includes('?') && (await button('Save changes').isDisabled());
  });
  here.forgive(/422/);
});
