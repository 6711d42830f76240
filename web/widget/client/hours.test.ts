import { describe, expect, it, test } from 'vitest';
import { due, opensAt, when } from './hours';

describe('when the team is back', () => {
  const hours = { open: false, changes: [100, 200, 300] };
  it('is the next opening while it is closed', () => {
    expect(opensAt(hours, 50)).toBe(100);
    expect(opensAt(hours, 250)).toBe(300);
  });
  it('is not said while it is open, where no hours are kept, or where nobody knows', () => {
    expect(opensAt(hours, 100)).toBeNull();
    expect(opensAt(hours, 300)).toBeNull();
    expect(opensAt({ open: true, changes: [10] }, 20)).toBeNull();
    expect(opensAt(null, 20)).toBeNull();
  });
  it('is told in the language and zone of the visitor', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    const monday = Date.parse('2026-11-23T09:00:00Z');
    const parts = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit' });
    expect(when(monday, now, 'en-GB')).toContain('Monday');
    expect(when(monday, now, 'en-GB')).toContain(parts.format(monday));
    expect(when(now + 3_600_000, now, 'en-GB')).not.toMatch(/[a-z]{5}/i);
    expect(when(monday + 14 * 86_400_000, now, 'en-GB')).toContain('December');
  });
});

test('a call is owed by a time of today, of tomorrow, or of a day that is named', () => {
  const now = new Date(2026, 10, 21, 12).getTime();
  const at = (day: number) => new Date(2026, 10, day, 15, 5).getTime();
  expect(due(at(21), now, 'en-GB')).toBe('15:05');
  expect(due(at(22), now, 'en-GB')).toBe('tomorrow 15:05');
  expect(due(at(22), now, 'de')).toBe('morgen 15:05');
  expect(due(at(24), now, 'en-GB')).toMatch(/Tuesday.*15:05/);
});
