// A model behind LiteLLM: its text streams into the chat, a bad key is refused, and so is haste.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gateway, KEY } from './lib/gateway.mjs';
import { world } from './lib/people.mjs';
import { RETURNS } from './lib/story.mjs';

const WRITES = 'You have 30 days from delivery to send an order back.';
const proxy = await gateway({
  writes: `VERDICT: answered\n${WRITES} [1]`,
  busy: 'litellm.RateLimitError',
});
const here = world(() => ({ settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${proxy.host}"]` } }));
after(() => proxy.stop());

let owner;
let path;

/** Asks the API as the owner's page does. */
async function put(model, key = KEY) {
  const address = `http://${proxy.host}/v1`;
  const data = { provider: 'openai', address, model, key };
  const origin = new URL(owner.url()).origin;
  const answer = await owner.request.put(`${origin}${path}/first`, { data, headers: { origin } });
  return { status: answer.status(), said: await answer.text() };
}

test('a bad key, an unknown model and one that is busy are refused in words', async () => {
  owner = (await here.owner()).page;
  const { origin } = new URL(owner.url());
  const { assistants } = await (await owner.request.get(`${origin}/api/assistants`)).json();
  path = `/api/assistants/${assistants[0].id}/models`;
  for (const [model, key, words] of [
    ['writes', 'bad-key', 'refused'],
    ['nowhere', KEY, 'has no model named'],
    ['busy', KEY, 'takes no more requests'],
  ]) {
    const { status, said } = await put(model, key);
    assert.equal(status, 422, said);
    assert.ok(said.includes(words), said);
  }
});

test('its text streams into the chat', async () => {
  const { status, said } = await put('writes');
  assert.equal(status, 200, said);
  const widget = await here.visitor();
  await widget.open();
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', new RegExp(WRITES)],
  ]);
});
