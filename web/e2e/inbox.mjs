import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowd, Visitor } from './lib/crowd.mjs';
import { heldLine } from './lib/line.mjs';
import { world } from './lib/people.mjs';
import { eventually, until } from './lib/wait.mjs';

const here = world();
const line = heldLine();
let marek;
let ida;

/** A visitor by API who waits under this name. */
async function waiting(name) {
  const visitor = await Visitor.open(here.server);
  const conversation = await visitor.wait({ url: here.server.shop, title: 'Shop' });
  await visitor.details(conversation, { name });
  return { say: (text) => visitor.say(conversation, text) };
}

const answering = (it) => it.thread.getByText('You are answering. The assistant is off.');

test('two teammates are signed in', async () => {
  marek = await here.teammate({ line });
  ida = await here.owner();
  await marek.page.getByText('Ida Larkspur: Available').first().waitFor({ state: 'attached' });
});

test('who loses the race is told who has it and keeps the draft', async () => {
  await waiting('Race Lost');
  for (const it of [marek, ida]) await it.openRow('Race Lost');
  await marek.write('Reply', 'Marek was writing this.');
  await ida.write('Reply', 'Ida was writing that.');
  // What the server says reaches Marek late: he clicks on what he still sees.
  line.hold();
  await ida.press('Take over');
  await answering(ida).waitFor();
  await marek.press('Take over');
  line.release();
  await marek.thread.getByText('Ida Larkspur took this over first. Your draft is kept.').waitFor();
  await marek.thread.getByText('Ida Larkspur is answering.').waitFor();
  assert.equal(await marek.writing.inputValue(), 'Marek was writing this.');
  assert.equal(await ida.writing.inputValue(), 'Ida was writing that.');
  assert.equal(await answering(marek).count(), 0);
});

test('a reply that comes too late goes back into the draft', async () => {
  await waiting('Reply Late');
  for (const it of [marek, ida]) await it.openRow('Reply Late');
  line.hold();
  await ida.reply('Ida answers first.');
  await answering(ida).waitFor();
  await marek.reply('Marek answers too.');
  line.release();
  await marek.thread.getByText(/^A colleague replied meanwhile/).waitFor();
  assert.equal(await marek.writing.inputValue(), 'Marek answers too.');
  for (const it of [marek, ida]) await it.shows([['teammate', 'Ida answers first.']]);
});

test('who types is shown to the others, not to themselves', async () => {
  await waiting('Typing Here');
  for (const it of [marek, ida]) await it.openRow('Typing Here');
  await marek.write('Reply', 'Marek has begun.');
  await ida.log.getByText('Marek Oram is typing…').waitFor();
  await ida.thread.getByText('Marek Oram is typing here').waitFor();
  assert.equal(await marek.thread.getByText(/is typing/).count(), 0);
});

test('a note is for the team alone', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.button('Talk to a person').first().click();
  await widget.tell({ name: 'Note Reader' });
  for (const it of [marek, ida]) await it.openRow('Note Reader');
  await ida.note('She was rude on the phone.');
  await marek.shows([['note', 'She was rude on the phone.']]);
  await ida.reply('Good morning.');
  await widget.shows([['teammate', 'Good morning.']]);
  assert.doesNotMatch(await widget.panel.innerText(), /rude/);
  const kept = await (await widget.inside()).evaluate(() => JSON.stringify({ ...localStorage }));
  assert.doesNotMatch(kept, /rude/);
  await widget.page.context().close();
});

test('the keyboard does it all', async () => {
  const keys = marek.page.keyboard;
  const mine = marek.row('Keys Only');
  await waiting('Keys Only');
  await mine.waitFor();
  await marek.page.goto(new URL('/inbox/waiting', here.server.origin).href);
  await mine.waitFor();
  const order = await marek.list.getByRole('listitem').allInnerTexts();
  const at = order.findIndex((it) => it.includes('Keys Only'));
  // One too far, and back again.
  for (let step = 0; step < order.length + 1; step += 1) await keys.press('j');
  for (let step = order.length - 1; step > at; step -= 1) await keys.press('k');
  await keys.press('Enter');
  await marek.thread.getByRole('heading', { name: 'Keys Only' }).waitFor();
  await keys.press('t');
  await answering(marek).waitFor();
  await until('the composer has the focus', () => focused(marek.writing));
  await keys.type('Typed by hand, with t, e and j in it.');
  await keys.press('Control+Enter');
  await marek.shows([['teammate', 'Typed by hand, with t, e and j in it.']]);
  await keys.press('Tab');
  await until('the composer is left', async () => !(await focused(marek.writing)));
  await keys.press('e');
  await marek.thread.getByText(/^Resolved by Marek Oram/).waitFor();
  await keys.press('z');
  await answering(marek)
    .or(marek.thread.getByText(/^Waiting/))
    .first()
    .waitFor();
});

function focused(locator) {
  return locator.evaluate((it) => it === document.activeElement);
}

test('unread is counted per teammate and cleared by reading', async () => {
  const visitor = await waiting('Unread Count');
  await marek.view('Waiting');
  await ida.view('Waiting');
  await visitor.say('One.');
  await visitor.say('Two.');
  for (const it of [marek, ida]) {
    await it.row('Unread Count').getByText('2 unread messages').waitFor();
  }
  await marek.openRow('Unread Count');
  await marek
    .row('Unread Count')
    .getByText(/unread/)
    .waitFor({ state: 'detached' });
  await ida.row('Unread Count').getByText('2 unread messages').waitFor();
});

const CROWD = 1_000;

test('a thousand conversations scroll and stay live', async () => {
  await marek.view('Waiting');
  const known = await marek.list.getByRole('listitem').first().getAttribute('aria-setsize');
  await crowd(here.server, CROWD);
  const views = marek.page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: /^1K\s*Waiting/ }).waitFor();
  await scrollsToTheEnd(Number(known) + CROWD);
  const late = await waiting('Last Of All');
  await marek.row('Last Of All').waitFor({ state: 'attached' });
  await late.say('Am I seen at the end of the line?');
  await marek.row('Am I seen at the end of the line?').getByText('1 unread message').waitFor();
});

async function scrollsToTheEnd(count) {
  const rows = marek.list.getByRole('listitem');
  const seen = await eventually(
    () =>
      rows.evaluateAll((all) => {
        const pane = all[0]?.parentElement?.parentElement;
        if (pane) pane.scrollTop = pane.scrollHeight;
        return { rows: all.length, last: Number(all.at(-1)?.ariaPosInSet) };
      }),
    ({ last }) => assert.ok(last >= count, `${last} of ${count} rows`),
  );
  assert.ok(seen.rows < 60, `only the rows in sight are drawn, not ${seen.rows}`);
}
