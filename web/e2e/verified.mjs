// "Only for verified visitors": whoever is not known yet is mailed a code, and nobody who does not
// read that mail gets on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { Asked, actionOf, api } from './lib/action.mjs';
import { world } from './lib/people.mjs';
import { Post } from './lib/post.mjs';

const here = world();
const MAYA = 'maya@home.example';
const TRIES_MAX = 5;
const ACTION = 'Where is my order?';
let post;
let owner;
let asked;

before(async () => {
  post = await Post.start();
});
after(() => post?.stop());

/** The code of a mail; it stands in its subject too. */
const codeIn = (mail) => mail.subject.match(/^\d{6}/)[0];

/** Another code than this. */
const wrong = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** A visitor nobody knows presses the button. */
async function presses() {
  const widget = await here.visitor();
  await widget.open();
  await widget.button(ACTION).click();
  return new Asked(widget);
}

/** What was looked up, over all runs. */
async function calls() {
  const { id } = await actionOf(owner, ACTION);
  const { runs } = await api(owner, 'GET', `/api/actions/${id}/runs`);
  return runs.flatMap((it) => it.calls);
}

test('an owner lets an action start for verified visitors alone', async () => {
  owner = await here.owner();
  await api(owner, 'POST', '/api/mail', {
    host: '127.0.0.1',
    port: post.port,
    security: 'none',
    from_address: 'chat@shop.example',
    from_name: 'Fern & Thimble',
  });
  const { page } = owner;
  await page.getByRole('link', { name: 'Actions', exact: true }).click();
  await page.getByRole('link', { name: ACTION }).click();
  await page.getByRole('button', { name: 'Only for some visitors' }).click();
  await page.getByRole('switch', { name: 'Only for verified visitors' }).click();
  await page.getByRole('button', { name: 'Save and publish' }).click();
  await page.getByText('Published. Visitors have it now.').waitFor();
});

test('who is not verified is mailed a code, and a wrong one is refused', async () => {
  asked = await presses();
  await asked.card.getByText('This is only for the person whose it is.').waitFor();
  await isAccessible(asked.widget.page, 'phone');
  await asked.answer({ _email: 'maya at home' });
  await asked.card.getByText('Write the whole address').waitFor();
  await asked.answer({ _email: MAYA });
  await asked.card.getByText('I have sent a code of six digits to m…@home.example.').waitFor();
  const code = codeIn(await post.mailTo(MAYA));
  await asked.answer({ _code: wrong(code) });
  await asked.card.getByText('This is not the code. Look at the latest mail.').waitFor();
  await isAccessible(asked.widget.page, 'phone');
  assert.deepEqual(await calls(), [], 'nothing is looked up');
});

test('the right code lets the lookup run, and the program is told who asks', async () => {
  await asked.answer({ _code: codeIn(await post.mailTo(MAYA)) });
  await asked.answer({ order: 'A-1042' });
  await asked.says('is on its way with Tidepost');
  const [call] = await calls();
  const header = call.headers.find((it) => it.toLowerCase().startsWith('baton-visitor: '));
  const who = JSON.parse(Buffer.from(header.split(': ')[1], 'base64url'));
  assert.deepEqual([who.email, who.proof], [MAYA, 'mailed']);
});

test('who was verified once is not asked again', async () => {
  const before = post.mails.length;
  await asked.widget.say('Where is my order A-1045?');
  await asked.says('was delivered on');
  assert.equal(post.mails.length, before);
});

test('a teammate sees that the address is proved', async () => {
  const team = await here.teammate();
  await team.view('All');
  await team.openRow('A-1045');
  const address = team.context.locator('p').filter({ has: team.page.getByText(MAYA) });
  await address.getByText('Confirmed by mail').waitFor();
  assert.equal(await team.context.getByText('Typed by the visitor, not proved').count(), 0);
  await isAccessible(team.page);
});

test('codes are not to be guessed, and who begins again gets a new one', async () => {
  const tom = 'tom@home.example';
  const guessing = await presses();
  await guessing.answer({ _email: tom });
  const first = codeIn(await post.mailTo(tom));
  const after = post.mails.length;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    await guessing.answer({ _code: wrong(first) });
    await guessing.card.getByText('This is not the code.').waitFor();
    // What is typed takes the refusal away, so that the next one is seen to come.
    await guessing.field('_code').fill('');
    await guessing.card.getByText('This is not the code.').waitFor({ state: 'detached' });
  }
  await guessing.answer({ _code: first });
  await guessing.card.getByText('This code no longer counts. Cancel, and begin again').waitFor();
  await guessing.button('Cancel').click();
  await guessing.card.getByText('Cancelled').waitFor();
  await guessing.widget.button(/^More/).click();
  await guessing.widget.button(ACTION).last().click();
  await guessing.answer({ _email: tom });
  await guessing.answer({ _code: codeIn(await post.mailTo(tom, after)) });
  await guessing.answer({ order: 'A-1044' });
  await guessing.says('and are getting it ready');
});
