// All that conditions and texts of an action can speak of, by name and with a label.
import type { Choice, Definition, Field, PickedKind } from '../../lib/actions-api';
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
  ['visitor.name', 'visitor'],
  ['visitor.email', 'visitor'],
  ['visitor.id', 'visitor'],
  ['page.url', 'page'],
  ['page.title', 'page'],
] as const satisfies [string, FactGroup][];

export function around(): Fact[] {
  return AROUND.map(([name, group]) => ({ name, group, kind: 'text', label: t(`fact.${name}`) }));
}

export function factsOf(it: Definition): Fact[] {
  const values = it.lookups.flatMap((lookup) =>
    (lookup.values ?? []).map(
      (value): Fact => ({
        name: `${lookup.name}.${value.name}`,
        label: t('fact.looked_up', { value: value.name, lookup: lookup.name }),
        group: 'lookup',
        kind: value.kind,
      }),
    ),
  );
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
