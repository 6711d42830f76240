// The story that everything hangs on, told once for both databases.
import assert from 'node:assert/strict';
import { agree } from './thread.mjs';

export const RETURNS = 'How long do I have to return an order?';
export const PREMIUM = 'How high is the buyer’s premium?';
export const UNKNOWN = 'Do you have a loyalty card with points?';
export const GRADE = 'What does grade B mean?';
const MAYA = {
  name: 'Maya Sol',
  email: 'maya@example.com',
  note: 'I collect points everywhere and would like to here.',
};

/** Until the visitor waits for a person. Gives what the thread holds by then. */
export async function askUntilHandoff(widget) {
  const said = [];
  const ask = async (question, answer) => {
    said.push(['visitor', question], ['assistant', answer]);
    await widget.say(question);
    await widget.shows(said);
  };
  await ask(RETURNS, /30 days from delivery/);
  await readSource(widget);
  await ask(PREMIUM, /18 per cent|€18/);
  await ask(UNKNOWN, /could not find an answer/);
  await widget.offer.click();
  await widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  return said;
}

/** A source opens at its passage, and closing it leads back to where one was. */
async function readSource(widget) {
  const chip = widget.button(/^Source 1: Returns/);
  await chip.click();
  const mark = widget.frame.locator('mark');
  await mark.getByText('30 days from delivery').waitFor();
  const [top, bottom] = await mark.evaluate((it) => {
    const pane = it.closest('.passage').getBoundingClientRect();
    const box = it.getBoundingClientRect();
    return [box.top - pane.top, pane.bottom - box.top];
  });
  assert.ok(top >= 0 && bottom > 0, 'the passage is in sight');
  await widget.button('Back').click();
  await mark.waitFor({ state: 'detached' });
}

/** The whole story, from the first question to the end. `midway` looks at it while both talk. */
export async function tellStory(world, { team: desk, visitor: shop, midway } = {}) {
  const team = await world.teammate(desk);
  const widget = await world.visitor(shop);
  await widget.open();
  await Promise.all([widget.mark(), team.mark()]);
  const said = await askUntilHandoff(widget);
  await widget.tell(MAYA);

  await team.openRow(MAYA.name);
  await team.shows(said);
  await agree(widget, team);
  await knowsTheVisitor(team);

  await team.press('Take over');
  await team.thread.getByText('You are answering. The assistant is off.').waitFor();
  await widget.line('Marek Oram answers now').waitFor();
  await widget.frame.getByRole('heading', { name: 'Marek Oram' }).waitFor();
  const both = async (by, text, speak) => {
    said.push([by, text]);
    await speak(typeof text === 'string' ? text : undefined);
    await Promise.all([widget.shows(said), team.shows(said)]);
  };
  await both('teammate', 'We have no card, Maya, but I keep your name for the next sale.', (it) =>
    team.reply(it),
  );
  assert.equal(
    await widget.log.locator('.said.teammate .speaker').last().innerText(),
    'Marek Oram',
  );
  await both('visitor', 'That is kind, thank you.', (it) => widget.say(it));
  await midway?.(widget, team);
  await both('visitor', GRADE, (it) => widget.say(it));
  await both('assistant', /light wear in the usual places/, () => team.press('Hand back'));
  await widget.line('Marek Oram handed back to the assistant').waitFor();

  await team.press('Resolve');
  await widget.line('Marek Oram marked this as solved. Write again if it is not').waitFor();
  await ended(widget, team, said);
}

async function knowsTheVisitor(team) {
  for (const known of [
    MAYA.email,
    MAYA.note,
    'Larkspur & Finch, vintage in Carrowmere',
    'Hand-wound dress watch, 1962',
    'W-1187',
    'en-GB',
    'Europe/Dublin',
  ]) {
    await team.context.getByText(known).first().waitFor();
  }
  await team
    .section('Sources used here')
    .getByRole('link', { name: /^Returns/ })
    .first()
    .waitFor();
}

async function ended(widget, team, said) {
  await Promise.all([widget.shows(said), team.shows(said)]);
  await agree(widget, team);
  assert.deepEqual(await widget.lines(), [
    'You asked for a person',
    'Your details were passed on',
    'Marek Oram answers now',
    'Marek Oram handed back to the assistant',
    'Marek Oram marked this as solved. Write again if it is not',
  ]);
  await team.view('Resolved');
  await team.row(MAYA.name).waitFor();
  assert.equal(await team.row(MAYA.name).count(), 1);
  assert.equal(await widget.wasReloaded(), false, 'the visitor never reloaded');
  assert.equal(await team.wasReloaded(), false, 'nor did the teammate');
}
