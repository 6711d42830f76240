// Conditions as rows of an editor and as sentences. What rows cannot hold stays as it is.

import { locale } from '../../lib/text';
import type { Condition, Operator } from '../../lib/wire';
import { called, type Fact } from './names';
import { t } from './text';

export interface Test {
  name: string;
  is: Operator;
  value: unknown;
  negated: boolean;
}

/** A test that can be edited, or something that only the API can say. */
export type Row = { test: Test } | { raw: Condition };

export interface Rows {
  join: 'all' | 'any';
  rows: Row[];
}

export const OPERATORS = [
  'equals',
  'contains',
  'matches',
  'more',
  'less',
  'exists',
] as const satisfies Operator[];

function row(it: Condition): Row {
  if ('fact' in it) return { test: { ...it.fact, negated: false } };
  if ('not' in it && 'fact' in it.not) return { test: { ...it.not.fact, negated: true } };
  return { raw: it };
}

export function toRows(it: Condition | null): Rows {
  if (it && 'all' in it) return { join: 'all', rows: it.all.map(row) };
  if (it && 'any' in it) return { join: 'any', rows: it.any.map(row) };
  return { join: 'all', rows: it ? [row(it)] : [] };
}

function unrow(it: Row): Condition {
  if ('raw' in it) return it.raw;
  const { negated, ...fact } = it.test;
  return negated ? { not: { fact } } : { fact };
}

/** A row alone needs nothing around it. */
export function fromRows({ join, rows }: Rows): Condition {
  const all = rows.map(unrow);
  if (join === 'any') return { any: all };
  return all.length === 1 && all[0] ? all[0] : { all };
}

export const blankTest = (fact?: Fact): Condition => ({
  fact: { name: fact?.name ?? '', is: 'equals', value: fitting('equals', '', fact) },
});

/** What a value has to be so that the comparison can come true. */
export function fitting(is: Operator, value: unknown, fact: Fact | undefined): unknown {
  if (is === 'exists') return true;
  if (is === 'more' || is === 'less') return toNumber(value);
  if (is === 'matches' || is === 'contains') return toText(value);
  if (fact?.kind === 'number') return toNumber(value);
  if (fact?.kind === 'flag') return typeof value === 'boolean' ? value : true;
  return toText(value);
}

function toNumber(value: unknown): unknown {
  const text = toText(value).trim().replace(',', '.');
  // What is being typed is not lost; the server says that it is no number.
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

export function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return value === null || value === undefined || typeof value === 'boolean' ? '' : String(value);
}

const list = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type });

/** "Status is “late” and Amount is more than 20". */
export function sentence(it: Condition, facts: readonly Fact[], nested = false): string {
  if ('fact' in it) return clause({ ...it.fact, negated: false }, facts);
  if ('not' in it) {
    if ('fact' in it.not) return clause({ ...it.not.fact, negated: true }, facts);
    return t('cond.not', { what: sentence(it.not, facts) });
  }
  const [parts, type] =
    'all' in it ? [it.all, 'conjunction' as const] : [it.any, 'disjunction' as const];
  if (parts.length === 0) return t('all' in it ? 'cond.always' : 'cond.never');
  const said = list(type).format(parts.map((one) => sentence(one, facts, true)));
  return nested && parts.length > 1 ? `(${said})` : said;
}

function clause({ name, is, value, negated }: Test, facts: readonly Fact[]): string {
  const fact = facts.find((it) => it.name === name);
  const what = name ? called(name, facts) : '…';
  const words = t(negated ? `not_op.${is}` : `op.${is}`);
  return is === 'exists' ? `${what} ${words}` : `${what} ${words} ${shown(value, fact)}`;
}

function shown(value: unknown, fact: Fact | undefined): string {
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  const text = toText(value);
  const label = fact?.options?.find((it) => it.value === text)?.label ?? text;
  return label ? t('value.quoted', { text: label }) : '…';
}
