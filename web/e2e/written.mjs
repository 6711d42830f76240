import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { OUTPUT, PHONE, world } from './lib/people.mjs';
import { eventually } from './lib/wait.mjs';

const here = world();
const QUESTION = 'May I bring my dog into the shop?';
const ANSWER = 'Dogs are welcome on a lead. There is a bowl of water by the door.';

let page;
const row = (name) =>
  page
    .getByRole('region', { name: 'Sources', exact: true })
    .getByRole('row')
    .filter({ hasText: name });
const field = (dialog, label) => dialog.getByLabel(label, { exact: true });
const more = async (name, choice) => {
  await row(name)
    .getByRole('button', { name: /^More for / })
    .click();
  await page.getByRole('menuitem', { name: choice }).click();
};

/** What the assistant answers a new visitor. */
async function told(question) {
  const widget = await here.visitor();
  await widget.open();
  await widget.say(question);
  const said = await eventually(
    () => widget.said(),
    (all) => assert.ok(all.some((it) => it.by === 'assistant')),
  );
  await widget.page.context().close();
  return said
    .filter((it) => it.by === 'assistant')
    .map((it) => it.text)
    .join('\n');
}

test('a question without an answer is refused at its field, then learnt', async () => {
  ({ page } = await here.owner());
  await page.getByRole('link', { name: 'Knowledge' }).click();
  await page.getByRole('button', { name: 'Add a question' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a question' });
  await field(dialog, 'Question').fill(QUESTION);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').getByText('Write something first.').waitFor();
  await field(dialog, 'Answer').fill(ANSWER);
  await dialog.getByRole('button', { name: 'Add another way to ask it' }).click();
  await field(dialog, 'Another way to ask it').fill('Are pets allowed?');
  await isAccessible(page);
  await page.screenshot({ path: `${OUTPUT}/written-pair.png` });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(QUESTION).getByText('Ready').waitFor();
});

test('a visitor is given the answer whole, however it is asked', async () => {
  for (const question of [QUESTION, 'are pets allowed']) {
    assert.match(await told(question), /Dogs are welcome on a lead\.\s+There is a bowl of water/);
  }
});

test('the answers that cite it are counted, and lead to their conversations', async () => {
  await page.reload();
  await row(QUESTION)
    .getByRole('button', { name: /answers that cite/ })
    .click();
  const drawer = page.getByRole('dialog', { name: QUESTION });
  await drawer.getByRole('link').first().waitFor();
  await isAccessible(page);
  await page.screenshot({ path: `${OUTPUT}/written-answers.png` });
  await drawer.getByRole('link').first().click();
  await page
    .getByRole('article')
    .getByText(/Dogs are welcome/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Knowledge' }).click();
});

test('it is edited in place', async () => {
  await more(QUESTION, 'Edit');
  const dialog = page.getByRole('dialog', { name: 'Edit question and answer' });
  await field(dialog, 'Answer').fill('Only assistance dogs.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row(QUESTION).getByText('Ready').waitFor();
  await eventually(
    () => told(QUESTION),
    (said) => assert.match(said, /Only assistance dogs/),
  );
});

test('an offer that has ended is not quoted, and says so in the list', async () => {
  await more(QUESTION, 'Who and when');
  const dialog = page.getByRole('dialog', { name: 'Who and when' });
  await field(dialog, 'Until').fill('2020-01-01T00:00');
  await isAccessible(page);
  await page.screenshot({ path: `${OUTPUT}/written-reach.png` });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row(QUESTION)
    .getByText(/^Ended /)
    .waitFor();
  assert.doesNotMatch(await told(QUESTION), /assistance dogs/);
});

test('teammates are still shown what is for them alone, and nobody what is paused', async () => {
  await more(QUESTION, 'Who and when');
  const dialog = page.getByRole('dialog', { name: 'Who and when' });
  await field(dialog, 'Until').fill('');
  await dialog.getByText('Teammates only', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row(QUESTION).getByText('Teammates only').waitFor();
  const ask = async (as) => {
    await page.getByLabel('Ask as').selectOption(as);
    await page.getByLabel('Your question').fill(QUESTION);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText(/^It would /).waitFor();
    return page.getByRole('region', { name: 'Ask a question' }).innerText();
  };
  assert.doesNotMatch(await ask('As a visitor'), /assistance dogs/);
  assert.match(await ask('As a teammate'), /assistance dogs/);
  await more(QUESTION, /^Pause/);
  await row(QUESTION)
    .getByText(/Paused/)
    .waitFor();
  assert.doesNotMatch(await ask('As a teammate'), /assistance dogs/);
});

test('a text is written, found, and searched for among the sources', async () => {
  await page.getByRole('button', { name: 'Write a text' }).click();
  const dialog = page.getByRole('dialog', { name: 'Write a text' });
  await field(dialog, 'Title').fill('Bringing a pram');
  await field(dialog, 'Text').fill('# Prams\n\nA pram fits through the side door in Mill Lane.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row('Bringing a pram').getByText('Ready').waitFor();
  const search = page.getByLabel('Search sources');
  await search.fill('nothing is called so');
  await page.getByText('No source is called that').waitFor();
  await search.fill('PRAM');
  await row('Bringing a pram').waitFor();
  await eventually(
    () => row(/./).count(),
    (count) => assert.equal(count, 2, 'the head and the one found'),
  );
});

test('the page holds on a phone and in the dark', async () => {
  await page.getByLabel('Search sources').fill('');
  await page.screenshot({ path: `${OUTPUT}/written.png`, fullPage: true });
  await isAccessible(page);
  await page.setViewportSize(PHONE);
  await page.getByRole('region', { name: 'Sources', exact: true }).scrollIntoViewIfNeeded();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${OUTPUT}/written-phone.png` });
});
