// The table that the server's own check wrote: each answer, and what becomes of it.
import { expect, test } from 'vitest';
import cases from './cases.json';
import { type Asked, check, type Value } from './check';

interface Case {
  field: Asked;
  raw: Value;
  day: string;
  expect: object;
}

test.each(cases as unknown as Case[])('$field.kind.type: $raw', ({ field, raw, day, ...it }) => {
  expect(check(field, raw, day)).toEqual(it.expect);
});
