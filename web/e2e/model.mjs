// Models are tried and set up, write an answer, stand in for each other, cost something, fail, and
// are turned off.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { inBothColours } from './lib/looks.mjs';
import { OUTPUT, PHONE, world } from './lib/people.mjs';
import { RETURNS } from './lib/story.mjs';

const REPLY = [
  'VERDICT: answered\n',
  'You have 30 days to send back what ',
  'you bought. [1]\nIt is free for members of our moon club. [1]\n',
];
/** The models that do not answer. */
const down = new Set();

/** Speaks as OpenAI does, piece by piece. */
const provider = createServer(async (request, response) => {
  let asked = '';
  for await (const piece of request) asked += piece;
  if (request.headers.authorization !== 'Bearer good-key') {
    response.writeHead(401, { 'content-type': 'application/json' });
    return response.end('{"error": {"message": "Incorrect API key provided"}}');
  }
  if (down.has(JSON.parse(asked).model)) return response.writeHead(503).end();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of REPLY) {
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
  }
  response.write('data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n');
  const usage = { prompt_tokens: 2000, completion_tokens: 100, total_tokens: 2100 };
  response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
  response.end('data: [DONE]\n\n');
});
await new Promise((ready) => provider.listen(0, '127.0.0.1', ready));
const HOST = `127.0.0.1:${provider.address().port}`;
const here = world(() => ({ settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${HOST}"]` } }));
after(() => provider.close());

let owner;
const button = (name, within = owner) => within.getByRole('button', { name, exact: true });
const card = (name) => owner.getByRole('region', { name, exact: true });
/** A card and the row of buttons below it. */
const formOf = (name) => owner.locator('form').filter({ has: card(name) });
const field = (within, name) => within.getByLabel(name, { exact: true });

async function tab(name) {
  const tabs = owner.getByRole('navigation', { name: 'Pages of this assistant' });
  await tabs.getByText(name, { exact: true }).click();
}

async function fill(form, model, key) {
  await field(form, 'Model').fill(model);
  await field(form, 'Address').fill(`http://${HOST}/v1`);
  await field(form, 'Key').fill(key);
}

/** What a new visitor is answered. */
async function asks(answer, look) {
  const widget = await here.visitor();
  await widget.open();
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', answer],
  ]);
  await look?.(widget);
  await widget.page.context().close();
}

/** In both colours, and as a phone shows it. */
async function photograph(name) {
  await isAccessible(owner, 'phone');
  const shoot = (look) =>
    owner.screenshot({ path: `${OUTPUT}/${name}-${look}.png`, fullPage: true });
  const size = owner.viewportSize();
  // The page scrolls within itself: only a tall window shows all of it.
  await owner.setViewportSize({ width: 1280, height: 2100 });
  await inBothColours(owner, shoot);
  await owner.setViewportSize({ ...PHONE, height: 3000 });
  await shoot('phone');
  await owner.setViewportSize(size);
}

test('a key that is refused is said, and nothing is saved', async () => {
  owner = (await here.owner()).page;
  await owner.goto(new URL('/settings/assistants', owner.url()).href);
  await owner.getByRole('main').getByRole('listitem').first().getByRole('link').first().click();
  await tab('Model');
  await owner.getByText('The documents are quoted').waitFor();
  await isAccessible(owner);
  assert.equal(await button('Add a second model').count(), 0, 'there is no first one yet');
  const form = formOf('A language model');
  await fill(form, 'gpt-test', 'bad-key');
  await button('Try it').click();
  await owner.getByText('It does not work').waitFor();
  await button('Save changes').click();
  await owner
    .getByText(/refused the key. Copy it once more/)
    .first()
    .waitFor();
  here.forgive(/422/);
});

test('a model that works is saved, and its key is not shown again', async () => {
  const form = formOf('A language model');
  await field(form, 'Key').fill('good-key');
  await button('Try it').click();
  await owner.getByText('It works').waitFor();
  await button('Save changes').click();
  await owner.getByText('gpt-test writes the answer').waitFor();
  assert.equal(await field(form, 'Key').inputValue(), '');
  await isAccessible(owner, 'phone');
});

test('it writes what the documents bear, with their sources', async () => {
  await asks(/You have 30 days to send back what you bought/, async (widget) => {
    assert.equal(await widget.frame.getByText('moon club').count(), 0);
    await widget.button(/^Source 1/).click();
    await widget.page.screenshot({ path: `${OUTPUT}/model-answer.png` });
  });
});

test('a second model answers where the first does not', async () => {
  await button('Add a second model').click();
  const form = formOf('If it does not answer');
  await fill(form, 'spare-test', 'good-key');
  await button('Try it', form).click();
  await form.getByText('It works').waitFor();
  await button('Save changes', form).click();
  await owner.getByText('spare-test writes it instead').waitFor();
  down.add('gpt-test');
  await asks(/You have 30 days to send back what you bought/);
  await owner.reload();
  const order = card('Who answers, in this order').getByRole('listitem');
  await order.filter({ hasText: 'gpt-test' }).getByText('It did not answer').waitFor();
  assert.equal(await order.count(), 4);
  await photograph('model');
  down.delete('gpt-test');
});

test('prices are said for the models in use', async () => {
  await tab('Cost');
  const prices = card('Prices');
  await button('gpt-test', prices).click();
  await field(prices, 'Read').fill('nine');
  await button('Save changes', prices).click();
  await prices.getByText('Write a number, such as 0.15').first().waitFor();
  await field(prices, 'Read').fill('1000');
  await field(prices, 'Written').fill('2500,5');
  await button('Save changes', prices).click();
  await owner.getByText('Saved.').last().waitFor();
  await button('spare-test', prices).waitFor();
  await owner.reload();
  assert.equal(await field(prices, 'Written').inputValue(), '2500.5');
});

test('what models cost is counted by day, and can be taken away', async () => {
  await asks(/You have 30 days/);
  await owner.reload();
  const usage = card('What the models did');
  await usage.getByText('Failed: it did not answer').waitFor();
  await usage.getByRole('img', { name: /Calls by day over 30 days/ }).waitFor();
  await usage.getByText('Cost', { exact: true }).first().click();
  await usage.getByRole('img', { name: /Cost by day over 30 days/ }).waitFor();
  await usage.getByText('What for', { exact: true }).click();
  await usage.getByRole('row', { name: /Answers to visitors/ }).waitFor();
  await usage.getByText('By day', { exact: true }).click();
  for (const [link, name, head] of [
    ['These days as CSV', 'usage.csv', 'day,model,purpose,outcome'],
    ['Every call as CSV', 'calls.csv', 'at,conversation,turn,purpose'],
  ]) {
    const [download] = await Promise.all([
      owner.waitForEvent('download'),
      usage.getByRole('link', { name: link }).click(),
    ]);
    assert.equal(download.suggestedFilename(), name);
    const table = await readFile(await download.path(), 'utf8');
    assert.ok(table.startsWith(head), table.slice(0, 80));
    assert.match(table, /gpt-test/);
  }
});

test('a budget is kept: near its end it warns, and at its end documents are quoted', async () => {
  const budget = card('Budget of a month');
  await budget.getByText('There is no limit.', { exact: false }).waitFor();
  const spent = Number(
    (await budget.getByText(/spent this month/).innerText()).match(/^[\d.]+/)[0],
  );
  assert.ok(spent > 0);
  const most = field(budget, 'At most, in a month');
  await most.fill(String(spent * 1.1));
  await button('Save changes', budget).click();
  await owner.getByText('The month’s budget is running low').waitFor();
  await card('What the models did').getByText('Calls', { exact: true }).first().click();
  await photograph('cost');
  await most.fill('1');
  await button('Save changes', budget).click();
  await owner.getByText('The month’s budget is spent').waitFor();
  // Whoever is on another page of the assistant sees it, too.
  await tab('Settings');
  await owner.getByText('Nobody is left without an answer', { exact: false }).waitFor();
  await isAccessible(owner, 'phone');
  await asks(/30 days from delivery/);
  await owner.getByRole('link', { name: 'See the cost' }).click();
  await most.fill('');
  await button('Save changes', budget).click();
  await owner.getByText('The month’s budget is spent').waitFor({ state: 'detached' });
});

test('when both fail the documents are quoted, and the owner sees why', async () => {
  down.add('gpt-test').add('spare-test');
  await asks(/30 days/);
  await tab('Model');
  await owner.reload();
  await owner.getByText('It did not answer the last time').first().waitFor();
  await owner
    .getByText(/answers with an error of its own/)
    .first()
    .waitFor();
  await button('Turn off', formOf('If it does not answer')).click();
  await button('Turn off', owner.getByRole('alertdialog')).click();
  await button('Add a second model').waitFor();
  await button('Turn off').click();
  await button('Turn off', owner.getByRole('alertdialog')).click();
  await owner.getByText('gpt-test writes the answer').waitFor({ state: 'detached' });
});
