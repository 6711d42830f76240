import { expect, test } from 'vitest';
import { BACKOFF_MS_MAX, backoffMs } from './backoff';

test('the wait doubles, is spread, and never passes its maximum', () => {
  expect(backoffMs(0, () => 1)).toBe(500);
  expect(backoffMs(3, () => 1)).toBe(4_000);
  expect(backoffMs(3, () => 0)).toBe(1_000);
  for (const failures of [6, 7, 30, 5_000]) {
    expect(backoffMs(failures, () => 1)).toBe(BACKOFF_MS_MAX);
    expect(backoffMs(failures, () => 0)).toBe(BACKOFF_MS_MAX / 4);
  }
});
