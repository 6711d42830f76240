// Conditions as rows of an editor. What rows cannot hold stays as it is.
import type { Condition, Operator } from './wire';

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

export function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return value === null || value === undefined || typeof value === 'boolean' ? '' : String(value);
}

export function toNumber(value: unknown): unknown {
  const text = toText(value).trim().replace(',', '.');
  // What is being typed is not lost; the server says that it is no number.
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
