// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { ALWAYS, fromField, limitsOf, toField } from './reach';

describe('the reach of a source', () => {
  it('says only what is not as everybody would expect', () => {
    expect(limitsOf(ALWAYS, 5)).toEqual([]);
    expect(limitsOf({ ...ALWAYS, from: 3 }, 5)).toEqual([]);
    const said = limitsOf({ readers: 'team', paused: true, from: 9, until: 20 }, 5);
    expect(said.map((it) => it.split(' ')[0])).toEqual(['Paused', 'Teammates', 'From', 'Until']);
    expect(limitsOf({ ...ALWAYS, until: 5 }, 5)[0]).toMatch(/^Ended /);
  });

  it('goes through a field for local times and back', () => {
    const minute = new Date(2026, 10, 3, 14, 30).getTime();
    expect(toField(minute)).toBe('2026-11-03T14:30');
    expect(fromField(toField(minute))).toBe(minute);
    expect([toField(null), fromField('')]).toEqual(['', null]);
  });
});
