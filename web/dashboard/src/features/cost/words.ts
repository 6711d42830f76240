// Days and counts in words.
import { locale } from '../../lib/text';

const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const number = new Intl.NumberFormat(locale);

/** "22 Nov" of 2026-11-22. */
export const dayName = (it: string) => day.format(new Date(`${it}T00:00:00Z`));
export const count = (it: number) => number.format(it);
