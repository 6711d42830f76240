import { describe, expect, it } from 'vitest';
import { opensAt, when } from './hours';

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
