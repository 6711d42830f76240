// The answer to a lookup as a tree to be clicked: where a value is, what it is, and its name.

import { keyOf } from '../../lib/key-of';
import type { PickedKind } from '../../lib/wire';
import { freeKey } from './key';

export type Path = readonly (string | number)[];

/** A place in a JSON text, by RFC 6901. */
export function pointer(path: Path): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

export function steps(of: string): string[] {
  if (of === '') return [];
  return of
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What a pointer leads to; nothing where it leads nowhere. */
export function found(it: unknown, of: string): unknown {
  let at = it;
  for (const step of steps(of)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

export function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** What a value is; none for what cannot be read as one, such as an object. */
export function guess(value: unknown): PickedKind | null {
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string' || value === null) return 'text';
  if (Array.isArray(value) && value.every((it) => typeof it !== 'object')) return 'list';
  return null;
}

/** Names that say nothing without what they belong to. */
const VAGUE = ['id', 'value', 'text', 'name', 'type', 'code', 'label', 'data'];

/** A name for what lies there, and not one that is taken. */
export function suggested(path: Path, taken: readonly string[]): string {
  const words = path.filter((step): step is string => typeof step === 'string');
  // What every lookup has anyway.
  const known = [...taken, 'found'];
  const last = words.at(-1) ?? 'value';
  const before = words.at(-2);
  const short = keyOf(last, 'value');
  const long = before ? keyOf(`${before}_${last}`, 'value') : short;
  const name = VAGUE.includes(short) || known.includes(short) ? long : short;
  return freeKey(name, known);
}

/** Where there are lists of records, to choose one from. */
export function lists(it: unknown, path: Path = []): string[] {
  if (typeof it !== 'object' || it === null) return [];
  if (Array.isArray(it)) {
    const records = it.some((one) => typeof one === 'object' && one !== null);
    return records ? [pointer(path)] : [];
  }
  return Object.entries(it).flatMap(([key, value]) => lists(value, [...path, key]));
}

/** Where an item's plain values are, from the item on. */
export function leaves(it: unknown, path: Path = []): string[] {
  if (typeof it !== 'object' || it === null) return [pointer(path)];
  if (Array.isArray(it)) return [];
  return Object.entries(it).flatMap(([key, value]) => leaves(value, [...path, key]));
}
