// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { linesOf, wordOf } from './tags';

describe('tags', () => {
  it('are known by a word made of their name', () => {
    expect(wordOf('Late delivery!')).toBe('late-delivery');
    expect(wordOf('  Réclamation n° 2 ')).toBe('reclamation-n-2');
    expect(wordOf('***')).toBe('');
    expect(wordOf(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39));
  });

  it('have an example on each line, each once', () => {
    expect(linesOf(' where is it?\n\nwhere is it?\nlate ')).toEqual(['where is it?', 'late']);
  });
});
