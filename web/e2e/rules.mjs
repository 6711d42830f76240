// Escalation rules: switched off, added, put first by keyboard and saved; followed with the next
// message; and nobody's work is lost where two change them at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { api } from './lib/action.mjs';
import { OUTPUT, world } from './lib/people.mjs';

const here = world();
const MESSAGE = 'I leave this to our people; one of them answers here.';
const SAVED = 'Saved. They hold for every message from now on.';
let owner;
let page;
/** Another tab of the owner's, in which the rules were opened before. */
let other;

const button = (name, within = page) => within.getByRole('button', { name, exact: true });
const list = (within = page) => within.getByRole('list', { name: 'Your rules' });
const rows = (within = page) => list(within).locator(':scope > li');
const row = (name, within = page) => rows(within).filter({ hasText: name });
const isOn = (name, within = page) =>
  row(name, within).getByRole('switch', { name: `${name} is on` });
/** Waits until it stands at the top. */
const first = (name, within = page) => button(name, rows(within).first()).waitFor();
const editor = () => page.getByRole('group', { name: /^Rule \d+:/ });

test('the rules from the start are read, and a change is kept in sight', async () => {
  owner = await here.owner();
  page = owner.page;
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor();
  await page.getByText('These stand from the start; nothing has been saved yet.').waitFor();
  const floor = page.getByRole('region', { name: 'The floor' });
  await floor.getByText('A visitor plainly asks for a person').waitFor();
  await row('then offer a person')
    .getByText('When the sources hold no answer twice running,')
    .waitFor();
  await isAccessible(page, 'phone');
  other = await page.context().newPage();
  await other.goto(page.url());
  await isOn('Twelve exchanges without an end', other).waitFor();
  await isOn('Twelve exchanges without an end').click();
  await page.getByText('Not saved yet', { exact: true }).waitFor();
});

test('a rule is written as a sentence, and what is missing is said beside it', async () => {
  await button('New rule').click();
  const about = editor().getByLabel('When 1: what it is about');
  await about.and(page.locator(':focus')).waitFor();
  await button('Done').click();
  await button('Save changes').click();
  // It opens where something is missing.
  await editor().getByText('Write what to compare with.').waitFor();
  await editor().getByLabel('When 1: with what').fill('lawyer');
  assert.equal(await editor().getByText('Write what to compare with.').count(), 0);
  await editor().getByLabel('and tell the visitor').fill(MESSAGE);
  await editor().getByLabel('Tags', { exact: true }).fill('Legal');
  await editor().getByLabel('Name', { exact: true }).fill('Lawyers are for people');
  await row('Lawyers are for people')
    .getByText('When the message contains “lawyer”, then hand off to the team now.')
    .waitFor();
  await isAccessible(page, 'phone');
  await button('Done').click();
});

test('it is moved to the top by keyboard, and saved', async () => {
  const handle = page.getByRole('button', { name: /^Move Lawyers are for people/ });
  await handle.focus();
  const count = await rows().count();
  await page.keyboard.press('ArrowUp');
  await page
    .getByRole('status')
    .filter({ hasText: `Now at place ${count - 1} of ${count}` })
    .waitFor();
  for (let at = count - 1; at > 1; at--) {
    // The focus goes along.
    await handle.and(page.locator(':focus')).waitFor();
    await page.keyboard.press(at % 2 ? 'ArrowUp' : 'Alt+ArrowUp');
  }
  await first('Lawyers are for people');
  // Who leaves without saving is asked.
  await page.getByRole('link', { name: 'Knowledge', exact: true }).click();
  const asks = page.getByRole('alertdialog');
  await button('Cancel', asks).click();
  await page.keyboard.press('Control+s');
  await page.getByText(SAVED).waitFor();
  await page.reload();
  await first('Lawyers are for people');
  assert.ok(!(await isOn('Twelve exchanges without an end').isChecked()));
});

test('a visitor who speaks of a lawyer is told so, and the team reads which rule it was', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say('my lawyer will call');
  await widget.log.locator('article.said.assistant').filter({ hasText: MESSAGE }).waitFor();
  await widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  assert.equal(await widget.log.getByText('Interrupted').count(), 0, 'the message is whole');
  const team = await here.teammate();
  await team.view('Waiting');
  await team.openRow('legal');
  await team.log.getByText('my lawyer will call').waitFor();
  await team.log
    .getByText('A rule asked for a person.')
    .filter({ hasText: 'Lawyers are for people' })
    .waitFor();
  await team.log.getByRole('button', { name: /^Why/ }).last().click();
  const why = team.page.getByRole('dialog');
  await why.getByText('A rule asked for a person: “Lawyers are for people”').waitFor();
  await team.page.keyboard.press('Escape');
  await page.reload();
  await row('Lawyers are for people').getByText('Held once in 30 days, decided once').waitFor();
  // An agent reads the rules, and changes none.
  await team.page.getByRole('link', { name: 'Rules', exact: true }).click();
  await row('Lawyers are for people', team.page).waitFor();
  assert.equal(await list(team.page).getByRole('switch').count(), 0);
  assert.equal(await button('New rule', team.page).count(), 0);
  await isAccessible(team.page);
});

test('who saves an older list is told so, and looks at theirs first', async () => {
  await isOn('A verified VIP comes first', other).click();
  await button('Save changes', other).click();
  const told = other.getByRole('dialog', { name: 'Somebody else saved the rules' });
  await told.getByText('Nothing of yours is lost yet.').waitFor();
  await told.getByText('See theirs').click();
  await told.getByText('Lawyers are for people').waitFor();
  await isAccessible(other, 'phone');
  await button('Take theirs', told).click();
  await first('Lawyers are for people', other);
  const { assistants } = await api(owner, 'GET', '/api/assistants');
  const { rules, revision } = await api(owner, 'GET', `/api/assistants/${assistants[0].id}/rules`);
  assert.deepEqual([rules[0].tags, revision], [['legal'], 1]);
});

test('what is removed comes back by undoing it', async () => {
  await button('Options for Lawyers are for people').click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await row('Lawyers are for people').waitFor({ state: 'detached' });
  await button('Undo').click();
  await first('Lawyers are for people');
  assert.ok(await button('Save changes').isDisabled(), 'it is as it was saved');
});

test('rules are tried on what was, before anybody meets them', async () => {
  await button('Lawyers are for people').click();
  await editor().getByRole('switch', { name: 'Only watch it' }).click();
  await row('Lawyers are for people').getByText('Only watched').waitFor();
  await button('Done').click();
  const past = page.getByRole('region', { name: 'What would have changed' });
  await button('Try on past conversations', past).click();
  await past.getByText('One is no longer handed off.').waitFor();
  const alone = past.getByRole('list', { name: 'Handed off by the saved rules alone' });
  await alone.getByRole('link', { name: 'my lawyer will call' }).waitFor();
  await isAccessible(page, 'phone');
  await page.screenshot({ path: `${OUTPUT}/back-test.png`, fullPage: true });
  await button('Discard').click();
  await past.getByText('You changed the rules since.').waitFor();
});
