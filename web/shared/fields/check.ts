// Whether an answer fits its field, for the convenience of whoever fills a form in: the server asks
// the same once more and decides. Pure. What fits comes out in the one form that the server keeps.
import type { FieldKind } from '../events';
import { EMAIL_CHARS_MAX, MESSAGE_PICTURES_MAX } from '../limits';
import { capitals, hasCents, moneyOf, numberOf, plainDigits } from './amount';

/** An answer as it is sent. */
export type Value = string | number | boolean | string[];

/** Why an answer does not fit. */
export type Unfit =
  | {
      unfit:
        | 'missing'
        | 'email'
        | 'phone'
        | 'number'
        | 'whole'
        | 'date'
        | 'not_past'
        | 'not_future'
        | 'choice'
        | 'yes_no'
        | 'consent';
    }
  | { unfit: 'too_long' | 'files' | 'more'; max: number }
  | { unfit: 'less'; min: number }
  | { unfit: 'code'; example: string };

export type Checked = { value: Value } | { empty: true } | Unfit;

/** As much of a field as is asked for. */
export interface Asked {
  required: boolean;
  kind: FieldKind;
}

type Choice = { value: string; label: string };
type Kind<Type> = Extract<FieldKind, { type: Type }>;

const LINE_CHARS_MAX = 200;
const LINES_CHARS_MAX = 4_000;
/** All below are exact. */
const NUMBER_MAX = 999_999_999_999_999;
const YES = 'yes y yeah yep true 1 ja oui si sí sì نعم'.split(' ');
const NO = 'no n nope false 0 nein non nö لا'.split(' ');
const EMPTY: Checked = { empty: true };

/** `today` is such as `2026-03-14`, where the visitor is. */
export function check(field: Asked, raw: Value | undefined, today: string): Checked {
  const fit = checked(field, raw ?? '', today);
  return 'empty' in fit && field.required ? { unfit: 'missing' } : fit;
}

function checked({ kind, required }: Asked, raw: Value, today: string): Checked {
  switch (kind.type) {
    case 'consent':
      return consent(oneLine(shown(raw)), required);
    case 'file':
      return files(raw);
    case 'choices':
      return several(raw, kind.options);
    default: {
      const text = kind.type === 'long_text' ? cleaned(shown(raw)).trim() : oneLine(shown(raw));
      return text ? single(kind, raw, text, today) : EMPTY;
    }
  }
}

/** An answer that is there, to a field that takes one thing. */
function single(kind: FieldKind, raw: Value, text: string, today: string): Checked {
  switch (kind.type) {
    case 'long_text':
      return within(text, LINES_CHARS_MAX);
    case 'email':
      return email(text.toLowerCase());
    case 'phone':
      return phone(plainDigits(text));
    case 'number':
      return number(kind, raw, text);
    case 'money': {
      const given = typeof raw === 'number' ? (hasCents(raw) ? raw : null) : null;
      const amount = typeof raw === 'number' ? given : moneyOf(text, kind.currency);
      return amount === null ? { unfit: 'number' } : bounded(amount, kind);
    }
    case 'date':
      return date(text, kind, today);
    case 'choice': {
      const value = chosen(shown(raw), kind.options);
      return value === undefined ? { unfit: 'choice' } : { value };
    }
    case 'yes_no': {
      const value = yesNo(text);
      return value === undefined ? { unfit: 'yes_no' } : { value };
    }
    case 'code':
      return code(text, kind);
    default:
      return within(text, LINE_CHARS_MAX);
  }
}

