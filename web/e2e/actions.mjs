// What actions are for: the six stories of an auction, a sale and a vintage shop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { identify, signed } from './lib/identity.mjs';
import { inBothColours } from './lib/looks.mjs';
import { OUTPUT, world } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const here = world();
let team;

/** A dot: what is asked of a photo is only that it is one. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** No picture, whatever it is. */
const RECEIPT = 'A receipt for one pair of brogues.';

const card = (widget) => widget.log.locator('[data-run]').last();
const field = (widget, key) => card(widget).locator(`[name="${key}"]`);
const send = (widget) => card(widget).getByRole('button', { name: 'Send', exact: true }).click();

async function said(widget, words) {
  await widget.log.locator('article.said.assistant').filter({ hasText: words }).last().waitFor();
}

async function pictures(page, name) {
  await inBothColours(page, (look) => page.screenshot({ path: `${OUTPUT}/${name}-${look}.png` }));
}

/** The inbox's own row of a visitor, as the API tells it. */
async function row(team, words) {
  return team.page.evaluate(async (words) => {
    const window = await fetch('/api/conversations?view=all').then((it) => it.json());
    return window.rows.find((it) => JSON.stringify(it).includes(words));
  }, words);
}

test('a bidder disputes a bid, and the team has what the page knows', async () => {
  team = await here.teammate();
  const widget = await here.visitor({ path: '/auction.html' });
  await widget.open();
  await widget.button(/^More/).click();
  await widget.button('Something went wrong with a bid').click();
  await field(widget, 'summary').waitFor();
  assert.equal(await field(widget, 'lot').count(), 0, 'the lot is known from the page');
  await isAccessible(widget.page);
  await pictures(widget.page, 'actions-form');
  // What does not fit is told beside its field, and what was typed stays.
  await field(widget, 'name').fill('Bridget Vane');
  await send(widget);
  await card(widget).getByText('Please fill this in.').waitFor();
  assert.equal(await field(widget, 'name').inputValue(), 'Bridget Vane');
  await field(widget, 'summary').fill('I bid 280 before the clock ran out, and it says 260.');
  await widget.page.reload();
  await field(widget, 'name').waitFor();
  assert.equal(await field(widget, 'name').inputValue(), 'Bridget Vane', 'kept over a reload');
  await send(widget);
  await widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  await team.view('Waiting');
  const waiting = team.list.getByRole('listitem').filter({ hasText: 'bid-dispute' });
  await waiting.getByRole('link').click();
  await team.thread.getByText('I bid 280 before the clock ran out').first().waitFor();
  await team.thread
    .getByText(/B-4471/)
    .first()
    .waitFor();
  await pictures(team.page, 'actions-inbox');
  await isAccessible(team.page);
});

test('an order number is asked for, the payment has failed, and a person has it', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say('Where is my order?');
  await field(widget, 'order').waitFor();
  await widget.say('sorry, it is a-1043');
  await said(widget, 'did not go through');
  await team.view('Waiting');
  const waiting = team.list.getByRole('listitem').filter({ hasText: 'payment-failure' });
  await waiting.getByRole('link').click();
  await team.thread
    .getByText(/Order A-1043 of/)
    .first()
    .waitFor();
  // What it looked up is there, request and answer, without the key.
  await team.thread
    .getByRole('button', { name: /^Details/ })
    .first()
    .click();
  const drawer = team.page.getByRole('dialog');
  await drawer
    .getByText(/orders\/A-1043/)
    .first()
    .waitFor();
  assert.doesNotMatch(await drawer.innerText(), /demo-shop-key/);
  await pictures(team.page, 'actions-details');
  await team.page.keyboard.press('Escape');
});

test('what is out of stock is said, and the assistant stays', async () => {
  const widget = await here.visitor({ path: '/record.html' });
  await widget.open();
  await widget.button(/^More/).click();
  await widget.button('Is it in stock?').click();
  await said(widget, 'is out of stock at the moment');
  await widget.say('How long do I have to return an order?');
  await said(widget, '30 days from delivery');
});

test('a VIP with a failed payment who wants the sale price has every tag, in one queue', async () => {
  const owner = await here.owner();
  const key = await owner.page.evaluate(async () => {
    const csrf = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return fetch('/api/identity/keys', { ...csrf, body: '{}' }).then((it) => it.json());
  });
  const widget = await here.visitor();
  await widget.open();
  await identify(
    widget.page,
    signed(key.secret, { sub: 'vip-1', name: 'Vera Imp', attributes: { vip: true } }),
  );
  await widget.say('Where is my order A-1043?');
  await said(widget, 'did not go through');
  await widget.button(/^More/).click();
  await widget.button('Ask for the sale price').click();
  assert.equal(await field(widget, 'order').count(), 0, 'the order is known');
  await field(widget, 'seen').fill('It was 272 until noon, and the payment failed before.');
  await send(widget);
  await until('the three tags', async () => {
    const found = await row(team, 'Vera Imp');
    return ['payment-failure', 'price-promise', 'vip'].every((it) => found?.tags.includes(it));
  });
  const found = await row(team, 'Vera Imp');
  assert.equal(found.owner.is, 'queue');
});

test('a vintage shopper picks a piece and gives a photo and a receipt', async () => {
  const widget = await here.visitor({ path: '/returns.html' });
  await widget.open();
  await widget.say('Would the chestnut brogues suit a wedding?');
  await widget.button('Ask about the condition').click();
  await field(widget, 'item').fill('The chestnut brogues');
  await field(widget, 'question').fill('Is the left heel worn?');
  await card(widget)
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'heel.png', mimeType: 'image/png', buffer: PNG },
      { name: 'receipt.pdf', mimeType: 'application/pdf', buffer: Buffer.from(RECEIPT) },
    ]);
  await card(widget).getByText('receipt.pdf').waitFor();
  await widget.page.screenshot({ path: `${OUTPUT}/actions-files.png` });
  await send(widget);
  await widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  await team.view('Waiting');
  await team.list
    .getByRole('listitem')
    .filter({ hasText: 'condition-question' })
    .getByRole('link')
    .click();
  await team.thread.getByText('Is the left heel worn?').first().waitFor();
  await team.thread.locator('img').first().waitFor();
  // What is no picture is saved, and never opened here.
  const saved = team.page.waitForEvent('download');
  await team.thread.getByRole('link', { name: 'receipt.pdf' }).first().click();
  const stream = await (await saved).createReadStream();
  assert.equal((await stream.toArray()).join(''), RECEIPT);
  await team.page.screenshot({ path: `${OUTPUT}/actions-files-inbox.png` });
  const mine = widget.page.waitForEvent('download');
  await widget.log.getByRole('button', { name: 'receipt.pdf' }).click();
  assert.equal((await mine).suggestedFilename(), 'receipt.pdf');
});

test('a teammate sends the order form from the composer, and alone reads what came of it', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say('I want to talk to a person');
  await widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  await team.view('Waiting');
  await team.list.getByRole('listitem').last().getByRole('link').click();
  await team.press('Take over');
  await team.page.getByRole('button', { name: 'Send an action' }).click();
  await team.page.getByRole('button', { name: 'Where is my order?' }).click();
  await field(widget, 'order').fill('A-1042');
  await send(widget);
  await team.thread
    .getByText(/is on its way/)
    .first()
    .waitFor();
  assert.equal(await widget.log.getByText(/is on its way/).count(), 0, 'one voice');
});
