// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { looksLike } from '../../../../shared/fields/check';
import { fromRows, toRows } from '../../lib/conditions';
import { keyOf } from '../../lib/key-of';
import type { Condition, Definition } from '../../lib/wire';
import { blankAction, blankField, blankLookup } from './blank';
import { fitting, sentence } from './conditions';
import { found, guess, leaves, lists, pointer, suggested } from './json';
import { follows, freeKey, namesIn, patternOf, renamed, renaming, renamingLookup } from './key';
import { named } from './named';
import { factsOf } from './names';
import { placeOf, standing, stepOf, valueAt } from './places';
import { pairs, toTry, upTo } from './sample';
import { NOBODY, summary } from './words';

/** Order status: a number is asked, an order looked up, and a late one passed on. */
function orderStatus(): Definition {
  const order = { ...blankField('code', [], ''), label: 'Order number', key: 'order_number' };
  const lookup = {
    ...blankLookup([], 'order'),
    address: 'https://api.example/orders/{{order_number}}',
    values: [
      { name: 'status', pointer: '/status', kind: 'text' as const, required: true },
      { name: 'days', pointer: '/days', kind: 'number' as const, required: false },
    ],
  };
  const when: Condition = { fact: { name: 'order.status', is: 'equals', value: 'late' } };
  return {
    ...named(blankAction(), 'Order status'),
    fields: [order],
    lookups: [lookup],
    // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
    branches: [{ when, then: [{ do: 'tag', tag: 'late' }] }],
    otherwise: [{ do: 'say', text: 'It is {{order.status}}.' }],
  };
}

describe('a key', () => {
  it('is made from the label', () => {
    expect(keyOf('Order number')).toBe('order_number');
    expect(keyOf('Größe (cm)?')).toBe('grosse_cm');
    expect(keyOf('Prénom')).toBe('prenom');
    expect(keyOf('orderId')).toBe('order_id');
    expect(keyOf('2nd choice')).toBe('field_2nd_choice');
    expect(keyOf('订单号')).toBe('field');
  });

  it('is never one that is taken', () => {
    expect(freeKey('order', ['name'])).toBe('order');
    expect(freeKey('order', ['order', 'order_2'])).toBe('order_3');
  });

  it('follows the label until it is edited', () => {
    expect(follows('order_number', 'Order number')).toBe(true);
    expect(follows('order_number_2', 'Order number')).toBe(true);
    expect(follows('', 'Order number')).toBe(true);
    expect(follows('order', 'Order number')).toBe(false);
  });

  it('changes wherever it is named', () => {
    const now = renamed(orderStatus(), renamingLookup('order', 'parcel'));
    expect(now.otherwise).toEqual([{ do: 'say', text: 'It is {{parcel.status}}.' }]);
    expect(now.branches[0]?.when).toMatchObject({ fact: { name: 'parcel.status' } });
    // Another name that only begins alike is left alone.
    expect(now.lookups[0]?.address).toBe('https://api.example/orders/{{order_number}}');
    const code = renamed(orderStatus(), { value: renaming('order_number', 'code') });
    expect(code.lookups[0]?.address).toBe('https://api.example/orders/{{code}}');
    expect(namesIn('{{a}} and {{ b.c }}')).toEqual(['a', 'b.c']);
  });
});

it('a pattern is made from an example, and fits it', () => {
  expect(patternOf(' A-1042 ')).toBe('[A-Z]-[0-9]+');
  for (const code of ['A-1042', 'inv/2024.7', '4711', 'a b']) {
    expect(looksLike(patternOf(code), code), code).toBe(true);
  }
  expect(looksLike(patternOf('A-1042'), 'b-7')).toBe(true);
  expect(looksLike(patternOf('A-1042'), '1042')).toBe(false);
  expect(looksLike('(', 'x')).toBeNull();
});

describe('the path of a fault', () => {
  const places = ['name', 'when', 'ask', 'look_up', 'if', 'fields.0', 'fields.0.key', 'fields.1'];

  it('leads to the nearest place that is shown', () => {
    expect(placeOf('fields.0.key', places)).toBe('fields.0.key');
    expect(placeOf('fields.0.kind.pattern', places)).toBe('fields.0');
    expect(placeOf('fields.10', places)).toBe('ask');
    expect(placeOf('branches.1.when', places)).toBe('if');
    expect(placeOf('starts.button.label', places)).toBe('when');
    expect(placeOf('branches.1.when', [])).toBeNull();
  });

  it('belongs to a step', () => {
    expect(stepOf('on_failure.0.text')).toBe('failure');
    expect(stepOf('verified_only')).toBe('when');
    expect(stepOf('')).toBe('name');
  });

  it('counts only while what it is about is as it was saved', () => {
    const saved = orderStatus();
    const faults = [
      { at: 'lookups.0.address', what: 'No address.' },
      { at: 'otherwise.0.text', what: 'Nothing is said.' },
    ];
    const now = { ...saved, otherwise: [{ do: 'say' as const, text: 'It is on its way.' }] };
    expect(standing(faults, saved, now).map((it) => it.at)).toEqual(['lookups.0.address']);
    expect(valueAt(saved, 'lookups.0.values.1.name')).toBe('days');
    expect(valueAt(saved, 'lookups.7.name')).toBeUndefined();
  });
});

