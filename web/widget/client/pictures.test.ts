// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import type { Client } from './client';
import { attach, attached, keepTo } from './pictures';

afterEach(() => vi.unstubAllGlobals());

test('who goes on in another thread sends no picture on in this one', () => {
  const abort = vi.fn();
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {};
      open() {}
      setRequestHeader() {}
      send() {}
      abort = abort;
    },
  );
  URL.createObjectURL = () => 'blob:a';
  const client = {
    api: { token: '' },
    store: { set: () => {}, state: { thread: { conversation: 'one' } } },
  } as unknown as Client;
  keepTo('one');
  attach(client, [new File(['a'], 'a.png', { type: 'image/png' })]);
  keepTo('one');
  expect([attached.length, abort.mock.calls.length]).toEqual([1, 0]);
  keepTo('another');
  expect([attached.length, abort.mock.calls.length]).toEqual([0, 1]);
});
