// When the team is back, from what the session told of its hours.
import type { VisitorSession } from '../../shared/events';

const WEEK_MS = 7 * 86_400_000;

/** The moment at which closed hours end; null while they are open, or where nobody knows. */
export function opensAt(hours: VisitorSession['hours'], now: number): number | null {
  if (!hours) return null;
  const next = hours.changes.findIndex((at) => at > now);
  // Each change that has passed turned it over.
  const passed = next < 0 ? hours.changes.length : next;
  const open = passed % 2 === 0 ? hours.open : !hours.open;
  return open || next < 0 ? null : (hours.changes[next] ?? null);
}

/** Until when somebody calls: as below, and tomorrow by its name. */
export function due(at: number, now: number, locale: string): string {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  if (tomorrow.toDateString() !== new Date(at).toDateString()) return when(at, now, locale);
  const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(1, 'day');
  // On that day itself it would be the time of day alone.
  return `${day} ${when(at, at, locale)}`;
}

/** Such as "Monday 09:00", in the visitor's own language and time zone; beyond a week with its date. */
export function when(at: number, now: number, locale: string): string {
  const days: Intl.DateTimeFormatOptions =
    at - now < WEEK_MS - 86_400_000
      ? { weekday: 'long' }
      : { weekday: 'long', day: 'numeric', month: 'long' };
  const clock: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const format = new Intl.DateTimeFormat(locale, today ? clock : { ...days, ...clock });
  return format.format(at);
}

/** The visitor's own way of the language, where the browser tells one: British clocks have 24 hours. */
export function regional(locale: string): string {
  return navigator.languages.find((it) => it.split('-')[0] === locale) ?? locale;
}
