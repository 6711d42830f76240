// Hours as a form fills them. Pure.
import type { HoursNow, HoursView, SpanView } from '../../lib/wire';

export const DAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Day = (typeof DAYS)[number];

const LATEST = '18:00';

/** Monday to Friday from nine to five: most only change a time. */
export function usual(zone: string): HoursView {
  const open = () => [{ from: '09:00', to: '17:00' }];
  return {
    zone,
    week: {
      monday: open(),
      tuesday: open(),
      wednesday: open(),
      thursday: open(),
      friday: open(),
      saturday: [],
      sunday: [],
    },
    holidays: [],
  };
}

export function withDay(hours: HoursView, day: Day, spans: SpanView[]): HoursView {
  return { ...hours, week: { ...hours.week, [day]: spans } };
}

/** Tuesday to Friday become as Monday is. */
export function asMonday(hours: HoursView): HoursView {
  const copy = () => hours.week.monday.map((it) => ({ ...it }));
  return DAYS.slice(1, 5).reduce((all, day) => withDay(all, day, copy()), hours);
}

/** What one more span of a day begins with: the evening after what is there, else office hours. */
export function nextSpan(spans: readonly SpanView[]): SpanView {
  const last = spans.at(-1);
  if (!last) return { from: '09:00', to: '17:00' };
  const from = last.to < LATEST && last.to > last.from ? later(last.to) : LATEST;
  return { from, to: from < LATEST ? LATEST : '22:00' };
}

function later(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${String(hour + 1).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "9", "930" and "9:30" become a time of day; what is none stays for the server to refuse. */
export function tidyTime(text: string): string {
  const found = /^(\d{1,2})[:.h]?(\d{2})?$/.exec(text.trim());
  return found ? `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? '00'}` : text.trim();
}

export function isNight({ from, to }: SpanView): boolean {
  return /^\d\d:\d\d$/.test(to) && /^\d\d:\d\d$/.test(from) && to < from;
}

/** When it changes, as the clock of the zone has it, by the day that it falls on. */
export function changeDay(change: NonNullable<HoursNow['change']>): 'today' | 'tomorrow' | 'day' {
  return change.days === 0 ? 'today' : change.days === 1 ? 'tomorrow' : 'day';
}
