// A model is tried, set up, writes an answer, fails, and is turned off.
import assert from 'node:assert/strict';
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
let fails = false;

/** Speaks as OpenAI does, piece by piece. */
const provider = createServer((request, response) => {
  request.resume();
  if (request.headers.authorization !== 'Bearer good-key') {
    response.writeHead(401, { 'content-type': 'application/json' });
    return response.end('{"error": {"message": "Incorrect API key provided"}}');
  }
  if (fails) return response.writeHead(503).end();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of REPLY) {
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
  }
  response.write('data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n');
  response.end('data: [DONE]\n\n');
});
await new Promise((ready) => provider.listen(0, '127.0.0.1', ready));
const HOST = `127.0.0.1:${provider.address().port}`;
const here = world(() => ({ settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${HOST}"]` } }));
after(() => provider.close());

let owner;
const button = (name) => owner.getByRole('button', { name, exact: true });

test('a key that is refused is said, and nothing is saved', async () => {
  owner = (await here.owner()).page;
  await owner.goto(new URL('/settings/assistants', owner.url()).href);
  await owner.getByRole('main').getByRole('listitem').first().getByRole('link').first().click();
  const tabs = owner.getByRole('navigation', { name: 'Pages of this assistant' });
  await tabs.getByText('Model').click();
  await owner.getByText('By quoting the documents').waitFor();
  await isAccessible(owner);
  await owner.getByLabel('Model', { exact: true }).fill('gpt-test');
  await owner.getByLabel('Address', { exact: true }).fill(`http://${HOST}/v1`);
  await owner.getByLabel('Key', { exact: true }).fill('bad-key');
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
  await owner.getByLabel('Key', { exact: true }).fill('good-key');
  await button('Try it').click();
  await owner.getByText('It works').waitFor();
  await button('Save changes').click();
  await owner.getByText('gpt-test writes them').waitFor();
  assert.equal(await owner.getByLabel('Key', { exact: true }).inputValue(), '');
  await isAccessible(owner);
  await inBothColours(owner, (look) => owner.screenshot({ path: `${OUTPUT}/model-${look}.png` }));
  await owner.setViewportSize(PHONE);
  await isAccessible(owner);
  await owner.screenshot({ path: `${OUTPUT}/model-phone.png` });
  await owner.setViewportSize({ width: 1280, height: 800 });
});

test('it writes what the documents bear, with their sources', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', /You have 30 days to send back what you bought/],
  ]);
  assert.equal(await widget.frame.getByText('moon club').count(), 0);
  await widget.button(/^Source 1/).click();
  await widget.page.screenshot({ path: `${OUTPUT}/model-answer.png` });
  await widget.page.context().close();
});

test('when it fails the documents are quoted, and the owner sees why', async () => {
  fails = true;
  const widget = await here.visitor();
  await widget.open();
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', /30 days/],
  ]);
  await widget.page.context().close();
  await owner.reload();
  await owner.getByText('It did not answer the last time').waitFor();
  await owner.getByText(/answers with an error of its own/).waitFor();
  await button('Turn off').click();
  await owner.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click();
  await owner.getByText('By quoting the documents').waitFor();
});
