// The builder: from an empty page to an action that visitors use, tried, put in order, published,
// and brought back; and what it never shows again.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { Asked, actionOf, shopOf } from './lib/action.mjs';
import { world } from './lib/people.mjs';
import { Program } from './lib/program.mjs';
import { until } from './lib/wait.mjs';

const program = await Program.start();
const here = world(() => ({
  settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${program.host}"]` },
}));
const SECRET = 'a-key-that-nobody-reads-again';
let owner;
let page;
let shop;

after(() => program.stop());

const button = (name, within = page) => within.getByRole('button', { name, exact: true });
const step = (name) => page.getByRole('region', { name: new RegExp(`^\\d\\. ${name}$`) });
const panelOf = (name) => page.getByRole('region', { name, exact: true });
const panel = () => panelOf('Test');
const choose = (name) => page.getByRole('menuitem', { name }).click();
/** What is said on a way, one text each. */
const says = (way) =>
  page.getByRole('list', { name: way, exact: true }).getByLabel('What is said', { exact: true });

/** A row of what has to hold: of which branch, what it is about, and how. */
async function condition(n, about, is, value) {
  const part = (name) => step('If').getByLabel(`Branch ${n} 1: ${name}`);
  await part('what it is about').selectOption({ label: about });
  await part('how it is compared').selectOption({ label: is });
  await part('with what').fill(value);
}

async function save() {
  await page.keyboard.press('Control+s');
  await page.getByText('Saved. Visitors get it once it is published.').last().waitFor();
}

async function publish() {
  await button('Save and publish').click();
  await page.getByText('Visitors have all of this already.').waitFor();
}

/** A visitor of now presses the button and gives the number of an order. */
async function tracks(number) {
  const widget = await here.visitor();
  await widget.open();
  await widget.button('Track my order').click();
  const asked = new Asked(widget);
  await asked.answer({ order_number: number });
  return asked;
}

