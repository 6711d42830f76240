// Sums without a currency: prices are in whichever the owner pays.
import { locale } from './text';

const whole = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
// A single answer costs a fraction of a cent.
const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });

export function money(sum: number): string {
  return sum !== 0 && Math.abs(sum) < 0.1 ? fine.format(sum) : whole.format(sum);
}

/** A number as people type it, with a point or a comma; null where it is none. */
export function amount(text: string): number | null {
  const typed = text.trim().replace(',', '.');
  return /^\d*\.?\d+$/.test(typed) ? Number(typed) : null;
}
