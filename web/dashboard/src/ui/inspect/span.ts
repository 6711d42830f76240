import { locale } from '../../lib/text';
import { ti } from './text';

const asNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** A length of time as it is said: in milliseconds, from a second on in seconds. */
export function span(ms: number): string {
  return ms < 1_000
    ? ti('times.ms', { n: asNumber.format(ms) })
    : ti('times.s', { n: asNumber.format(ms / 1_000) });
}
