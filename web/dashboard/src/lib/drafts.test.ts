// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';

async function fresh() {
  vi.resetModules();
  return import('./drafts');
}

beforeEach(() => localStorage.clear());

describe('drafts', () => {
  it('are kept per conversation and kind', async () => {
    const { keepDraft, draftOf } = await fresh();
    keepDraft('a', 'reply', 'to Maya');
    keepDraft('a', 'note', 'for us');
    expect(draftOf('a', 'reply')).toBe('to Maya');
    expect(draftOf('a', 'note')).toBe('for us');
    expect(draftOf('b', 'reply')).toBe('');
  });

  it('outlive the page', async () => {
    (await fresh()).keepDraft('a', 'reply', 'half a sen');
    expect((await fresh()).draftOf('a', 'reply')).toBe('half a sen');
  });

  it('are gone once sent', async () => {
    const { keepDraft } = await fresh();
    keepDraft('a', 'reply', 'done');
    keepDraft('a', 'reply', '');
    expect((await fresh()).draftOf('a', 'reply')).toBe('');
  });

  it('come back before what was written since', async () => {
    const { keepDraft, draftOf, restoreDraft } = await fresh();
    restoreDraft('a', 'reply', 'first');
    expect(draftOf('a', 'reply')).toBe('first');
    keepDraft('a', 'reply', 'second');
    restoreDraft('a', 'reply', 'first');
    expect(draftOf('a', 'reply')).toBe('first\n\nsecond');
  });

  it('let the oldest go', async () => {
    const { keepDraft, draftOf } = await fresh();
    for (let n = 0; n < 205; n++) keepDraft(`c${n}`, 'reply', 'text');
    expect(draftOf('c4', 'reply')).toBe('');
    expect(draftOf('c5', 'reply')).toBe('text');
  });

  it('live as long as the page where storage is denied', async () => {
    const denied = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const { keepDraft, draftOf } = await fresh();
    keepDraft('a', 'reply', 'kept');
    expect(draftOf('a', 'reply')).toBe('kept');
    denied.mockRestore();
  });
});