test('an order status is built from nothing, by clicking', async () => {
  owner = await here.owner();
  page = owner.page;
  shop = await shopOf(owner);
  await page.getByRole('link', { name: 'Actions', exact: true }).click();
  await button('New action').click();
  await page.getByRole('button', { name: /^Start from nothing/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('Order status');

  await step('When').getByLabel('On the button').fill('Track my order');
  await step('When').getByRole('switch', { name: 'A visitor writes something like this' }).click();
  await step('When').getByLabel('Examples').fill('Has my jumper left the shop?');

  await button('Add a field').click();
  await choose('Order number or code');
  await step('Ask').getByLabel('An example that fits').fill('A-1042');

  await button('Add a lookup').click();
  const address = step('Look up').getByLabel('Address', { exact: true });
  await address.and(page.locator(':focus')).fill(`${shop.origin}/orders/`);
  await button('Insert value: Address').click();
  await choose(/^Order number/);
  await button('Add a key or header').click();
  await choose(/^A secret key/);
  const secret = step('Look up').getByRole('combobox', { name: 'Secret', exact: true });
  await secret.selectOption('shop_key');
  await step('Look up').getByLabel('Order number').fill('A-1042');
  await button('Send a test').click();
  const answer = step('Look up').getByRole('group', { name: 'The answer' });
  await answer.getByRole('button', { name: /^status: "shipped"/ }).click();
  await answer.getByRole('button', { name: /^carrier: "Tidepost"/ }).click();
  await step('Look up').getByText('now "Tidepost"').waitFor();

  await button('Add a branch').click();
  await condition(1, 'status of order', 'is', 'shipped');
  await says('What follows branch 1').fill('It is with ');
  const first = step('If').getByRole('list', { name: 'What follows branch 1' });
  await button('Insert value: What is said', first).click();
  await choose(/^carrier of order/);
  await button('Add a branch').click();
  await condition(2, 'status of order', 'is', 'delivered');
  await says('What follows branch 2').fill('It is with you.');
  await says('Otherwise').fill('The shop says: {{order.status}}.');
  await page.getByRole('textbox', { name: 'What the team is told' }).fill('It did not answer.');
  await isAccessible(page, 'phone');
});

test('a test shows what was sent, what came back, and the way it took', async () => {
  await button('Test').click();
  await panel().getByLabel('Order number').fill('a-1044');
  await button('Run').click();
  await panel().getByText('What would happen').waitFor();
  await panel().getByText('The shop says: processing.').waitFor();
  await step('If').getByText('The last test came this way.').waitFor();
  await panel().getByText('Request as sent').click();
  const sent = panel().getByRole('group', { name: 'Request as sent' });
  await sent.getByText(`GET ${shop.origin}/orders/A-1044`).waitFor();
  await panel().getByText('Answer', { exact: true }).click();
  const came = panel().getByRole('group', { name: 'Answer' });
  await came.getByText('"total": "€128.00"').waitFor();
  await isAccessible(page);
});

test('a visitor presses the button and hears what was looked up', async () => {
  await publish();
  const asked = await tracks('A-1042');
  await asked.says('It is with Tidepost');
  const other = await tracks('A-1044');
  await other.says('The shop says: processing.');
  // In words it begins as well, and the number of the sentence is not asked for.
  await other.widget.say('Has my jumper left the shop? It is A-1045.');
  await other.says('It is with you.');
});

test('past runs tell which way each took', async () => {
  await button('More about this action').click();
  await choose('Past runs');
  const rows = page.getByRole('table').getByRole('row');
  await rows.filter({ hasText: 'Branch 1' }).filter({ hasText: 'Done' }).waitFor();
  await rows.filter({ hasText: 'Otherwise' }).waitFor();
  await isAccessible(page, 'phone');
  await rows.filter({ hasText: 'Branch 1' }).getByRole('button').click();
  const run = page.getByRole('dialog', { name: 'A run' });
  await run.getByText('A-1042', { exact: true }).waitFor();
  await run.getByText('Tidepost', { exact: true }).waitFor();
  await isAccessible(page);
  await page.keyboard.press('Escape');
});

test('branches and what they do are put in order by keyboard, and stay so', async () => {
  await page.getByRole('link', { name: 'Back to the action' }).click();
  await button('Add what happens: What follows branch 2').click();
  await choose(/^Tag the conversation/);
  await step('If').getByRole('textbox', { name: 'Tag', exact: true }).fill('arrived');
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByRole('status').filter({ hasText: 'Now at place 1 of 2' }).waitFor();
  // The focus goes along.
  const tag = step('If').getByRole('textbox', { name: 'Tag', exact: true });
  await tag.and(page.locator(':focus')).waitFor();
  await button('Options for Branch 2').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await save();
  await page.reload();
  const first = page.getByRole('list', { name: 'What follows branch 1' });
  await first.getByRole('listitem').nth(1).waitFor();
  const { draft } = await actionOf(owner, 'Order status');
  const done = draft.branches.map((it) => it.then.map((effect) => effect.do));
  assert.deepEqual(done, [['tag', 'say'], ['say']]);
  assert.equal(await first.getByRole('textbox').first().inputValue(), 'arrived');
});

test('an older version is looked at, brought back and published', async () => {
  await says('Otherwise').fill('Ask us by telephone.');
  await publish();
  await (await tracks('A-1044')).says('Ask us by telephone.');
  await button('More about this action').click();
  await choose('Versions');
  const versions = page.getByRole('dialog', { name: 'Versions' });
  await versions.getByRole('button', { name: /^Version 2.*Live/ }).waitFor();
  await versions.getByRole('button', { name: /^Version 1/ }).click();
  await versions.getByText('differs from the draft').first().waitFor();
  await versions.getByText('The shop says: {{order.status}}.').waitFor();
  await isAccessible(page, 'phone');
  await button('Go back to this', versions).click();
  await page.getByText('Version 1 is in the draft now.').waitFor();
  assert.equal(await says('Otherwise').inputValue(), 'The shop says: {{order.status}}.');
  await publish();
  await (await tracks('A-1044')).says('The shop says: processing.');
});

test('a secret is typed once, and nobody sees it again', async () => {
  const came = [];
  page.on('response', (it) => came.push(it.text().catch(() => '')));
  const lookup = step('Look up');
  await lookup.getByRole('button', { name: /^order GET/ }).click();
  const address = lookup.getByRole('textbox', { name: 'Address', exact: true });
  await address.fill(`http://${program.host}/orders/{{order_number}}`);
  const which = lookup.getByRole('combobox', { name: 'Secret', exact: true });
  await which.selectOption('New secret…');
  await lookup.getByLabel('Name', { exact: true }).fill('parcel_key');
  const typed = lookup.getByRole('textbox', { name: 'Secret', exact: true });
  await typed.fill(SECRET);
  assert.equal(await typed.getAttribute('type'), 'password');
  await button('Keep it').click();
  await page.getByText('“parcel_key” is kept.').waitFor();
  await until('it is chosen', async () => (await which.inputValue()) === 'parcel_key');
  await lookup.getByLabel('Order number').fill('A-1042');
  await button('Send a test').click();
  // The program got it and says it back, and not even that is shown.
  await lookup.getByRole('button', { name: 'heard: "Bearer ••••"' }).waitFor();
  assert.equal(program.asked.at(-1).authorization, `Bearer ${SECRET}`);
  await lookup.getByText('Request as sent').click();
  await lookup.getByText('authorization: Bearer ••••').waitFor();
  await publish();
  await (await tracks('A-1042')).says('It is with');

  await page.reload();
  await button('More about this action').click();
  await choose('Secrets and signing');
  const kept = page.getByRole('dialog', { name: 'Secrets and signing' });
  await kept.getByText('Sent by Order status').waitFor();
  await isAccessible(page);
  await page.keyboard.press('Escape');
  await button('More about this action').click();
  await choose('Past runs');
  await page.getByRole('table').getByRole('row').nth(1).getByRole('button').click();
  const run = page.getByRole('dialog', { name: 'A run' });
  await run.getByText('Request as sent').click();
  await run.getByText(/authorization: Bearer ••••/i).waitFor();
  assert.ok(!(await page.content()).includes(SECRET), 'not on the page');
  const all = await Promise.all(came);
  assert.ok(
    all.some((text) => text.includes('parcel_key')),
    'the answers were read',
  );
  assert.deepEqual(
    all.filter((text) => text.includes(SECRET)),
    [],
    'in no answer of the server',
  );
});

test('who was never here is led from an address to a published action', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Actions', exact: true }).click();
  await button('New action').click();
  await page.getByRole('button', { name: /^Start from nothing/ }).click();
  // What has no name is not published: it leads to where that is written.
  const name = page.getByLabel('Name', { exact: true });
  await name.and(page.locator(':focus')).waitFor();
  assert.equal(
    await page.getByRole('region', { name: 'What keeps it from going live' }).count(),
    0,
  );
  await button('Publish').click();
  await page.getByRole('region', { name: 'What keeps it from going live' }).waitFor();
  await name.and(page.locator(':focus')).fill('Track it');
  assert.equal(await step('When').getByLabel('On the button').inputValue(), 'Track it');

  await button('Add a field').click();
  await choose('Order number or code');
  await step('Ask').getByLabel('An example that fits').fill('A-1042');
  await button('Add a lookup').click();
  await button('Use an address from another action').click();
  await choose(/My payment failed/);
  const lookup = step('Look up');
  const key = lookup.getByRole('combobox', { name: 'Secret', exact: true });
  assert.equal(await key.inputValue(), 'shop_key');
  assert.ok(await button('Save and publish').isDisabled());
  await button('Use {{order_number}} instead').click();
  const answer = lookup.getByRole('group', { name: 'The answer' });

  // Without the key it says so, and how to add it.
  await button('Options for Authorization').click();
  await choose('Remove');
  await button('Add a key or header').and(page.locator(':focus')).waitFor();
  const number = lookup.getByLabel('Order number');
  assert.equal(await number.inputValue(), 'A-1042');
  await number.press('Enter');
  await button('Add the key as a header').click();
  await key.and(page.locator(':focus')).selectOption('shop_key');
  await number.fill('');
  await number.press('Enter');
  await lookup.getByText('Type an order number to test with.').waitFor();
  await number.fill('A-9999');
  assert.equal(await lookup.getByText('Type an order number to test with.').count(), 0);
  await number.press('Enter');
  await button('Add a branch for “not found”', lookup).click();
  await lookup.getByText('Branch 1 now says what happens').waitFor();
  await number.fill('A-1042');
  await number.press('Enter');
  await answer.getByRole('button', { name: /^status: "shipped"/ }).waitFor();

  const otherwise = says('Otherwise');
  await otherwise.fill('{{order_number}} is {{order.statsu}}.');
  await button('Use {{order.status}} instead').click();
  await panelOf('Preview').getByText('A-1042 is shipped.').waitFor();
  await isAccessible(page, 'phone');
  await publish();
  await page.getByRole('link', { name: 'Try it in the chat' }).waitFor();
});

test('what is not published is told, and thrown away only when asked', async () => {
  await says('Otherwise').fill('Never mind.');
  await save();
  await page.getByText('Unpublished changes').waitFor();
  await button('More about this action').click();
  await choose('Versions');
  const versions = page.getByRole('dialog', { name: 'Versions' });
  await versions.getByText('Otherwise: say “Never mind.”').waitFor();
  await isAccessible(page, 'phone');
  await button('Discard what is not published', versions).click();
  await button('Discard', page.getByRole('alertdialog')).click();
  await page.getByText('The draft is what visitors have again.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await says('Otherwise').inputValue(), '{{order_number}} is {{order.status}}.');
  assert.equal(await page.getByText('Unpublished changes').count(), 0);
});

test('who goes back to a removed action reads that it is gone', async () => {
  await button('More about this action').click();
  await choose('Remove action');
  const asks = page.getByRole('alertdialog');
  await asks.getByText('forms that are open still finish').waitFor();
  await button('Remove action', asks).click();
  await page.getByText('“Track it” is removed.').waitFor();
  await page.goBack();
  await page.getByText('This action was removed').waitFor();
  await page.getByRole('link', { name: 'All actions' }).click();
});
