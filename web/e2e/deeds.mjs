// What an action does at a program of its owner's, while the server is killed in the midst of it:
// it is done once, and what is said of it is true.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { Asked, actionOf, api, republish } from './lib/action.mjs';
import { world } from './lib/people.mjs';
import { Program } from './lib/program.mjs';
import { until } from './lib/wait.mjs';

const program = await Program.start();
const here = world(() => ({
  settings: { BATON_ALLOW_PRIVATE_ADDRESSES: `["${program.host}"]` },
}));
const ACTION = 'Cancel an order';
let owner;

beforeEach(() => {
  program.asked = [];
  program.done = [];
});
after(() => program.stop());

/** Gives visitors the action that asks our program. */
async function asks(repeatable) {
  owner ??= await here.owner();
  await republish(owner, ACTION, ({ lookups: [lookup] }) => {
    lookup.address = `http://${program.host}/orders/{{order}}/cancel`;
    lookup.repeatable = repeatable;
  });
}

/** A visitor agrees, the program does it, and before it has said so the server dies. */
async function diesInTheMidst(number) {
  const widget = await here.visitor();
  await widget.open();
  await widget.mark();
  await widget.button(/^More/).click();
  await widget.button(ACTION).click();
  const asked = new Asked(widget);
  await asked.card.getByLabel('I would rather not say').check();
  await asked.answer({ order: number });
  program.holdBack();
  await asked.button('Agree').click();
  await until('the program was asked', () => program.asked.length === 1);
  await here.server.kill();
  program.goOn();
  await here.server.start();
  return asked;
}

/** The newest run of the action, as its owner sees it. */
async function lastRun() {
  const { id } = await actionOf(owner, ACTION);
  const { runs } = await api(owner, 'GET', `/api/actions/${id}/runs`);
  return runs[0];
}

test('what may be repeated is asked again as the same deed, and its result is told', async () => {
  await asks(true);
  const asked = await diesInTheMidst('A-2001');
  await asked.says('Order A-2001 is cancelled, and there is nothing to pay back.');
  assert.equal(program.asked.length, 2);
  assert.deepEqual([...new Set(program.asked.map((it) => it.key))], program.done, 'one key');
  assert.equal(program.done.length, 1, 'done once');
  assert.equal((await lastRun()).end, 'done');
  assert.equal(await asked.widget.wasReloaded(), false);
});

test('what may not be repeated is not, and nobody says that it was done', async () => {
  await asks(false);
  const asked = await diesInTheMidst('A-2002');
  await asked.says('I do not know whether order A-2002 was cancelled');
  await asked.widget.frame.getByRole('heading', { name: 'Waiting for a reply' }).waitFor();
  assert.equal(program.asked.length, 1, 'asked once');
  const run = await lastRun();
  assert.equal(run.end, 'failed');
  const [call] = run.calls;
  assert.match(call.failed, /The server stopped while this was asked, and it is not asked twice/);
  await owner.view('Waiting');
  const row = owner.list.getByRole('listitem').filter({ hasText: 'cancellation' });
  await row.getByRole('link').click();
  await owner.thread.getByText('Was order A-2002 cancelled?').first().waitFor();
});

test('half a form outlives the server too', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.button('Where is my order?').click();
  const asked = new Asked(widget);
  await asked.field('order').fill('A-10');
  await here.server.kill();
  await asked.field('order').fill('A-1042');
  await asked.button('Send').click();
  await widget.frame.getByText('No connection.').waitFor();
  await here.server.start();
  await asked.says('is on its way with Tidepost');
  assert.equal((await widget.said()).length, 1, 'answered once');
});
