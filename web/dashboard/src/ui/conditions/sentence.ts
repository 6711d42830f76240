// Conditions as sentences.
import type { Test } from '../../lib/conditions';
import { locale } from '../../lib/text';
import type { Choice, Condition } from '../../lib/wire';
import { tc } from './text';

/** How one test is said. */
type Clause = (test: Test) => string;

const list = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type });

/** "Status is “late” and Amount is more than 20", where `clause` says each test. */
export function joined(it: Condition, clause: Clause, nested = false): string {
  if ('fact' in it) return clause({ ...it.fact, negated: false });
  if ('not' in it) {
    if ('fact' in it.not) return clause({ ...it.not.fact, negated: true });
    return tc('cond.not', { what: joined(it.not, clause) });
  }
  const [parts, type] =
    'all' in it ? [it.all, 'conjunction' as const] : [it.any, 'disjunction' as const];
  if (parts.length === 0) return tc('all' in it ? 'cond.always' : 'cond.never');
  const said = list(type).format(parts.map((one) => joined(one, clause, true)));
  return nested && parts.length > 1 ? `(${said})` : said;
}

/** A value as it stands in a sentence; by its label where it is one of a few. */
export function valueWords(value: unknown, options?: readonly Choice[]): string {
  if (typeof value === 'boolean') return tc(value ? 'value.yes' : 'value.no');
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  const label = options?.find((it) => it.value === text)?.label ?? text;
  return label ? tc('value.quoted', { text: label }) : '…';
}
