// Why an answer is as it is: seen, judged, corrected; tried as any visitor; compared.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { inBothColours } from './lib/looks.mjs';
import { DESK, OUTPUT, PHONE, world } from './lib/people.mjs';
import { PREMIUM, RETURNS, UNKNOWN } from './lib/story.mjs';
import { eventually, until } from './lib/wait.mjs';
import { Widget } from './lib/widget.mjs';

const CORRECTED = 'You have 45 days to return an order, and we pay for the post.';
const REPLY = [
  'VERDICT: answered\n',
  'The buyer’s premium is 18 per cent of the hammer price. [1]\n',
  'It is waived for members of our moon club. [1]\n',
];

/** Speaks as OpenAI does, piece by piece. */
const provider = createServer((request, response) => {
  request.resume();
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
let widget;

async function pictures(page, name) {
  await inBothColours(page, (look) => page.screenshot({ path: `${OUTPUT}/${name}-${look}.png` }));
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: `${OUTPUT}/${name}-phone.png` });
  await page.setViewportSize(DESK);
}

/** What a new visitor is answered. */
async function told(question) {
  const visitor = await here.visitor();
  await visitor.open();
  await visitor.say(question);
  const said = await eventually(
    () => visitor.said(),
    (all) => assert.equal(all.filter((it) => it.by === 'assistant').length, 1),
  );
  await visitor.page.context().close();
  return said.at(-1).text;
}

/** What the dashboard's own API says. */
function api(method, path, body) {
  return owner.page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(path, {
        method,
        ...(body ? { headers, body: JSON.stringify(body) } : {}),
      });
      return answer.json();
    },
    [method, path, body],
  );
}

test('a visitor says that an answer helped, and takes it back', async () => {
  widget = await here.visitor();
  await widget.open();
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', /30 days/],
  ]);
  const [good, bad] = [widget.button('This helped'), widget.button('This did not help')];
  const pressed = async (...wanted) =>
    eventually(
      () => Promise.all([good, bad].map((it) => it.getAttribute('aria-pressed'))),
      (are) => assert.deepEqual(are, wanted),
    );
  await bad.click();
  await pressed('false', 'true');
  await bad.click();
  await pressed('false', 'false');
  await good.press('Enter');
  await pressed('true', 'false');
  await isAccessible(widget.page);
  await inBothColours(widget.page, (look) =>
    widget.page.screenshot({ path: `${OUTPUT}/inspect-widget-${look}.png` }),
  );
});

test('a teammate sees that, and why the answer is as it is', async () => {
  owner = await here.owner();
  await owner.view('All');
  await owner.list.getByRole('listitem').first().getByRole('link').click();
  await owner.log.getByText('The visitor: it helped').waitFor();
  await isAccessible(owner.page);
  const why = owner.log.getByRole('button', { name: 'Why this answer' });
  await why.focus();
  await owner.page.keyboard.press('Enter');
  const drawer = owner.page.getByRole('dialog', { name: 'Why this answer' });
  await drawer.getByText('It answered from the sources.').waitFor();
  await drawer.getByText('Cited').first().waitFor();
  await drawer.getByText('By meaning').first().waitFor();
  await drawer.getByText(/where \d+% is needed to answer/).waitFor();
  await drawer.getByText('No model was asked.').waitFor();
  await drawer.getByText('What this rests on').click();
  await drawer.getByText('Words and meaning agree, 0 to 2').waitFor();
  await isAccessible(owner.page);
  await pictures(owner.page, 'inspect-why');
  await owner.page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await until('the focus is back', () => why.evaluate((it) => it === document.activeElement));
});

test('the answer is called bad and corrected, and the next visitor gets the new words', async () => {
  await owner.log.getByRole('button', { name: 'Correct this answer' }).click();
  const dialog = owner.page.getByRole('dialog', { name: 'Correct this answer' });
  const [question, answer] = [dialog.getByLabel('Question'), dialog.getByLabel('Answer')];
  assert.equal(await question.inputValue(), RETURNS);
  assert.match(await answer.inputValue(), /30 days/);
  await answer.fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').waitFor();
  here.forgive(/422/);
  await answer.fill(CORRECTED);
  await isAccessible(owner.page);
  await pictures(owner.page, 'inspect-correct');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await owner.page
    .getByText('Saved and being learnt. From now on it answers in these words.')
    .waitFor();
  await dialog.waitFor({ state: 'detached' });
  const bad = owner.log.getByRole('button', { name: 'Bad answer' });
  await until('it is rated', async () => (await bad.getAttribute('aria-pressed')) === 'true');
  const ready = async () => {
    const { sources } = await api('GET', '/api/sources');
    return sources.some((it) => it.name === RETURNS && it.state.is === 'ready');
  };
  await until('it is learnt', ready);
  assert.match(await told(RETURNS), /45 days/);
  await bad.click();
  await until('it is taken back', async () => (await bad.getAttribute('aria-pressed')) === 'false');
});

test('a question that was not answered says why not', async () => {
  await widget.say(UNKNOWN);
  await owner.log.getByText(/could not find an answer/).waitFor();
  await widget.button('This helped').waitFor({ state: 'detached' });
  await owner.log.getByRole('button', { name: 'Why no answer' }).click();
  const drawer = owner.page.getByRole('dialog', { name: 'Why no answer' });
  await drawer.getByText('The sources do not hold it clearly enough.').waitFor();
  await drawer.getByText('Does it ask for a person?').waitFor();
  await pictures(owner.page, 'inspect-why-not');
  await owner.page.keyboard.press('Escape');
});

