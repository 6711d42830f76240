// Many assistants, going live in steps, drafts and rehearsals, as an owner meets them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { world } from './lib/people.mjs';
import { RETURNS } from './lib/story.mjs';
import { eventually, until } from './lib/wait.mjs';
import { Widget } from './lib/widget.mjs';

const here = world();
const WATCHES = 'Are vintage watches waterproof?';
let owner;

/** What the dashboard's own API says. */
function api(method, path, body) {
  return owner.page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path, {
        method,
        headers: body ? { 'content-type': 'application/json' } : {},
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return answer.json();
    },
    [method, path, body],
  );
}

async function settings(path = '') {
  await owner.page.goto(new URL(`/settings/assistants${path}`, owner.page.url()).href);
}

const button = (name) => owner.page.getByRole('button', { name, exact: true });
const tab = (name) =>
  owner.page.getByRole('navigation', { name: 'Pages of this assistant' }).getByText(name);

async function goesLive(step) {
  await owner.page.getByRole('radio', { name: new RegExp(`^${step}`) }).check();
  await button('Save changes').click();
  await owner.page
    .getByText('It holds for conversations that begin from now on.')
    .first()
    .waitFor();
}

/** A site of its own with the snippet of an assistant. */
async function siteOf(site) {
  const html = `<!doctype html><title>A site</title><h1>A site</h1><script>
    window.baton = window.baton || function () { (baton.q = baton.q || []).push(arguments); };
    baton('boot', { site: '${site}' });
  </script><script async src="${here.server.origin}/widget.js"></script>`;
  const host = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end(html);
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  host.unref();
  return `http://127.0.0.1:${host.address().port}`;
}

let second;

test('a second assistant is made and given one source, and each answers from its own', async () => {
  owner = await here.owner();
  await settings();
  await button('New assistant').click();
  await button('Create').click();
  await owner.page.getByText('Fill this in.').waitFor();
  await owner.page.getByLabel('Name').fill('Tick');
  await button('Create').click();
  await owner.page.getByRole('heading', { name: 'Tick' }).waitFor();
  second = (await api('GET', '/api/assistants')).assistants.find((it) => it.name === 'Tick');

  await tab('Sources').click();
  await owner.page.getByRole('radio', { name: /^Only the chosen ones/ }).check();
  const switches = owner.page.getByRole('switch');
  await until('the switches can be used', () => switches.first().isEnabled());
  const names = (await api('GET', '/api/sources')).sources.map((it) => it.id);
  assert.equal(await switches.count(), names.length);
  const watches = (await api('GET', '/api/sources')).sources.find((it) => /watch/i.test(it.title));
  await api('PATCH', `/api/assistants/${second.id}/sources`, { all: false, sources: [] });
  await owner.page.reload();
  await owner.page.getByRole('switch', { name: watches.title }).click();
  await eventually(
    () => api('GET', `/api/assistants/${second.id}/sources`),
    (it) => assert.deepEqual(it, { all: false, sources: [watches.id] }),
  );

  await owner.page.getByRole('link', { name: 'Knowledge' }).click();
  const ask = async (whom, question, would) => {
    await owner.page.getByRole('combobox', { name: 'Assistant' }).selectOption({ label: whom });
    await owner.page.getByLabel('Your question').fill(question);
    await button('Ask').click();
    await owner.page.getByText(would).waitFor();
  };
  await ask('Tick', RETURNS, /^It would say that it does not know/);
  const [first] = (await api('GET', '/api/assistants')).assistants;
  await ask(first.name, RETURNS, 'It would answer this.');
  await ask('Tick', WATCHES, 'It would answer this.');
});

test('a copy has a snippet of its own', async () => {
  await settings(`/${second.id}`);
  await button('Copy').first().click();
  const dialog = owner.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('tick');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByText('Another assistant has this name').waitFor();
  await dialog.getByLabel('Name').fill('Tock');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await owner.page.getByRole('heading', { name: 'Tock' }).waitFor();
  const copy = (await api('GET', '/api/assistants')).assistants.find((it) => it.name === 'Tock');
  assert.notEqual(copy.site, second.site);
  assert.deepEqual(copy.allowed_sites, []);
});

test('an archived assistant is gone from its site, and comes back', async () => {
  const origin = await siteOf(second.site);
  await api('PATCH', `/api/assistants/${second.id}`, { allowed_sites: [origin] });
  const page = await (await here.profile()).newPage();
  await page.goto(origin);
  const widget = new Widget(page);
  await widget.open();

  await settings(`/${second.id}`);
  await button('Archive').click();
  const question = owner.page.getByRole('alertdialog', { name: 'Archive Tick?' });
  await question.getByText('Its widget disappears from your sites at once').waitFor();
  await question.getByRole('button', { name: 'Archive' }).click();
  await owner.page.getByText('Its widget shows on no site.').waitFor();
  await page.reload();
  // The panel is there again by itself, is told, and takes the widget off the page.
  await widget.host.waitFor({ state: 'detached' });

  await button('Bring back').click();
  await owner.page.getByText('Tick is back.').waitFor();
  await page.reload();
  await widget.host.waitFor();
});

