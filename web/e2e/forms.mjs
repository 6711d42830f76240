// What an action asks of a visitor: their leave before something is done, half a form that is
// kept, a way out of it, and a person who does not wait for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { Asked, shopOf } from './lib/action.mjs';
import { world } from './lib/people.mjs';

const here = world();
const NUMBER = 'A-1044';
let shop;

/** Begins what is in the menu. */
async function begin(widget, name) {
  await widget.button(/^More/).click();
  await widget.button(name).click();
  return new Asked(widget);
}

/** As far as the question whether the order may be cancelled. */
async function asksLeave(widget) {
  const asked = await begin(widget, 'Cancel an order');
  await asked.card.getByLabel('It takes too long').check();
  await asked.answer({ order: NUMBER });
  await asked.card.getByText(`I cancel order ${NUMBER} now.`).waitFor();
  return asked;
}

test('who says no to what would be done has it left alone', async () => {
  shop = await shopOf(await here.owner());
  const widget = await here.visitor();
  await widget.open();
  const asked = await asksLeave(widget);
  await isAccessible(widget.page, 'phone');
  await asked.button('Cancel').click();
  await asked.card.getByText('Cancelled').waitFor();
  // It may have been what was wrong, so it is asked anew.
  const again = await asksLeave(widget);
  await widget.say('Yes, wait, I meant A-1042.');
  await again.says('The form above still waits');
  await widget.say('No, better not.');
  await again.says('All right, I have put that aside.');
  assert.deepEqual(await shop.log(), []);
  assert.equal((await shop.order(NUMBER)).status, 'processing');
});

test('who says yes has it done, and once however often they press', async () => {
  const widget = await here.visitor();
  await widget.open();
  const asked = await asksLeave(widget);
  await asked.button('Agree').dblclick();
  await asked.says(`Order ${NUMBER} is cancelled. What you paid goes back by`);
  const paths = (await shop.log()).map((it) => it.path);
  assert.deepEqual(paths, [`/orders/${NUMBER}/cancel`]);
  assert.equal((await shop.order(NUMBER)).status, 'cancelled');
  assert.equal(await widget.log.getByText(`Order ${NUMBER} is cancelled.`).count(), 1);
});

test('half a form outlives a reload, and can be cancelled', async () => {
  const widget = await here.visitor();
  await widget.open();
  const asked = await begin(widget, 'Cancel an order');
  await asked.card.getByLabel('It takes too long').check();
  await asked.field('order').fill('A-10');
  await widget.page.reload();
  await asked.field('order').waitFor();
  assert.equal(await asked.field('order').inputValue(), 'A-10');
  assert.ok(await asked.card.getByLabel('It takes too long').isChecked());
  await asked.answer({ order: NUMBER });
  // What was given is kept by the server, and the question after it as well.
  await asked.card.getByText(`I cancel order ${NUMBER} now.`).waitFor();
  await widget.page.reload();
  await asked.card.getByText(`I cancel order ${NUMBER} now.`).waitFor();
  await asked.card.getByText('It takes too long').waitFor();
  await asked.button('Cancel').click();
  await asked.card.getByText('Cancelled').waitFor();
  await widget.page.reload();
  await asked.card.getByText('Cancelled').waitFor();
  assert.equal(await asked.button('Agree').count(), 0);
});

test('who asks for a person in the midst of a form has one at once', async () => {
  const widget = await here.visitor();
  await widget.open();
  const asked = await begin(widget, 'Cancel an order');
  await asked.field('order').fill(NUMBER);
  await isAccessible(widget.page, 'phone');
  await widget.button('Talk to a person').first().click();
  await widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  await widget.tell({ name: 'Nora Quill' });
  const team = await here.teammate();
  await team.openRow('Nora Quill');
  // The form waits as it was, and what is filled in now reaches whoever answers.
  assert.equal(await asked.field('order').inputValue(), NUMBER);
  await asked.card.getByLabel('I found something else').check();
  await asked.button('Send').click();
  await team.thread.getByText('I found something else').first().waitFor();
});

test('what is pressed counts, though what was left for it does not fit', async () => {
  const widget = await here.visitor();
  await widget.open();
  const asked = await begin(widget, 'Cancel an order');
  await asked.field('order').fill('A-10');
  await asked.card.getByLabel('It takes too long').click();
  await asked.card.getByText('An order number has a letter').waitFor();
  assert.ok(await asked.card.getByLabel('It takes too long').isChecked());
});