test('a turn that was passed on says so, and an agent corrects nothing', async () => {
  await widget.say('I want to talk to a person, please.');
  const marek = await here.teammate();
  await marek.view('All');
  await marek.list.getByRole('listitem').first().getByRole('link').click();
  await marek.log.getByText('The assistant looked at the message.').waitFor();
  assert.equal(await marek.log.getByRole('button', { name: 'Correct this answer' }).count(), 0);
  await marek.log.getByRole('button', { name: 'Why no answer' }).last().click();
  const drawer = marek.page.getByRole('dialog', { name: 'Why no answer' });
  await drawer.getByText('It passed the conversation to the team.').waitFor();
  await drawer.getByText('Asked for a person.').waitFor();
  await drawer.getByText('Nothing: it was decided before the search.').waitFor();
  await isAccessible(marek.page);
  await pictures(marek.page, 'inspect-passed');
  await marek.page.context().close();
});

test('who writes sees how the assistant sounds', async () => {
  await owner.button('How we sound').click();
  await owner.page.getByText('So that what you write sounds like it.').waitFor();
  await owner.page.getByText('It has no instructions.').waitFor();
  await isAccessible(owner.page);
  await pictures(owner.page, 'inspect-sound');
  await owner.page.keyboard.press('Escape');
});

test('the owner plays a visitor on a page of theirs, and the reasons follow', async () => {
  const { page } = owner;
  const [{ id }] = (await api('GET', '/api/assistants')).assistants;
  await page.goto(new URL(`/settings/assistants/${id}`, page.url()).href);
  const tabs = page.getByRole('navigation', { name: 'Pages of this assistant' });
  await tabs.getByText('Try it').click();
  await page.getByText('Whom you play, and on which page').click();
  await page.getByLabel('Address of the page').fill('https://shop.example/coats');
  await page.getByLabel('Title of the page').fill('Coats');
  await page.getByLabel('Name', { exact: true }).fill('Ines Playing');
  await page.getByLabel('Attributes').fill('plan: Pro');
  await page.getByRole('button', { name: 'Begin anew' }).click();
  const inside = page.locator('iframe[title^="The chat"]').contentFrame();
  await inside.getByRole('heading', { name: 'Coats' }).waitFor();
  const chat = new Widget(inside);
  await chat.log.waitFor();
  await chat.say('What does grade B mean?');
  await chat.shows([
    ['visitor', 'What does grade B mean?'],
    ['assistant', /light wear/],
  ]);
  await page.getByText('It answered from the sources.').waitFor();
  await page.getByText('Cited').first().waitFor();
  await pictures(page, 'inspect-try');
  await page.setViewportSize(PHONE);
  await page.locator('iframe[title^="The chat"]').scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${OUTPUT}/inspect-try-phone.png` });
  await page.setViewportSize(DESK);
  await chat.say(UNKNOWN);
  await page.getByText('It did not answer: it said so, and offered a person.').waitFor();
  await page.getByRole('link', { name: 'Open it in the inbox' }).waitFor();
  await isAccessible(page, 'phone');

  const { rows } = await api('GET', '/api/conversations?view=rehearsals&limit=5');
  const mine = await api('GET', `/api/conversations/${rows[0].conversation}`);
  assert.equal(mine.page, 'https://shop.example/coats');
  assert.deepEqual(mine.context.page.attributes, { name: 'Ines Playing', plan: 'Pro' });
  assert.equal(mine.context.page.title, 'Coats');
});

test('without a model one answer is shown, with one both are', async () => {
  const { page } = owner;
  const question = PREMIUM;
  await page.getByText('Compare', { exact: true }).click();
  await page.getByText('This assistant has no model').waitFor();
  await page.getByLabel('Your question').fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('heading', { name: 'Without a model' }).waitFor();
  assert.equal(await page.getByRole('region', { name: /a model|With / }).count(), 1);

  const [{ id }] = (await api('GET', '/api/assistants')).assistants;
  await api('PUT', `/api/assistants/${id}/models/first`, {
    provider: 'openai',
    model: 'gpt-test',
    address: `http://${HOST}/v1`,
    key: 'good-key',
    tokens_max: 500,
    temperature: null,
  });
  await page.reload();
  await page.getByText('Compare', { exact: true }).click();
  await page.getByLabel('Your question').fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('heading', { name: 'With gpt-test' }).waitFor();
  await page.getByRole('heading', { name: 'Without a model' }).waitFor();
  await isAccessible(page, 'phone');
  await pictures(page, 'inspect-compare');
});

test('what a model was sent, said and cost is shown to who may see it', async () => {
  const { page } = owner;
  await page.getByText('Chat as a visitor', { exact: true }).click();
  const inside = page.locator('iframe[title^="The chat"]').contentFrame();
  const chat = new Widget(inside);
  await chat.log.waitFor();
  await chat.say(PREMIUM);
  await page.getByText('To write the answer').waitFor();
  await page.getByText('Held back: no passage bears this sentence').waitFor();
  await page.getByText('What was sent: Rules').click();
  await page.getByText('What came back').click();
  await page.getByText(/^VERDICT: answered/).waitFor();
  await isAccessible(page);
  await pictures(page, 'inspect-model');
});
