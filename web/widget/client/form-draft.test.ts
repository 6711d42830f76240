// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { keepDraft, readDraft, tidyDrafts } from './form-draft';
import { openStorage } from './storage';

const storage = () => openStorage('t:', () => localStorage);
const key = { conversation: 'c', run: 2, step: 1 };

beforeEach(() => localStorage.clear());

test('what was filled in outlives a reload, each kind as it was', () => {
  const values = { order: 'A-1', kinds: ['a', 'b'], again: false, ok: true, photos: ['id'] };
  keepDraft(storage(), key, values);
  expect(readDraft(storage(), key)).toEqual(values);
});

test('it is of its own form alone', () => {
  keepDraft(storage(), key, { order: 'A-1' });
  expect(readDraft(storage(), { ...key, step: 2 })).toEqual({});
  expect(readDraft(storage(), { ...key, run: 22 })).toEqual({});
  expect(readDraft(storage(), { ...key, conversation: 'd' })).toEqual({});
});

test('what was emptied again leaves nothing', () => {
  keepDraft(storage(), key, { order: 'A-1' });
  keepDraft(storage(), key, { order: '', ok: false });
  expect(localStorage).toHaveLength(0);
});

test('of a run only what it asks now is kept, and nothing once it is over', () => {
  keepDraft(storage(), key, { order: 'A-1' });
  keepDraft(storage(), { ...key, step: 4 }, { email: 'a@b.de' });
  keepDraft(storage(), { ...key, run: 22 }, { order: 'B-2' });
  tidyDrafts(storage(), key, 4);
  expect([readDraft(storage(), key), readDraft(storage(), { ...key, step: 4 })]).toEqual([
    {},
    { email: 'a@b.de' },
  ]);
  tidyDrafts(storage(), key);
  expect(storage().keys('draft')).toEqual(['draft:c:22:1']);
});

test('what another program wrote there is no draft', () => {
  localStorage['t:draft:c:2:1'] = 'null';
  expect(readDraft(storage(), key)).toEqual({});
  localStorage['t:draft:c:2:1'] = '{';
  expect(readDraft(storage(), key)).toEqual({});
});
