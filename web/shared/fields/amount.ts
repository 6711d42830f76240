// Numbers and amounts of money, in whatever way they are written. Pure.
//
// Where `.` and `,` both stand, the last is the decimal one. One that stands several times parts
// thousands. A single `,` before exactly three digits parts thousands, unless it follows a lone `0`
// or more than three digits. A single `.` is decimal, except where no such fraction can be. Spaces
// and apostrophes part thousands alone.

/** Longest text that can be a number. */
const NUMBER_CHARS_MAX = 60;

/** What fraction there may be, which settles what a lone `.` is. */
export type Fraction = 'never' | 'cents' | 'any';

/** Signs of currencies, and which they may stand for. */
const SIGNS: Record<string, string> = {
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  A$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  R$: 'BRL',
  $: 'USD CAD AUD NZD HKD SGD MXN ARS CLP COP TWD',
  '€': 'EUR',
  '£': 'GBP EGP',
  '¥': 'JPY CNY',
  '￥': 'JPY CNY',
  '₹': 'INR',
  '₺': 'TRY',
  '₽': 'RUB',
  '₴': 'UAH',
  '₩': 'KRW',
  '₪': 'ILS',
  zł: 'PLN',
  Kč: 'CZK',
  kr: 'SEK NOK DKK ISK',
  'Fr.': 'CHF',
  'SFr.': 'CHF',
};

/** Where the digits of other scripts begin. */
const ZEROS = [0x660, 0x6f0, 0xff10];

/** Digits of the scripts that phones write, as ours. */
export function plainDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (sign) => {
    const zero = ZEROS.findLast((it) => it <= sign.charCodeAt(0)) ?? 0;
    return String(sign.charCodeAt(0) - zero);
  });
}

/** The letters a to z as capitals and no others, as the server folds them. */
export function capitals(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** The number that a text is, or null. */
export function numberOf(text: string, fraction: Fraction): number | null {
  if ([...text].length > NUMBER_CHARS_MAX) return null;
  const plain = plainDigits(text.trim())
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replaceAll('’', "'")
    .replaceAll('−', '-')
    .replaceAll('٫', '.')
    .replaceAll('٬', ',');
  const unsigned = plain.replace(/^[-+]/, '');
  const at = decimalOf(unsigned, fraction);
  const rest = at < 0 ? '' : unsigned.slice(at + 1);
  if (at >= 0 && !/^\d+$/.test(rest)) return null;
  const digits = wholeDigits(at < 0 ? unsigned : unsigned.slice(0, at), unsigned[at]);
  if (digits === null) return null;
  const value = Number(`${digits}.${rest || 0}`);
  // Adding nothing turns the minus of a zero off.
  return (plain.startsWith('-') ? -value : value) + 0;
}

/** Where the decimal sign stands, or -1. */
function decimalOf(text: string, fraction: Fraction): number {
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (dots && commas) return last;
  if (dots + commas !== 1) return -1;
  const mayPart =
    text.length - last - 1 === 3 &&
    last >= 1 &&
    last <= 3 &&
    text.slice(0, last) !== '0' &&
    (commas === 1 || fraction !== 'any');
  return mayPart ? -1 : last;
}

/** The digits before the fraction, without what parts thousands. */
function wholeDigits(whole: string, decimal: string | undefined): string | null {
  const separator = /\D/.exec(whole)?.[0];
  if (separator === undefined) return whole || null;
  if (separator === decimal || !".,' ".includes(separator)) return null;
  const [first = '', ...parts] = whole.split(separator);
  const fits = /^\d{1,3}$/.test(first) && parts.every((it) => /^\d{3}$/.test(it));
  return fits ? first + parts.join('') : null;
}

/** The amount that a text is, in this currency or in none that is named, or null. */
export function moneyOf(text: string, currency: string): number | null {
  const minus = /^[-−]\s*/.exec(text)?.[0] ?? '';
  const bare = unmarked(text.slice(minus.length), currency);
  const amount = numberOf((minus && '-') + bare, 'cents');
  return amount !== null && hasCents(amount) ? amount : null;
}

/** The text without the mark of its currency before or behind it. */
function unmarked(text: string, currency: string): string {
  const signs = Object.keys(SIGNS).filter((it) => SIGNS[it]?.split(' ').includes(currency));
  const folded = capitals(text);
  for (const mark of [...signs, currency].filter(Boolean)) {
    if (folded.startsWith(capitals(mark))) return text.slice(mark.length).trimStart();
    if (folded.endsWith(capitals(mark))) return text.slice(0, -mark.length).trimEnd();
  }
  return text;
}

/** Whether nothing is smaller than a hundredth. */
export function hasCents(amount: number): boolean {
  return Math.round(amount * 100) / 100 === amount;
}