test('at the step of drafts a teammate uses, changes and sends what the assistant wrote', async () => {
  const [first] = (await api('GET', '/api/assistants')).assistants;
  await settings(`/${first.id}/live`);
  await goesLive('Drafts for teammates');
  const widget = await here.visitor();
  await widget.open();
  await widget.say(RETURNS);
  await widget.line('A person will answer you here').waitFor();
  await widget.frame.getByLabel('E-mail').waitFor();
  assert.equal(await widget.button('Go on with the assistant').count(), 0);

  const team = await here.teammate();
  await team.openRow(RETURNS);
  await team.thread.getByText('The assistant only drafts, so people answer.').waitFor();
  const draft = team.thread.getByRole('region', { name: 'Draft by the assistant' });
  await draft.getByText('30 days from delivery').first().waitFor();
  await isAccessible(team.page);
  await draft.getByRole('button', { name: 'Use' }).click();
  await eventually(
    () => team.writing.inputValue(),
    (text) => assert.match(text, /30 days/),
  );
  await team.reply('You have 30 days, Maya.');
  await widget.shows([
    ['visitor', RETURNS],
    ['teammate', 'You have 30 days, Maya.'],
  ]);
  await team.log.getByText('from a draft, changed').waitFor();
  await draft.waitFor({ state: 'detached' });

  await widget.say('And the refund, when does it come?');
  await draft.getByRole('button', { name: 'Put aside' }).click();
  await team.log.getByText('put a draft aside').waitFor();
  await widget.say(RETURNS);
  await draft.getByRole('button', { name: 'Send as it is' }).click();
  await team.log.getByText('from a draft', { exact: true }).waitFor();
  const said = await widget.said();
  assert.equal(said.at(-1).by, 'teammate');

  await settings(`/${first.id}/live`);
  await owner.page.getByText('Sent after changes').locator('..').getByText('1').waitFor();
  await team.page.close();
});

test('pages and the share of visitors are tried, refused when wrong, and hold', async () => {
  const { page } = owner;
  await page.getByRole('radio', { name: /^Everybody/ }).check();
  await page.getByLabel('Only on these pages').fill('/help* and more');
  await button('Save changes').click();
  await page.getByText('leave out the spaces').waitFor();
  await page.getByLabel('Only on these pages').fill('/no-such-page*');
  await page.getByLabel('Try a page').fill('https://shop.example/pricing');
  await button('Try').click();
  await page.getByText('People answer here.').waitFor();
  await page.getByLabel('Try a page').fill('https://shop.example/no-such-page/1');
  await button('Try').click();
  await page.getByText('Decided by /no-such-page*.').waitFor();
  await button('Save changes').click();
  await page.getByText('It holds for conversations').first().waitFor();
  const widget = await here.visitor();
  await widget.open();
  await widget.say('Which page am I on?');
  await widget.line('A person will answer you here').waitFor();

  await page.getByLabel('Only on these pages').fill('');
  await page.getByRole('slider', { name: 'Share of visitors' }).fill('0');
  await button('Save changes').click();
  await until('it is saved', async () => {
    const [first] = (await api('GET', '/api/assistants')).assistants;
    return first.rollout.share === 0 && first.rollout.include.length === 0;
  });
  const another = await here.visitor();
  await another.open();
  await another.say('Am I one of the chosen?');
  await another.line('A person will answer you here').waitFor();
});

test('a rehearsal opens in a second page, is answered, marked, and removed', async () => {
  const popup = owner.page.waitForEvent('popup');
  await button('Rehearse').click();
  const page = await popup;
  await page.getByText('Nothing said here counts in any figure').waitFor();
  await isAccessible(page);
  const widget = new Widget(page);
  await widget.open();
  assert.equal(new URL(page.url()).hash, '', 'the key left the address');
  await widget.say(RETURNS);
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', /30 days/],
  ]);
  await page.reload();
  await widget.shows([
    ['visitor', RETURNS],
    ['assistant', /30 days/],
  ]);

  await owner.page.getByRole('link', { name: /^Inbox/ }).click();
  await owner.view('Rehearsals');
  await owner
    .row(/30 days/)
    .getByText('Rehearsal', { exact: true })
    .waitFor();
  await owner.openRow(/30 days/);
  await owner.thread.getByText('Rehearsal', { exact: true }).waitFor();
  await isAccessible(owner.page);

  const [first] = (await api('GET', '/api/assistants')).assistants;
  await settings(`/${first.id}/live`);
  await button('Remove rehearsals').click();
  const question = owner.page.getByRole('alertdialog', { name: 'Remove all rehearsals?' });
  await question.getByRole('button', { name: 'Remove rehearsals' }).click();
  await owner.page.getByText('1 rehearsal removed.').waitFor();
  await page.close();
});

test('who leaves with changes can save them on the way, once they are right', async () => {
  const [{ id }] = (await api('GET', '/api/assistants')).assistants;
  await settings(`/${id}`);
  const question = owner.page.getByRole('alertdialog', { name: 'Leave this page?' });
  const saveAndLeave = question.getByRole('button', { name: 'Save and leave' });
  await owner.page.getByLabel('Allowed sites').fill('*');
  await tab('Sources').click();
  await isAccessible(owner.page, 'phone');
  await saveAndLeave.click();
  await question.waitFor({ state: 'detached' });
  await owner.page.getByText('name each site on its own').waitFor();
  await owner.page.getByLabel('Allowed sites').fill('');
  await owner.page.getByLabel('Suggested questions').fill('What is grade B?');
  await tab('Sources').click();
  await saveAndLeave.click();
  await owner.page.waitForURL('**/sources');
  const [saved] = (await api('GET', '/api/assistants')).assistants;
  assert.deepEqual([saved.suggestions, saved.allowed_sites], [['What is grade B?'], []]);
});

test('the pages are readable in light, dark, from right to left, and on a phone', async () => {
  const [first] = (await api('GET', '/api/assistants')).assistants;
  for (const path of [
    '',
    `/${first.id}`,
    `/${first.id}/cost`,
    `/${first.id}/sources`,
    `/${first.id}/live`,
    '/nobody',
  ]) {
    await settings(path);
    await owner.page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await owner.page
      .getByRole('link', { name: /All assistants|conversations? in/ })
      .first()
      .waitFor();
    await isAccessible(owner.page, 'phone');
  }
});
