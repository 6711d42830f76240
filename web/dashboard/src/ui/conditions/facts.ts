// What conditions can speak of wherever they stand: the visitor, the page, and names that only an
// owner knows.
import type { Choice, PickedKind } from '../../lib/wire';
import { tc } from './text';

export interface Fact<Group extends string = string> {
  name: string;
  label: string;
  group: Group;
  kind: PickedKind;
  /** What it can be, where that is known. */
  options?: readonly Choice[];
}

/** What begins the name of what a page, a token or an earlier answer says. */
export const OPEN = ['attribute.', 'signed.', 'earlier.'] as const;

const AROUND = [
  ['visitor.name', 'visitor', 'text'],
  ['visitor.email', 'visitor', 'text'],
  ['visitor.id', 'visitor', 'text'],
  ['visitor.verified', 'visitor', 'flag'],
  ['page.url', 'page', 'text'],
  ['page.title', 'page', 'text'],
  ['page.language', 'page', 'text'],
] as const satisfies [string, string, PickedKind][];

export function around(): Fact<'visitor' | 'page'>[] {
  return AROUND.map(([name, group, kind]) => ({ name, group, kind, label: tc(`fact.${name}`) }));
}

/** What a name is called; a name that nobody knows is called by itself. */
export function called(name: string, facts: readonly Fact[]): string {
  const known = facts.find((it) => it.name === name);
  if (known) return known.label;
  const open = OPEN.find((it) => name.startsWith(it));
  return open ? tc(`fact.${open}`, { name: name.slice(open.length) }) : name;
}
