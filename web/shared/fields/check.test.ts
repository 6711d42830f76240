// The same answers as in the server's tests, one beside what becomes of it.
import { describe, expect, test } from 'vitest';
import type { FieldKind } from '../events';
import { type Checked, check, type Value } from './check';

const TODAY = '2026-03-10';

function told(it: Checked): string {
  if ('empty' in it) return 'empty';
  if ('value' in it) return Array.isArray(it.value) ? it.value.join('|') : String(it.value);
  return Object.values(it).join(' ');
}
const read = (kind: FieldKind, raw: Value | undefined, required = false) =>
  told(check({ kind, required }, raw, TODAY));

const euros: FieldKind = { type: 'money', currency: 'EUR', min: 0 };
const options = [
  { value: 'r', label: 'Return' },
  { value: 'x', label: 'Exchange, please' },
  { value: 'Return', label: 'Something' },
];
const id = (n: number) => `00000000-0000-0000-0000-00000000000${n}`;

function table(name: string, kind: FieldKind, rows: [raw: Value, form: string][]): void {
  test.each(rows)(`${name}: %j is %s`, (raw, form) => expect(read(kind, raw)).toBe(form));
}

describe('an answer comes out in one form', () => {
  table('text', { type: 'text' }, [
    ['  a\u202e \n b\u0000 ', 'a b'],
    [' \ufeff\n', 'empty'],
    ['é'.repeat(201), 'too_long 200'],
  ]);
  table('lines', { type: 'long_text' }, [
    ['  a \n b ', 'a \n b'],
    ['é'.repeat(4_001), 'too_long 4000'],
  ]);
  table('address', { type: 'email' }, [
    [' Sam@Shop.CO.uk ', 'sam@shop.co.uk'],
    ['a+b@x.yz', 'a+b@x.yz'],
    ['sam@shop', 'email'],
    ['sam@shop.com,', 'email'],
    ['a@b@c.de', 'email'],
    ['a@.de', 'email'],
    ['@b.de', 'email'],
  ]);
  table('telephone', { type: 'phone' }, [
    ['+49 (0)30 / 1234-567', '+49301234567'],
    ['(030) 1234.567', '0301234567'],
    ['٠١٢٣٤٥٦٧', '01234567'],
    ['123456', 'phone'],
    ['1234567890123456', 'phone'],
    ['++1234567', 'phone'],
    ['1234567 ext 3', 'phone'],
  ]);
  table('day', { type: 'date', days: 'past' }, [
    ['2026-03-10', '2026-03-10'],
    ['2026-03-11', 'not_past'],
    ['2026-02-29', 'date'],
    ['2026-13-01', 'date'],
    ['10.03.2026', 'date'],
  ]);
  table('day to come', { type: 'date', days: 'future' }, [
    ['2026-03-10', '2026-03-10'],
    ['2026-03-09', 'not_future'],
  ]);
});

describe('numbers are read by one rule', () => {
  table('any', { type: 'number' }, [
    ['1,234.5', '1234.5'],
    ['1.234,5', '1234.5'],
    ['1.234.567', '1234567'],
    ['1,234', '1234'],
    ['1.234', '1.234'],
    ['0,125', '0.125'],
    ['1234,567', '1234.567'],
    ['12,5', '12.5'],
    ['1 234,5', '1234.5'],
    ['1’234.50', '1234.5'],
    ['−3', '-3'],
    ['-0', '0'],
    ['١٢٫٥', '12.5'],
    ['007', '7'],
    ['1,23,456', 'number'],
    ['1.234,567.8', 'number'],
    ['1 23', 'number'],
    ['.5', 'number'],
    ['5.', 'number'],
    ['1e5', 'number'],
    ['--1', 'number'],
    ['9999999999999999', 'more 999999999999999'],
    [Number.NaN, 'number'],
  ]);
  table('whole', { type: 'number', min: 1, max: 9_999, whole: true }, [
    ['1.234', '1234'],
    ['1.5', 'whole'],
    ['0', 'less 1'],
    ['10000', 'more 9999'],
    ['3.0', '3'],
  ]);
  table('euros', euros, [
    ['€ 12,50', '12.5'],
    ['12.50 €', '12.5'],
    ['eur1.234', '1234'],
    ['1,234.99 EUR', '1234.99'],
    ['12.345.678', '12345678'],
    ['0.125', 'number'],
    ['$12', 'number'],
    ['12 USD', 'number'],
    ['€', 'number'],
    ['-€5', 'less 0'],
    [1.005, 'number'],
  ]);
  table('dollars', { type: 'money', currency: 'CAD' }, [
    ['CA$ 5.10', '5.1'],
    ['$5.1', '5.1'],
  ]);
});

describe('what is chosen, agreed to and sent along', () => {
  table('one', { type: 'choice', options }, [
    ['r', 'r'],
    ['R', 'choice'],
    ['return', 'r'],
    ['Return', 'Return'],
    ['SOMETHING', 'Return'],
  ]);
  table('several', { type: 'choices', options }, [
    ['x, r', 'r|x'],
    ['exchange, please', 'x'],
    ['x, y', 'choice'],
    [' , ', 'empty'],
    [['x', 'x', ' ', 'return'], 'r|x'],
  ]);
  table('yes or no', { type: 'yes_no' }, [
    ['Yes!', 'true'],
    [false, 'false'],
    ['نعم', 'true'],
    ['maybe', 'yes_no'],
  ]);
  table('files', { type: 'file' }, [
    [[id(1), id(1), id(2)], `${id(1)}|${id(2)}`],
    [[1, 2, 3, 4, 5].map(id), 'files 4'],
    [['/etc/passwd'], 'files 4'],
    [[], 'empty'],
  ]);
  test('what is required is not left empty, and consent is given', () => {
    const consent: FieldKind = { type: 'consent', text: 'To this' };
    expect([read({ type: 'text' }, ' ', true), read({ type: 'file' }, undefined, true)]).toEqual([
      'missing',
      'missing',
    ]);
    expect([read(consent, undefined), read(consent, true), read(consent, false)]).toEqual([
      'empty',
      'true',
      'false',
    ]);
    expect([read(consent, undefined, true), read(consent, false, true)]).toEqual([
      'consent',
      'consent',
    ]);
  });
});

describe('codes', () => {
  const code = (pattern: string): FieldKind => ({ type: 'code', pattern, example: 'A-1' });
  test.each([
    ['[A-Z]-\\d{4}', 'a - 1042', 'A-1042'],
    ['[a-z]-\\d{4}', 'A-1042', 'A-1042'],
    ['[A-Z] \\d{4}', 'a  1042', 'A 1042'],
    ['[A-Z]-\\d{4}', 'A1042', 'code A-1'],
    ['A\\u002D[0-9]{4}', 'a-1042', 'A-1042'],
    ['A|B', 'AB', 'code A-1'],
    ['(', 'A', 'code A-1'],
  ])('%s with %s is %s', (pattern, raw, form) => expect(read(code(pattern), raw)).toBe(form));
});
