import { locale, t } from '../lib/text';

const asNumber = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** A length of time as it is said: in milliseconds, from a second on in seconds. */
export function span(ms: number): string {
  return ms < 1_000
    ? t('time.ms', { n: asNumber.format(ms) })
    : t('time.s', { n: asNumber.format(ms / 1_000) });
}
