import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { moved, startAction } from './buttons';
import type { Client } from './client';
import type { Pending } from './outbox';

const button = { action: 'a1', label: 'Order status', place: 'greeting' };

/** As much of a client as the buttons ask for. */
function aClient(answer: () => Promise<unknown>) {
  const state = { open: true, pending: [] as Pending[], buttons: [] as unknown[] };
  const call = vi.fn(answer);
  const order = vi.fn((command: object) => {
    state.pending.push({ command, state: 'waiting' } as unknown as Pending);
  });
  const client = {
    api: { token: 'mine', call },
    page: { url: '/lots' },
    store: { state, set: (change: object) => Object.assign(state, change) },
    order,
    openSession: vi.fn(),
  };
  return { client: client as unknown as Client, state, call, order };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a page that says several things at once is asked about once', async () => {
  const { client, state, call } = aClient(async () => ({ buttons: [button] }));
  for (let at = 0; at < 3; at++) moved(client);
  await vi.runAllTimersAsync();
  expect(call.mock.calls).toEqual([['actions', { page: { url: '/lots' } }, 15_000]]);
  expect(state.buttons).toEqual([button]);
});

test('a closed panel asks nothing, and a failure shows no buttons', async () => {
  const { client, state, call } = aClient(async () => {
    throw new Error('no line');
  });
  state.open = false;
  moved(client);
  await vi.runAllTimersAsync();
  expect(call).not.toHaveBeenCalled();
  Object.assign(state, { open: true, buttons: [button] });
  moved(client);
  await vi.runAllTimersAsync();
  expect(state.buttons).toEqual([]);
});

test('an answer that comes late for a page that was left is not shown', async () => {
  const answers: ((it: unknown) => void)[] = [];
  const { client, state } = aClient(() => new Promise((done) => answers.push(done)));
  moved(client);
  await vi.runAllTimersAsync();
  moved(client);
  await vi.runAllTimersAsync();
  answers[1]?.({ buttons: [button] });
  answers[0]?.({ buttons: [] });
  await vi.runAllTimersAsync();
  expect(state.buttons).toEqual([button]);
});

test('a second press while the first is on its way starts nothing more', () => {
  const { client, state, order } = aClient(async () => ({}));
  startAction(client, 'a1');
  startAction(client, 'a1');
  startAction(client, 'a2');
  expect(order.mock.calls.map(([it]) => it)).toEqual([
    { type: 'start_action', action: 'a1', page: { url: '/lots' } },
    { type: 'start_action', action: 'a2', page: { url: '/lots' } },
  ]);
  for (const it of state.pending) it.state = 'failed';
  startAction(client, 'a1');
  expect(order).toHaveBeenCalledTimes(3);
});