/** A value as people read it. */
function shown(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Control signs hide text; signs that turn the direction of what follows do too. */
function cleaned(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
}

function oneLine(text: string): string {
  return cleaned(text).trim().replace(/\s+/g, ' ');
}

function within(value: string, max: number): Checked {
  return [...value].length > max ? { unfit: 'too_long', max } : { value };
}

function email(text: string): Checked {
  const [name, host, ...more] = text.split('@');
  const labels = (host ?? '').split('.');
  const fits = name && !more.length && labels.length > 1 && labels.every(Boolean);
  if (!fits || /[\s<>()[\],;:"\\`]/.test(text)) return { unfit: 'email' };
  return within(text, EMAIL_CHARS_MAX);
}

/** The `(0)` that is dialled only inside a country goes where the country's number is there. */
function phone(text: string): Checked {
  const plus = text.startsWith('+') ? '+' : '';
  const rest = plus ? text.slice(1).replace('(0)', '') : text;
  const digits = rest.replace(/\D/g, '');
  const fits = digits.length >= 7 && digits.length <= 15 && /^[\d()\-./ \u00a0\u202f]*$/.test(rest);
  return fits ? { value: plus + digits } : { unfit: 'phone' };
}

function number(kind: Kind<'number'>, raw: Value, text: string): Checked {
  const read = typeof raw === 'number' ? raw + 0 : numberOf(text, kind.whole ? 'never' : 'any');
  if (read === null || Number.isNaN(read)) return { unfit: 'number' };
  return kind.whole && read % 1 !== 0 ? { unfit: 'whole' } : bounded(read, kind);
}

function bounded(value: number, bounds: { min?: number | null; max?: number | null }): Checked {
  const min = bounds.min ?? -NUMBER_MAX;
  const max = bounds.max ?? NUMBER_MAX;
  if (value < min) return { unfit: 'less', min };
  return value > max ? { unfit: 'more', max } : { value };
}

function date(text: string, { days }: Kind<'date'>, today: string): Checked {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00Z`) : null;
  // A browser may take the 31st of a shorter month for a day of the next.
  if (!at || Number.isNaN(+at) || at.toISOString().slice(0, 10) !== text) return { unfit: 'date' };
  if (days === 'past' && text > today) return { unfit: 'not_past' };
  return days === 'future' && text < today ? { unfit: 'not_future' } : { value: text };
}

/** The value of the option that is meant: by its value, else by what stands on it. */
function chosen(text: string, options: readonly Choice[]): string | undefined {
  const label = oneLine(text).toLowerCase();
  const filled = options.filter((it) => it.value.trim());
  const found =
    filled.find(({ value }) => value === text || value === text.trim()) ??
    filled.find((it) => oneLine(it.label).toLowerCase() === label);
  return found?.value;
}

/** The options that are meant, in the order in which they are offered. */
function several(raw: Value, options: readonly Choice[]): Checked {
  const text = shown(raw);
  const alone = chosen(text, options) === undefined ? text.split(/[,;\n]/) : [text];
  const given = (Array.isArray(raw) ? raw : alone).filter(oneLine);
  const wanted = given.map((it) => chosen(it, options));
  if (wanted.includes(undefined)) return { unfit: 'choice' };
  const value = options.map((it) => it.value).filter((it) => wanted.includes(it));
  return value.length ? { value: [...new Set(value)] } : EMPTY;
}

function yesNo(text: string): boolean | undefined {
  const word = text.toLowerCase().replace(/[.!]+$/, '');
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}

/** A code in capitals; spaces inside go where it fits without them only, and the example's signs
 * come in where it fits with them only. */
function code(text: string, { pattern, example }: Kind<'code'>): Checked {
  const long = within(text, LINE_CHARS_MAX);
  if ('unfit' in long) return long;
  const laid = laidOut(text, example);
  const readings = [text, closed(text, example), laid].filter((it) => it !== undefined);
  const fit = readings.find((it) => looksLike(pattern, it));
  return fit === undefined ? { unfit: 'code', example } : { value: capitals(fit) };
}

/** A text without its spaces; nothing where that would glue words to a code: a part without a digit
 * that is longer than any run of letters in the example is a word. */
function closed(text: string, example: string): string | undefined {
  const letters = (it: string) =>
    Math.max(0, ...[...it.matchAll(/\p{Alphabetic}+/gu)].map(([run]) => [...run].length));
  const longest = Math.max(1, letters(example));
  const isWord = (part: string) => letters(part) > longest && !/[0-9]/.test(part);
  return text.split(' ').some(isWord) ? undefined : text.replaceAll(' ', '');
}

/** The letters and digits of a text with the signs of an example between them: `a1042` as `A-1042`
 * has them. */
function laidOut(text: string, example: string): string | undefined {
  const parts = text.match(/[a-z0-9]/gi) ?? [];
  const places = example.match(/[a-z0-9]/gi) ?? [];
  if (!parts.length || parts.length !== places.length) return;
  return example.replace(/[a-z0-9]/gi, () => parts.shift() ?? '');
}

/** Whether a code looks like its pattern; null where that is no pattern. Capitals and small letters
 * are one, whichever of them the pattern names. What a browser counts as two characters fits
 * nothing. */
export function looksLike(pattern: string, text: string): boolean | null {
  if (/[\ud800-\udfff]/.test(text)) return false;
  try {
    const whole = `^(?:${pattern})$`;
    return new RegExp(whole).test(capitals(text)) || new RegExp(whole, 'i').test(text);
  } catch {
    return null;
  }
}

function consent(text: string, required: boolean): Checked {
  const said = yesNo(text);
  if (said) return { value: true };
  if (required || (said === undefined && text)) return { unfit: 'consent' };
  return said === undefined ? EMPTY : { value: false };
}

/** Ids of what was taken in before, each once. */
function files(raw: Value): Checked {
  const max = MESSAGE_PICTURES_MAX;
  const items = (Array.isArray(raw) ? raw : [shown(raw)]).map((it) => it.trim()).filter(Boolean);
  const ids = [...new Set(items.map((it) => it.toLowerCase()))];
  const fits = ids.every((it) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(it));
  if (!fits || ids.length > max) return { unfit: 'files', max };
  return ids.length ? { value: ids } : EMPTY;
}
