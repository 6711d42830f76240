// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { draftOf, keepDraft } from '../../lib/drafts';
import { aProblem, myRow, owners } from '../../lib/fixtures';
import { absorb, rowsNow } from '../../lib/live/cache';
import { outbox } from '../../lib/live/index';
import type { Problem } from '../../lib/wire';
import { callBackDone, isRace, sendAction } from './run-commands';

type Answer = Problem | 'nothing' | 'done';

/** Answers commands in turn, and keeps what was asked. There is no socket. */
function server(...answers: Answer[]) {
  const asked: Record<string, unknown>[] = [];
  vi.stubGlobal('fetch', async (_: string, init: { body: string }) => {
    const body = JSON.parse(init.body) as Record<string, unknown>;
    asked.push(body);
    const answer = answers.shift() ?? 'done';
    if (answer === 'nothing') throw new TypeError('no line');
    if (answer === 'done') {
      return new Response(JSON.stringify({ id: body.id, conversation: 'a', seq: 9, epoch: 4 }));
    }
    return new Response(JSON.stringify(answer), { status: answer.status });
  });
  return asked;
}

beforeEach(() => {
  absorb([myRow({ conversation: 'a', epoch: 3 })]);
  outbox.returned.set({});
  keepDraft('a', 'reply', 'Dear Maya');
});
afterEach(() => vi.unstubAllGlobals());

it('sends an action with the epoch that was seen, and takes in the new one', async () => {
  const asked = server('done');
  expect(await sendAction('a', 'order')).toBeNull();
  expect(asked).toMatchObject([{ type: 'send_action', action: 'order', epoch: 3 }]);
  expect(rowsNow().get('a')?.epoch).toBe(4);
});

it('tells who was faster, and leaves the draft alone', async () => {
  server(aProblem({ code: 'taken_by', owner: owners.sams, epoch: 5 }));
  const wrong = await sendAction('a', 'order');
  expect(wrong !== 'unreachable' && wrong && isRace(wrong)).toBe(true);
  expect(outbox.returned.get()).toEqual({ a: { code: 'taken_by', who: 'Sam' } });
  expect(draftOf('a', 'reply')).toBe('Dear Maya');
});

it('asks again where only the assistant moved', async () => {
  const asked = server(aProblem({ code: 'stale', owner: owners.assistant, epoch: 7 }), 'done');
  expect(await sendAction('a', 'order')).toBeNull();
  expect(asked.map((it) => it.epoch)).toEqual([expect.any(Number), 7]);
});

it('is the same command again where nobody knows what became of it', async () => {
  const asked = server('nothing', 'done', 'done');
  expect(await sendAction('a', 'order')).toBe('unreachable');
  await sendAction('a', 'order');
  await sendAction('a', 'order');
  const ids = asked.map((it) => it.id);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

it('says that the visitor was called', async () => {
  const asked = server('done');
  expect(await callBackDone('a')).toBeNull();
  expect(asked).toMatchObject([{ type: 'call_back_done' }]);
});
