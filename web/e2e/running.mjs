// Running it: a backup under load, restored elsewhere, and the doctor in good and bad health.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { foreignSite } from './lib/foreign.mjs';
import { world } from './lib/people.mjs';
import { baton, proxy, Served } from './lib/served.mjs';
import { Widget } from './lib/widget.mjs';

const folder = mkdtempSync(join(tmpdir(), 'baton-running-'));
const at = (name) => join(folder, name);
const QUESTION = 'How long can I return a book?';
const here = world(() => ({ server: () => Served.on(at('data')) }));
let site;
let visitor;
let assistant;

after(() => {
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the doctor found, by what it looked at; `code` is how it ended. */
async function examined(server, { env, words = server.words } = {}) {
  const { code, out, wrong } = await baton(['doctor', '--json', ...words], env);
  const { findings } = JSON.parse(out);
  const of = (what) => findings.filter((it) => it.what === what);
  return { code, wrong, findings, of, level: (what) => of(what).map((it) => it.level) };
}

/** One more visitor, without a browser. */
async function open() {
  const { server } = here;
  const answer = await server.ask('/api/visitor/session', { site: assistant.site });
  const { token } = await answer.json();
  const conversation = randomUUID();
  return {
    say: (text) =>
      server.ask(
        '/api/visitor/commands',
        { type: 'say', id: randomUUID(), conversation, text },
        { authorization: `Bearer ${token}` },
      ),
  };
}

test('an owner sets it up, and a visitor asks', async () => {
  const { server } = here;
  const token = server.said.match(/link#(\S+)/)[1];
  const owner = {
    token,
    workspace: 'Fern & Thimble Books',
    name: 'Ada',
    email: 'ada@books.example',
    password: 'correct horse battery',
  };
  const answer = await server.ask('/api/links/use', owner, { origin: server.origin });
  const cookie = answer.headers.getSetCookie()[0].split(';')[0];
  const known = await server.ask('/api/assistants', undefined, { cookie });
  [assistant] = (await known.json()).assistants;
  site = await foreignSite({
    origin: server.origin,
    shop: `data:text/html,<script data-site="${assistant.site}">`,
  });
  await server.ask(
    `/api/assistants/${assistant.id}`,
    { allowed_sites: [new URL(site.address).origin], greeting: 'I answer from what we wrote.' },
    { cookie, origin: server.origin, method: 'PATCH' },
  );
  writeFileSync(at('returns.md'), '# Returns\n\nYou can return a book within 30 days.\n');
  const learnt = await baton(['learn', at('returns.md'), ...server.words]);
  assert.equal(learnt.code, 0, learnt.wrong);

  const page = await (await here.profile()).newPage();
  await page.goto(site.address);
  visitor = new Widget(page);
  await visitor.launcher.click();
  await visitor.log.waitFor();
  await visitor.say(QUESTION);
  await visitor.log.getByText('within 30 days').first().waitFor();
  await visitor.isSettled();
});

test('the doctor finds nothing wrong, and says what could be better', async () => {
  const well = await examined(here.server);
  assert.equal(well.code, 0, JSON.stringify(well.findings));
  for (const what of ['data folder', 'disk', 'secret key', 'database', 'owner', 'assistant']) {
    assert.deepEqual(well.level(what), ['ok'], what);
  }
  assert.match(well.of('knowledge')[0].says, /answers from 1 source$/);
  assert.deepEqual(well.level('live lines'), ['ok']);
  assert.deepEqual(well.level('public_url'), ['warning']);
  const health = await baton(['health', ...here.server.words]);
  assert.equal(health.out.trim(), 'ready');
});

test('a backup is taken while many talk, and it is whole', async () => {
  let enough = false;
  const crowd = await Promise.all(Array.from({ length: 8 }, () => open()));
  const written = crowd.map(async (it, who) => {
    for (let n = 0; !enough; n += 1) await it.say(`Message ${n} of ${who}`);
  });
  const made = await baton(['backup', at('books.tar'), ...here.server.words]);
  enough = true;
  await Promise.all(written);
  assert.equal(made.code, 0, made.wrong);
  assert.match(made.out, /Fern & Thimble Books: conversations: \d+/);
  assert.equal(statSync(at('books.tar')).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('partial')),
    [],
  );
  const again = await baton(['backup', at('books.tar'), ...here.server.words]);
  assert.equal(again.code, 1);
  assert.match(again.wrong, /is there already/);
});

test('restored into another folder, the same chat goes on in the browser', async () => {
  const { server } = here;
  const used = await baton(['restore', at('books.tar'), '--data', server.data]);
  assert.match(used.wrong, /stop it first/);
  await server.stop();
  const done = await baton(['restore', at('books.tar'), '--data', at('elsewhere')]);
  assert.equal(done.code, 0, done.wrong);
  assert.match(done.out, /Fern & Thimble Books/);
  assert.match(done.out, /Teammates sign in anew/);
  server.data = at('elsewhere');
  await server.start();
  assert.ok(!server.said.includes('Welcome'), 'it has its owner');
  await visitor.say('Thank you, that helps.');
  await visitor.line('Thank you, that helps.').waitFor();
  await visitor.isSettled();
  const said = await visitor.said();
  assert.equal(said[0].text, QUESTION);
  assert.ok(said.some((it) => it.text.includes('within 30 days')));
  const health = await examined(server);
  assert.equal(health.code, 0, JSON.stringify(health.findings));
});

test('the doctor sees what a proxy does', async () => {
  const { server } = here;
  await server.stop();
  const through = async (passes, trusted) => {
    const front = await proxy(server.port, passes);
    const env = { BATON_PUBLIC_URL: front.origin, BATON_TRUSTED_PROXIES: trusted };
    server.env = env;
    await server.start();
    const seen = await examined(server, { env });
    await server.stop();
    front.close();
    return seen;
  };
  const good = await through({ forwarded: '198.51.100.7' }, '127.0.0.1,10.0.0.0/8');
  assert.match(good.of("visitors' addresses")[0].says, /trusted.*198\.51\.100\.7/);
  assert.deepEqual(good.level('live lines'), ['warning']);
  assert.match(good.of('live lines')[0].says, /426/);
  const silent = await through({ sockets: false }, '127.0.0.1');
  assert.deepEqual(silent.level("visitors' addresses"), ['warning']);
  assert.match(silent.of("visitors' addresses")[0].says, /does not say whom/);
  const strange = await through({ forwarded: '198.51.100.7' }, '10.0.0.0/8');
  assert.deepEqual(strange.level("visitors' addresses"), ['problem']);
  assert.match(strange.of("visitors' addresses")[0].advice, /trusted_proxies/);
  assert.equal(strange.code, 1);
});

test('the doctor says whose the port is, and where the public address leads', async () => {
  const { server } = here;
  const other = await proxy(1);
  const port = new URL(other.origin).port;
  const words = ['--data', server.data, '--listen', `127.0.0.1:${port}`];
  const taken = await examined(server, { words });
  assert.match(taken.of('server')[0].says, /taken by another program/);
  assert.equal(taken.code, 1);
  other.close();
  server.env = { BATON_PUBLIC_URL: 'http://127.0.0.1:1' };
  await server.start();
  const lost = await examined(server, { env: server.env });
  assert.deepEqual(lost.level('public address'), ['problem']);
  assert.match(lost.of('public address')[0].says, /not reached from here/);
  await server.stop();
  server.env = {};
});

test('the doctor says what is wrong with a folder, and changes nothing', async () => {
  const { server } = here;
  chmodSync(server.data, 0o755);
  rmSync(join(server.data, 'secret.key'));
  const ill = await examined(server);
  assert.match(ill.of('data folder')[0].advice, /chmod 700/);
  assert.deepEqual(ill.level('secret key'), ['problem']);
  assert.deepEqual(ill.level('server'), ['warning'], 'none runs');
  truncateSync(join(server.data, 'baton.db'), 20_480);
  const damaged = await examined(server);
  assert.deepEqual(damaged.level('database'), ['problem']);
  assert.match(damaged.of('database')[0].advice, /restore/);
  assert.equal(damaged.code, 1);
  const nowhere = await examined(server, { words: ['--data', at('nowhere')] });
  assert.deepEqual(nowhere.level('data folder'), ['warning']);
  assert.ok(!existsSync(at('nowhere')), 'nothing is made by looking');
  const wrong = await examined(server, { env: { BATON_TRUSTED_PROXIES: 'caddy' } });
  assert.match(wrong.of('settings')[0].says, /caddy/);
  assert.equal(wrong.code, 1);
});
