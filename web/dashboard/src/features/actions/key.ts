// Keys of fields, lookups and values: made from what people call them, until somebody says
// otherwise, and changed everywhere at once.
import { KEY_CHARS_MAX, keyOf } from '../../lib/key-of';
import type { Condition, Definition } from '../../lib/wire';

/** The same, with a number where it is taken. */
export function freeKey(key: string, taken: readonly string[]): string {
  if (!taken.includes(key)) return key;
  const short = key.slice(0, KEY_CHARS_MAX - 3);
  let count = 2;
  while (taken.includes(`${short}_${count}`)) count += 1;
  return `${short}_${count}`;
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

type Rename = (name: string) => string;

interface Renames {
  /** Of values, as texts and conditions name them. */
  value: Rename;
  /** Of lookups, where one is meant as a whole. */
  lookup?: Rename;
}

/** A definition in which every mention of a name is what it is called now. */
export function renamed(it: Definition, renames: Renames): Definition {
  return walk(it, renames) as Definition;
}

/** One name becomes another. */
export const renaming =
  (from: string, into: string): Rename =>
  (name) =>
    from !== '' && name === from ? into : name;

/** A lookup is called something else, and with it all its values. */
export const renamingLookup = (from: string, into: string): Renames => ({
  value: (name) =>
    from !== '' && name.startsWith(`${from}.`) ? `${into}${name.slice(from.length)}` : name,
  lookup: renaming(from, into),
});

function walk(it: unknown, to: Renames): unknown {
  if (typeof it === 'string') {
    return it.replace(VALUE, (whole, name: string) => {
      const now = to.value(name);
      return now === name ? whole : `{{${now}}}`;
    });
  }
  if (Array.isArray(it)) return it.map((one) => walk(one, to));
  if (typeof it !== 'object' || it === null) return it;
  const all = Object.entries(it).map(([key, value]) => [key, walk(value, to)] as const);
  const made = Object.fromEntries(all);
  if ('is' in made && 'name' in made && 'value' in made) made.name = to.value(String(made.name));
  if (made.of === 'lookup' && to.lookup) made.lookup = to.lookup(String(made.lookup));
  return made;
}

/** What a code is made of: letters, digits, and the signs between them. */
export function patternParts(example: string): string[] {
  const runs = example.trim().match(/[A-Za-z]+|[0-9]+|[^A-Za-z0-9]/g) ?? [];
  return runs.map((run) => (/[A-Za-z]/.test(run) ? 'letters' : /[0-9]/.test(run) ? 'digits' : run));
}

/** What codes like this one look like: `A-1042` is a letter, a dash and digits. Numbers grow, what
 * stands before them does not. */
export function patternOf(example: string): string {
  const runs = example.trim().match(/[A-Za-z]+|[0-9]+|[^A-Za-z0-9]/g) ?? [];
  return runs
    .map((run) => {
      if (/[A-Za-z]/.test(run)) return run.length === 1 ? '[A-Z]' : `[A-Z]{${run.length}}`;
      if (/[0-9]/.test(run)) return '[0-9]+';
      return run.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
    })
    .join('');
}

/** The names of facts that a condition asks. */
export function asked(condition: Condition | null): string[] {
  if (!condition) return [];
  if ('fact' in condition) return [condition.fact.name];
  if ('not' in condition) return asked(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts.flatMap(asked);
}
