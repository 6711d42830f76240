// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INACTIVE_MS } from '../../../../shared/limits';
import { isActive, watchActivity } from './activity';

describe('activity', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('ends after a while without a sign, comes back with one, and is told once each time', () => {
    const told: boolean[] = [];
    const stop = watchActivity((active) => told.push(active));
    vi.advanceTimersByTime(INACTIVE_MS - 1);
    dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(INACTIVE_MS - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect([told, isActive()]).toEqual([[false], false]);
    dispatchEvent(new Event('pointermove'));
    dispatchEvent(new Event('pointermove'));
    expect(told).toEqual([false, true]);
    vi.advanceTimersByTime(INACTIVE_MS);
    expect(told).toEqual([false, true, false]);
    stop();
    dispatchEvent(new Event('keydown'));
    expect(told).toEqual([false, true, false]);
  });
});
