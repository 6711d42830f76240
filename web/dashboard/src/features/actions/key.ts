// Keys of fields, lookups and values: made from what people call them, until somebody says
// otherwise, and changed everywhere at once.
import type { Condition, Definition } from '../../lib/actions-api';

const KEY_CHARS_MAX = 40;
/** Letters that are no letter with a mark. */
const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** A name that texts, conditions and requests can carry: letters, digits and `_`. */
export function keyOf(label: string, fallback = 'field'): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđ]/gi, (it) => PLAIN[it.toLowerCase()] ?? it)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const key = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, KEY_CHARS_MAX)
    .replace(/_+$/, '');
  if (!key) return fallback;
  return /^\d/.test(key) ? `${fallback}_${key}` : key;
}

/** The same, with a number where it is taken. */
export function freeKey(key: string, taken: readonly string[]): string {
  if (!taken.includes(key)) return key;
  let count = 2;
  while (taken.includes(`${key}_${count}`)) count += 1;
  return `${key}_${count}`;
}

/** Whether a key is still the one that its label makes, so that it follows the label. */
export function follows(key: string, label: string, fallback = 'field'): boolean {
  const made = keyOf(label, fallback);
  return key === '' || key === made || key.replace(/_\d+$/, '') === made;
}

const VALUE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The names that a text has in it, as `{{name}}`. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(VALUE)].map((it) => it[1] ?? '');
}

/** A definition in which every mention of a name is what `to` makes of it. */
export function renamed(it: Definition, to: (name: string) => string): Definition {
  return walk(it, to) as Definition;
}

/** The same where one name becomes another, and all that stands below it, as `name.value` does. */
export function renaming(from: string, into: string): (name: string) => string {
  return (name) => {
    if (from === '' || from === into) return name;
    if (name === from) return into;
    return name.startsWith(`${from}.`) ? `${into}${name.slice(from.length)}` : name;
  };
}

function walk(it: unknown, to: (name: string) => string): unknown {
  if (typeof it === 'string') {
    return it.replace(VALUE, (whole, name: string) => {
      const now = to(name);
      return now === name ? whole : `{{${now}}}`;
    });
  }
  if (Array.isArray(it)) return it.map((one) => walk(one, to));
  if (typeof it !== 'object' || it === null) return it;
  const all = Object.entries(it).map(([key, value]) => [key, walk(value, to)] as const);
  const made = Object.fromEntries(all);
  if ('is' in made && 'name' in made && 'value' in made) made.name = to(String(made.name));
  if (made.of === 'lookup') made.lookup = to(String(made.lookup));
  return made;
}

/** The names of facts that a condition asks. */
export function asked(condition: Condition | null): string[] {
  if (!condition) return [];
  if ('fact' in condition) return [condition.fact.name];
  if ('not' in condition) return asked(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.flatMap(asked);
}
