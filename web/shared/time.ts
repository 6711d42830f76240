// Times as people read them. The present comes in as an argument.

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "3 min. ago", "yesterday"; under a minute "now". */
export function relative(at: number, now: number, locale?: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const away = at - now;
  for (const [unit, ms] of STEPS) {
    if (Math.abs(away) >= ms) return format.format(Math.trunc(away / ms), unit);
  }
  return format.format(0, 'second');
}

/** "3m", "2h", "5d" without "ago": how long something has lasted. */
export function lasting(ms: number, locale?: string): string {
  const [unit, size] = STEPS.find(([, step]) => ms >= step) ?? ['minute', 60_000];
  const value = Math.max(0, Math.floor(ms / size));
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(
    value,
  );
}

/** "14:05". */
export function clock(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** "21 Nov": the heading of a day in a thread. */
export function day(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(at);
}

/** The whole date and time, for a tooltip. */
export function full(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}
