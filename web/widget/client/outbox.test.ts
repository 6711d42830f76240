// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem, VisitorCommand } from '../../shared/events';
import { ANSWER_MS_MAX, LATER_MS, Outbox } from './outbox';
import { openStorage } from './storage';

const say = (id: string, conversation = 'c'): VisitorCommand => ({
  type: 'say',
  id,
  conversation,
  text: id,
});
const problem = (code: Problem['code']): Problem => ({
  type: 'about:blank',
  title: '',
  detail: 'No.',
  status: 429,
  code,
});

let up: boolean;
let sent: string[];

function outbox(storage = openStorage('t:', () => localStorage)) {
  return new Outbox({
    storage,
    send: (command) => {
      if (up) sent.push(command.id);
      return up;
    },
    changed: () => {},
    now: () => 1,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  up = true;
  sent = [];
});
afterEach(() => vi.useRealTimers());

test('one is on its way at a time, in the order in which they were written', () => {
  const box = outbox();
  for (const id of ['1', '2', '3']) box.add(say(id));
  expect(sent).toEqual(['1']);
  box.done({ id: '1', seq: 1 });
  box.done({ id: '2', seq: 2 });
  expect(sent).toEqual(['1', '2', '3']);
});

test('what is written offline survives a reload and is sent once, with its id', () => {
  up = false;
  const before = outbox();
  before.add(say('1'));
  before.add(say('2'));
  const after = outbox();
  expect(after.list('c').map((it) => it.command.id)).toEqual(['1', '2']);
  up = true;
  after.flush();
  after.done({ id: '1', seq: 1 });
  after.done({ id: '2', seq: 2 });
  expect(sent).toEqual(['1', '2']);
  expect(outbox().list()).toEqual([]);
});

test('an outcome that is unknown is asked again with the same id', () => {
  const box = outbox();
  box.add(say('1'));
  box.lineLost();
  box.flush();
  vi.advanceTimersByTime(ANSWER_MS_MAX);
  expect(sent).toEqual(['1', '1', '1']);
  box.done({ id: '1', seq: 4 });
  vi.advanceTimersByTime(ANSWER_MS_MAX * 3);
  expect(sent).toHaveLength(3);
});

test('a taken message stays until the thread holds it', () => {
  const box = outbox();
  box.add(say('1'));
  box.done({ id: '1', seq: 4 });
  box.seen('c', 3);
  expect(box.list('c')).toHaveLength(1);
  box.seen('c', 4);
  expect(box.list('c')).toEqual([]);
});

test('a refusal is shown, holds nobody back, and can be tried again', () => {
  const box = outbox();
  box.add(say('1'));
  box.add(say('2'));
  box.refused('1', problem('invalid'));
  expect(sent).toEqual(['1', '2']);
  expect(box.list()[0]).toMatchObject({ state: 'failed', problem: { detail: 'No.' } });
  box.done({ id: '2', seq: 1 });
  box.retry('1');
  expect(sent).toEqual(['1', '2', '1']);
});

test('"too fast" is tried again by itself, before what was written later', () => {
  const box = outbox();
  box.add(say('1'));
  box.add(say('2'));
  box.refused('1', problem('too_fast'));
  expect(sent).toEqual(['1']);
  vi.advanceTimersByTime(LATER_MS);
  expect(sent).toEqual(['1', '1']);
});

test('two tabs show the same, and what one has sent the other forgets', () => {
  up = false;
  const one = outbox();
  const two = outbox();
  one.add(say('1'));
  two.reread();
  expect(two.list()).toHaveLength(1);
  up = true;
  one.flush();
  one.done({ id: '1', seq: 1 });
  two.reread();
  expect(two.list()).toEqual([]);
});

test('without storage it lasts as long as the page', () => {
  const denied = openStorage('t:', () => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(denied.lasting).toBe(false);
  up = false;
  const box = outbox(denied);
  box.add(say('1'));
  box.reread();
  up = true;
  box.flush();
  expect(sent).toEqual(['1']);
});
