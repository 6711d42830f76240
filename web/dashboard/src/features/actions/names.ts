// All that conditions and texts of an action can speak of, by name and with a label.
import type { Definition, Field } from '../../lib/wire';
import { around, type Fact as FactOf } from '../../ui/conditions/facts';
import { t } from './text';

export type FactGroup = 'answer' | 'lookup' | 'visitor' | 'page';
export type Fact = FactOf<FactGroup>;

/** Names that lookups cannot have: something around every run begins so. */
const RESERVED = ['attribute', 'signed', 'page', 'visitor', 'earlier', 'event'];

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
