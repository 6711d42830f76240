// All that conditions and texts of an action can speak of, by name and with a label.
import type { Choice, Definition, Field, PickedKind } from '../../lib/wire';
import { t } from './text';

export type FactGroup = 'answer' | 'lookup' | 'visitor' | 'page';

export interface Fact {
  name: string;
  label: string;
  group: FactGroup;
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
] as const satisfies [string, FactGroup, PickedKind][];

/** Names that lookups cannot have: something around every run begins so. */
const RESERVED = ['attribute', 'signed', 'page', 'visitor', 'earlier', 'event'];

export function around(): Fact[] {
  return AROUND.map(([name, group, kind]) => ({ name, group, kind, label: t(`fact.${name}`) }));
}

/** Names that a field or lookup cannot have beside its own. */
export function taken(it: Definition, own?: string): string[] {
  const all = [...it.fields.map((field) => field.key), ...it.lookups.map((lookup) => lookup.name)];
  const at = own === undefined ? -1 : all.indexOf(own);
  return [...all.filter((_, other) => other !== at), ...RESERVED];
}

export function factsOf(it: Definition): Fact[] {
  const values = it.lookups.flatMap((lookup): Fact[] => [
    ...(lookup.values ?? []).map((value) => ({
      name: `${lookup.name}.${value.name}`,
      label: t('fact.looked_up', { value: value.name, lookup: lookup.name }),
      group: 'lookup' as const,
      kind: value.kind,
    })),
    {
      name: `${lookup.name}.found`,
      label: t('fact.found', { lookup: lookup.name }),
      group: 'lookup',
      kind: 'flag',
    },
  ]);
  return [...it.fields.map(fact), ...values, ...around()];
}

function fact(field: Field): Fact {
  const { kind } = field;
  const base = { name: field.key, label: field.label || field.key, group: 'answer' as const };
  switch (kind.type) {
    case 'number':
    case 'money':
      return { ...base, kind: 'number' };
    case 'yes_no':
    case 'consent':
      return { ...base, kind: 'flag' };
    case 'choice':
      return { ...base, kind: 'text', options: kind.options };
    case 'choices':
      return { ...base, kind: 'list', options: kind.options };
    case 'file':
      return { ...base, kind: 'list' };
    default:
      return { ...base, kind: 'text' };
  }
}

/** What a name is called; a name that nobody knows is called by itself. */
export function called(name: string, facts: readonly Fact[]): string {
  const known = facts.find((it) => it.name === name);
  if (known) return known.label;
  const open = OPEN.find((it) => name.startsWith(it));
  return open ? t(`fact.${open}`, { name: name.slice(open.length) }) : name;
}
