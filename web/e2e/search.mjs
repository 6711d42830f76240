// A model of the workspace's own: tried, saved, at work, in use, out of reach, and turned off.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { inBothColours, sticksOut } from './lib/looks.mjs';
import { DESK, OUTPUT, PHONE, world } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const KEY = 'sk-journey';
/** What the model does: `open` answers, `held` keeps batches waiting, `broken` fails. */
let mood = 'open';
let release = () => {};
let held = Promise.resolve();

const model = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const tell = (status, json) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(json));
  };
  if (request.url !== '/v1/embeddings') return tell(404, { detail: 'Not Found' });
  if (request.headers.authorization !== `Bearer ${KEY}`) {
    return tell(401, { error: { message: 'Incorrect API key provided.' } });
  }
  const asked = JSON.parse(body);
  if (asked.model !== 'letters') {
    return tell(404, { error: { message: `model "${asked.model}" not found, try pulling it` } });
  }
  if (mood === 'broken') return tell(500, { error: { message: 'out of memory' } });
  if (mood === 'held' && asked.input.length > 1) await held;
  return tell(200, {
    data: asked.input.map((text, index) => ({ index, embedding: letters(text) })),
  });
});

/** How often each letter comes, which is all that this model knows. */
function letters(text) {
  const counts = new Array(26).fill(0.1);
  for (const letter of text.toLowerCase()) {
    const place = letter.charCodeAt(0) - 97;
    if (place in counts) counts[place] += 1;
  }
  return counts;
}

await new Promise((ready) => model.listen(0, '127.0.0.1', ready));
const HOST = `127.0.0.1:${model.address().port}`;
const here = world(() => ({ settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${HOST}"]` } }));
after(() => {
  release();
  model.closeAllConnections();
  model.close();
});

let page;

/** The page as it is, wide and narrow, in both colours, with nothing that sticks out. */
async function shoot(name) {
  for (const [size, viewport] of Object.entries({ wide: DESK, narrow: PHONE })) {
    await page.setViewportSize(viewport);
    await inBothColours(page, (colours) =>
      page.screenshot({ path: `${OUTPUT}/search-${name}-${size}-${colours}.png`, fullPage: true }),
    );
    assert.equal(await sticksOut(page), 0, `${name} is as wide as its screen`);
  }
  await page.setViewportSize(DESK);
  await isAccessible(page);
}

async function tries(heading) {
  await page.getByRole('button', { name: 'Try it' }).click();
  const verdict = page.locator('[aria-live=polite]').filter({ hasText: heading });
  await verdict.waitFor();
  return verdict.textContent();
}

test('the built-in table is used, and a model is tried before it is', async () => {
  page = (await here.owner()).page;
  await page.goto(new URL('/settings/search', here.server.dashboard).href);
  await page.getByText('The built-in table is used').waitFor();
  await shoot('off');
  await page.getByLabel('Address').fill('http://127.0.0.1:9/v1');
  await page.getByLabel('Model', { exact: true }).fill('letter');
  assert.match(await tries('It does not work'), /not on the public internet.*allow_private/s);
  await page.getByLabel('Address').fill(`http://${HOST}/v1`);
  assert.match(await tries('refused the key'), /Incorrect API key/);
  await page.getByLabel('Key').fill(KEY);
  assert.match(await tries('no model named'), /ollama pull letter/);
  await page.getByLabel('Model', { exact: true }).fill('letters');
  assert.match(await tries('It works'), /vectors of 26 numbers/);
  await shoot('tried');
});

test('passages are embedded while the table answers, and then it is in use', async () => {
  mood = 'held';
  held = new Promise((done) => {
    release = done;
  });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText(/^0 of \d+ passages done/).waitFor();
  await shoot('at-work');
  mood = 'open';
  release();
  await page.getByText(/^In use: \d+ passages, 26 numbers each/).waitFor();
  assert.equal(await page.getByLabel('Key').inputValue(), '');
  assert.ok(!(await page.content()).includes(KEY), 'the key is never shown again');
  await shoot('in-use');
});

test('a question that does not reach it is answered all the same, and that is said', async () => {
  mood = 'broken';
  const ask = () =>
    page.evaluate(async () => {
      const answer = await fetch('/api/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question: `How long do I have to return an order?` }),
      });
      return (await answer.json()).would;
    });
  assert.equal(await ask(), 'answer');
  await page.getByText('Questions do not reach the model').waitFor();
  await page.getByText(/answered 1 question meanwhile/).waitFor();
  await shoot('out-of-reach');
});

test('it is turned off', async () => {
  await page.getByRole('button', { name: 'Turn off' }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('The built-in table is used').waitFor();
  await until('an empty form', async () => (await page.getByLabel('Address').inputValue()) === '');
});
