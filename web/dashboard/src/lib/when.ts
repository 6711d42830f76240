// Times in words, in the reader's language.
import { clock, day, full, relative } from '../../../shared/time';
import { locale, t } from './text';

const UNITS: [Intl.NumberFormatOptions['unit'] & string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "3 min", "2 hr", "under a minute": how long something has lasted. */
export function lasted(ms: number): string {
  for (const [unit, size] of UNITS) {
    if (ms >= size) {
      const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
      return format.format(Math.floor(ms / size));
    }
  }
  return t('time.under_minute');
}

/** "1 min 20 sec": how long something took, to the second. */
export function took(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const part = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  const minutes = Math.floor(seconds / 60);
  return [minutes > 0 && part(minutes, 'minute'), part(seconds % 60, 'second')]
    .filter(Boolean)
    .join(' ');
}

export const ago = (at: number, now: number) => relative(at, now, locale);
export const clockTime = (at: number) => clock(at, locale);
export const fullTime = (at: number) => full(at, locale);

/** The heading of a day in a thread. */
export function dayHeading(at: number, now: number): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days < -1 || days > 0) return day(at, locale);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

export function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function fileSize(bytes: number): string {
  const [unit, size] =
    bytes >= 1_000_000 ? ['megabyte', 1_000_000] : bytes >= 1000 ? ['kilobyte', 1000] : ['byte', 1];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: bytes >= 1_000_000 ? 1 : 0,
  }).format(bytes / (size as number));
}