describe('a value that is clicked in an answer', () => {
  const answer = {
    order: { id: 7, 'a/b': { '~': true }, state: { value: 'late' } },
    items: [{ sku: 'x', size: { eu: 42 } }],
    tags: ['a', 'b'],
  };

  it('has a pointer that leads to it', () => {
    expect(pointer([])).toBe('');
    expect(pointer(['order', 'a/b', '~'])).toBe('/order/a~1b/~0');
    expect(found(answer, '/order/a~1b/~0')).toBe(true);
    expect(found(answer, '/items/0/sku')).toBe('x');
    expect(found(answer, '/items/9/sku')).toBeUndefined();
    expect(found(answer, '')).toBe(answer);
  });

  it('is what it looks like', () => {
    expect([true, 7, 'x', null, ['a', 1], [{}], {}].map(guess)).toEqual([
      'flag',
      'number',
      'text',
      'text',
      'list',
      null,
      null,
    ]);
  });

  it('gets a name that says what it is', () => {
    expect(suggested(['order', 'status'], [])).toBe('status');
    expect(suggested(['order', 'id'], [])).toBe('order_id');
    expect(suggested(['order', 'status'], ['status'])).toBe('order_status');
    expect(suggested(['items', 0, 'sku'], ['sku', 'items_sku'])).toBe('items_sku_2');
    expect(suggested([], [])).toBe('value');
  });

  it('may be one of several records', () => {
    expect(lists(answer)).toEqual(['/items']);
    expect(leaves(answer.items[0])).toEqual(['/sku', '/size/eu']);
  });
});

describe('a condition', () => {
  const facts = factsOf(orderStatus());
  const late: Condition = { fact: { name: 'order.status', is: 'equals', value: 'late' } };
  const soon: Condition = { not: { fact: { name: 'order.days', is: 'more', value: 20 } } };

  it('is a sentence', () => {
    expect(sentence(late, facts)).toBe('status of order is “late”');
    expect(sentence({ all: [late, soon] }, facts)).toBe(
      'status of order is “late” and days of order is not more than 20',
    );
    const known: Condition = { fact: { name: 'visitor.email', is: 'exists', value: true } };
    expect(sentence({ any: [known, { all: [late, soon] }] }, facts)).toMatch(/ is known or \(/);
    expect(sentence({ not: { any: [late] } }, facts)).toMatch(/^not \(/);
    expect(sentence({ all: [] }, facts)).toBe('always');
    const plan: Condition = { fact: { name: 'attribute.plan', is: 'contains', value: 'pro' } };
    expect(sentence(plan, facts)).toBe('attribute plan contains “pro”');
  });

  it('is edited in rows, and what rows cannot hold stays', () => {
    const deep: Condition = { any: [late, soon, { all: [late, { not: { all: [soon] } }] }] };
    for (const it of [late, soon, deep, { all: [late, soon] }, { any: [late] }]) {
      expect(fromRows(toRows(it))).toEqual(it);
    }
    expect(toRows(deep).rows.map((it) => 'raw' in it)).toEqual([false, false, true]);
    expect(toRows(null)).toEqual({ join: 'all', rows: [] });
  });

  it('compares with what can be equal', () => {
    const [days, status] = ['order.days', 'order.status'].map((name) =>
      facts.find((it) => it.name === name),
    );
    expect(fitting('equals', '7', days)).toBe(7);
    expect(fitting('equals', '7', status)).toBe('7');
    expect(fitting('more', '2,5', status)).toBe(2.5);
    expect(fitting('more', 'x', days)).toBe('x');
    expect(fitting('exists', 'x', days)).toBe(true);
  });
});

describe('a try', () => {
  it('sends answers as a form gives them', () => {
    const it = orderStatus();
    const note = { ...blankField('long_text', [], ''), key: 'note', required: false };
    const mail = blankField('email', [], '');
    const sent = toTry(
      { ...it, fields: [...it.fields, note, mail] },
      { fields: {}, attributes: 'plan: pro\nbroken', signed: 'tier=2', page: '', email: 'a@b.c' },
      false,
    );
    expect(sent.fields).toEqual({ note: '' });
    expect(sent.attributes).toEqual({ plan: 'pro', broken: '' });
    expect(sent.signed).toEqual({ tier: '2' });
    expect(pairs('url: https://x.example/a')).toEqual({ url: 'https://x.example/a' });
  });

  it('of one lookup asks for nothing else', () => {
    const it = orderStatus();
    const note = { ...blankField('long_text', [], ''), key: 'note' };
    const part = upTo({ ...it, fields: [note, ...it.fields] }, 0);
    expect(part.fields.map((field) => field.key)).toEqual(['order_number']);
    expect(part.branches).toEqual([]);
  });
});

it('a definition is read step by step', () => {
  expect(summary(orderStatus(), NOBODY).map((it) => [it.title, ...it.lines])).toEqual([
    ['When', 'A visitor presses “Order status” (Greeting and menu)'],
    ['Ask', 'Order number · Order number or code · required'],
    ['Look up', 'GET https://api.example/orders/{{order_number}}, reads status, days'],
    ['If', 'If status of order is “late”: tag #late', 'Otherwise: say “It is {{order.status}}.”'],
    [
      'If it fails',
      'say “I could not look that up just now. I am passing you on to a person.”; hand off to the team',
    ],
  ]);
});
