// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem, VisitorSession } from '../../shared/events';
import { Refused } from './api';
import type { Client } from './client';
import { identify, type Proof } from './identify';
import { leave, signOut } from './sign-out';
import { openStorage } from './storage';

const session = (token: string, identified = false) => ({ token, identified }) as VisitorSession;

/** As much of a client as the proof asks for. */
function aClient(token: string | null = 'mine') {
  const told: [string, unknown][] = [];
  const done: string[] = [];
  const client = {
    api: { token, prove: vi.fn() },
    options: { emit: (name: string, data: unknown) => told.push([name, data]) },
    storage: openStorage(`${Math.random()}:`, () => localStorage),
    prove: undefined as Client['prove'],
    setAttributes: vi.fn(),
    stop: () => done.push('stop'),
    forget: (next: string | null, all: boolean) => done.push(`forget ${next} ${all}`),
    openSession: () => done.push('open'),
  };
  const proves = async (user: Record<string, unknown>, proof: Proof, as = session('mine')) => {
    identify(client as unknown as Client, user, proof);
    return client.prove?.(as);
  };
  return { client, told, done, proves };
}

function refusal(code: Problem['code'], status = 403): Refused {
  const why = 'The token expired 60 s ago. Sign a new one for each page.';
  return new Refused({ type: 'about:blank', title: 'No', detail: why, status, code });
}

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
const request = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', request);
  warn.mockClear();
  request.mockReset();
});
afterEach(() => vi.unstubAllGlobals());

test('a token goes to the server as it is, and the site hears once that it was taken', async () => {
  const { client, told, done, proves } = aClient();
  client.api.prove.mockResolvedValue(session('mine', true));
  await proves({ id: 'ignored' }, { token: 'a.b.c' });
  await client.prove?.(session('mine', true));
  expect(client.api.prove).toHaveBeenCalledWith({ type: 'token', token: 'a.b.c' });
  expect(client.setAttributes).not.toHaveBeenCalled();
  expect(told).toEqual([['identify', { ok: true }]]);
  expect(done).toEqual(['stop', 'open']);
});

test('a hash proves the id; e-mail and name stay what the page says', async () => {
  const { client, proves } = aClient();
  client.api.prove.mockResolvedValue(session('mine'));
  await proves({ id: 7, email: 'm@home.example', name: 'M' }, { hash: 'ff' });
  expect(client.api.prove).toHaveBeenCalledWith({ type: 'hash', id: '7', hash: 'ff' });
  expect(client.setAttributes).toHaveBeenCalledWith({ email: 'm@home.example', name: 'M' });
});

test('a browser of somebody else begins anew', async () => {
  const { client, done, proves } = aClient();
  client.api.prove.mockResolvedValue(session('next', true));
  await proves({}, { token: 'x' });
  expect(done).toEqual(['stop', 'open', 'forget next true', 'open']);
});

test('a refusal is said with its reason, and the chat goes on anonymously', async () => {
  const { client, told, done, proves } = aClient();
  client.api.prove.mockRejectedValue(refusal('identity_refused'));
  const kept = session('mine');
  expect(await proves({}, { token: 'x' }, kept)).toBe(kept);
  const reason = refusal('identity_refused').problem.detail;
  expect(told).toEqual([
    ['identify', { ok: false, reason }],
    ['error', 'identity_refused'],
  ]);
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(reason));
  expect(client.prove).toBeUndefined();
  expect(done).toEqual(['stop', 'open']);
});

test('who was recognised before a refusal is not shown to whoever is meant now', async () => {
  const { client, done, proves } = aClient();
  request.mockResolvedValue(new Response(null, { status: 204 }));
  client.api.prove.mockRejectedValue(refusal('identity_refused'));
  await proves({}, { token: 'x' }, session('mine', true));
  expect(done).toEqual(['stop', 'open', 'forget null true']);
  expect(request).toHaveBeenCalledOnce();
});

test('what is no refusal is tried again with the session', async () => {
  const { client, told, proves } = aClient();
  for (const error of [new TypeError('offline'), refusal('too_fast', 429)]) {
    client.api.prove.mockRejectedValue(error);
    await expect(proves({}, { token: 'x' })).rejects.toBe(error);
    expect(client.prove).toBeDefined();
  }
  expect(told).toEqual([]);
});

test('a browser that signs out is forgotten by the server, or later when it can be reached', async () => {
  const { client } = aClient('secret');
  request.mockRejectedValueOnce(new TypeError('offline'));
  signOut(client as unknown as Client);
  await vi.waitFor(() => expect(request).toHaveBeenCalledOnce());
  const [path, options] = request.mock.calls[0] ?? [];
  expect(path).toBe('/api/visitor/session');
  expect(options).toMatchObject({
    method: 'DELETE',
    keepalive: true,
    headers: { authorization: 'Bearer secret' },
  });
  expect(client.storage.keys('left:')).toEqual(['left:secret']);
  request.mockResolvedValueOnce(new Response(null, { status: 503 }));
  leave(client.storage);
  request.mockResolvedValueOnce(new Response(null, { status: 204 }));
  leave(client.storage);
  await vi.waitFor(() => expect(client.storage.keys('left:')).toEqual([]));
});
