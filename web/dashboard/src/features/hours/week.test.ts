import { describe, expect, it } from 'vitest';
import { asMonday, isNight, nextSpan, tidyTime, usual, withDay } from './week';

describe('the week of a form', () => {
  it('copies Monday to the weekdays and leaves the weekend', () => {
    const early = withDay(usual('UTC'), 'monday', [{ from: '07:00', to: '12:00' }]);
    const all = asMonday(early);
    expect(all.week.friday).toEqual([{ from: '07:00', to: '12:00' }]);
    expect([all.week.saturday, all.week.sunday]).toEqual([[], []]);
    expect(all.week.tuesday[0]).not.toBe(all.week.monday[0]);
  });
  it('reads times as people type them', () => {
    expect(['9', '930', '9:30', '17.15', '24', ' 8 '].map(tidyTime)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '17:15',
      '24:00',
      '08:00',
    ]);
    expect(tidyTime('noon')).toBe('noon');
  });
  it('proposes what does not overlap, and knows a night', () => {
    expect(nextSpan([])).toEqual({ from: '09:00', to: '17:00' });
    expect(nextSpan([{ from: '09:00', to: '12:00' }])).toEqual({ from: '13:00', to: '18:00' });
    expect(nextSpan([{ from: '09:00', to: '17:30' }])).toEqual({ from: '18:30', to: '22:00' });
    expect(isNight({ from: '22:00', to: '02:00' })).toBe(true);
    expect(isNight({ from: '09:00', to: '24:00' })).toBe(false);
  });
});
