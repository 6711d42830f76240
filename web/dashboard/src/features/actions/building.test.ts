// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { ActionView, Definition, Field, Lookup, LookupCall } from '../../lib/wire';
import { blankAction, blankField, blankLookup, missingBranch } from './blank';
import { differences } from './differences';
import { draftFaults } from './draft-faults';
import { pieces } from './filled';
import { patternParts } from './key';
import { named } from './named';
import { likeThat, offers, parts } from './other-requests';
import { NO_SAMPLE, stillWrong, withExamples } from './sample';
import { recordOptions, seenValues, valueFor } from './seen';
import { stages } from './stages';
import {
  apart,
  isOffered,
  nameFaults,
  nearest,
  nearestOrOnly,
  placesIn,
  replaced,
  textsOf,
  unknownIn,
} from './unknown';
import { NOBODY, unfitWords } from './words';

const field = (key: string, type: Field['kind']['type'] = 'text', lookup = ''): Field => ({
  ...blankField(type, [], lookup),
  key,
  label: key,
});
const lookup = (name: string, address: string, method: Lookup['method'] = 'GET'): Lookup => ({
  ...blankLookup([], name),
  address,
  method,
  values: [{ name: 'status', pointer: '/status', kind: 'text', required: false }],
});
const action = (change: Partial<Definition>): Definition => ({ ...blankAction(), ...change });

/** What a run does before it ends, in a word each. */
const told = (it: Definition) =>
  stages(it).map((one) => {
    if (one.is === 'ask') return one.fields.map((of) => of.key).join('+');
    return one.is === 'look_up' ? `look up ${one.lookup}` : 'confirm';
  });

describe('the stages of a run', () => {
  const [code, reason] = [field('code', 'code'), field('reason')];
  const item = field('item', 'record', 'order');
  const [order, back] = [lookup('order', 'https://a.b/'), lookup('back', 'https://a.b/', 'POST')];

  it('ask all at once, then look up', () => {
    expect(told(action({ fields: [code, reason], lookups: [order] }))).toEqual([
      'code+reason',
      'look up order',
    ]);
    expect(told(action({ fields: [code, reason], one_by_one: true }))).toEqual(['code', 'reason']);
    expect(told(action({}))).toEqual([]);
  });

  it('look up what there is to choose from before that is asked', () => {
    const it = action({ fields: [code, item, reason], lookups: [back, order] });
    expect(told(it)).toEqual(['code', 'look up order', 'item+reason', 'look up back']);
  });

  it('ask for leave once, before anything is changed', () => {
    const it = action({ fields: [code], lookups: [order, back], confirm: 'Sure?' });
    expect(told(it)).toEqual(['code', 'look up order', 'confirm', 'look up back']);
    expect(told(action({ fields: [code], confirm: 'Sure?' }))).toEqual(['code', 'confirm']);
  });

  it('end where a lookup for records is not there', () => {
    expect(told(action({ fields: [item], lookups: [] }))).toEqual(['item']);
  });
});

describe('a name that nothing has', () => {
  const it_ = action({
    fields: [field('order_number', 'code')],
    lookups: [lookup('shop', 'https://a.b/{{order}}'), lookup('back', '')],
  });

  it('is read as the server reads it', () => {
    expect(placesIn('{{a}} } {{ b }}{{}} {{ {{c}} {{d')).toEqual(['a', 'b', '', 'c']);
    expect(replaced('{{a}} {{ a }} {{b}} }} {{a', 'a', 'c')).toBe('{{c}} {{c}} {{b}} }} {{a');
  });

  it('is told by what is known there', () => {
    expect(unknownIn('{{order}} {{order}} {{order_number}}', it_, 'intro')).toEqual(['order']);
    expect(unknownIn('{{visitor.email}} {{attribute.x}} {{tags}}', it_, 'intro')).toEqual([]);
    expect(unknownIn('{{shop.status}}', it_, 'lookups.0.address')).toEqual(['shop.status']);
    expect(unknownIn('{{shop.status}}', it_, 'lookups.1.address')).toEqual([]);
    expect(isOffered(it_, 'lookups.0.headers.0', 'shop.found')).toBe(false);
    expect(isOffered(it_, 'otherwise.0.text', 'shop.found')).toBe(true);
  });

  it('has one that was likely meant', () => {
    const names = ['shop.order', 'order_number', 'email'];
    expect(nearest('order', names)).toBe('order_number');
    expect(nearest('emial', names)).toBe('email');
    expect(nearest('parcel', names)).toBeNull();
    expect(nearest('parcel', ['order_number', 'shop.status'])).toBeNull();
    expect(nearestOrOnly('parcel', ['order_number', 'shop.status'])).toBe('order_number');
    expect(apart('kitten', 'sitting')).toBe(3);
    expect(apart('', 'abc')).toBe(3);
  });

  it('is a fault wherever it stands', () => {
    expect(nameFaults(it_).map((it) => it.at)).toEqual(['lookups.0.address']);
    const called = action({ name: 'New action' });
    expect(nameFaults(named(called, 'New action')).map((it) => it.at)).toEqual([
      'name',
      'starts.button.label',
    ]);
    const strange = { ...missingBranch('gone') };
    expect(nameFaults(action({ branches: [strange] })).map((it) => it.at)).toEqual([
      'branches.0.when',
    ]);
    const texts = textsOf(action({ confirm: 'Sure?' })).map((it) => it.at);
    expect(texts).toContain('on_failure.1.reason');
  });

  it('is said once, and what is merely empty only after something was done', () => {
    const saved = {
      draft: it_,
      faults: [
        { at: 'lookups.0.address', what: 'Nothing is called {{order}}. Choose a field.' },
        { at: 'otherwise.0.text', what: 'This is empty. Write something.' },
      ],
    } as unknown as ActionView;
    expect(draftFaults(saved, it_, false).map((it) => it.at)).toEqual(['lookups.0.address']);
    const all = draftFaults(saved, it_, true);
    expect(all.map((it) => it.at)).toEqual(['lookups.0.address', 'otherwise.0.text']);
    expect(all[1]?.what).toBe('Write what is said here, or remove it.');
  });
});

it('a button says what its action is called, until somebody wrote on it', () => {
  const first = named(blankAction(), 'Order status');
  expect(first.starts.button?.label).toBe('Order status');
  expect(named(first, 'Where is it?').starts.button?.label).toBe('Where is it?');
  const button = { label: 'Track it', place: 'menu' as const };
  const own = { ...first, starts: { ...first.starts, button } };
  expect(named(own, 'Parcel').starts.button?.label).toBe('Track it');
  expect(named(first, 'x'.repeat(60)).starts.button?.label).toHaveLength(40);
});

describe('a request of another action', () => {
  const one = lookup('shop', 'https://shop.example.com/orders/{{order}}');
  const other = action({ name: 'Return', fields: [], lookups: [one, lookup('', '')] });

  it('is offered once, with all that make it', () => {
    const placeholder = lookup('x', 'https://shop.example/orders');
    const posts = lookup('back', 'http://10.0.0.1:80/returns', 'POST');
    const all = offers([
      action({ name: 'Cancel', lookups: [posts, placeholder] }),
      other,
      { ...other, name: 'Payment' },
    ]);
    expect(all.map((it) => [it.actions, it.lookup.method])).toEqual([
      [['Return', 'Payment'], 'GET'],
      [['Cancel'], 'POST'],
    ]);
    expect(parts('http://10.0.0.1:80/a?b')).toEqual({ host: '10.0.0.1:80', path: '/a?b' });
  });

  it('keeps the name it has here', () => {
    expect(likeThat(blankLookup([], 'order'), one)).toEqual({ ...one, name: 'order' });
  });
});

describe('what a test brought', () => {
  const it_ = action({ fields: [field('code', 'code')], lookups: [lookup('shop', 'https://a.b')] });
  const call = (status: string) =>
    ({
      lookup: 'shop',
      answer: JSON.stringify({ status, items: [{ id: 7, name: 'Mug' }, { id: 8 }, {}] }),
    }) as unknown as LookupCall;

  it('is offered to compare with', () => {
    const past = [call('late'), call('sent'), call('late')];
    expect(seenValues(it_, past, 'shop.status')).toEqual(['late', 'sent']);
    expect(seenValues(it_, past, 'code')).toEqual([]);
  });

  it('is there to choose records from', () => {
    const kind = {
      type: 'record',
      from: { of: 'lookup', lookup: 'shop', list: '/items', value: '/id', label: '/name' },
    } as const;
    expect(recordOptions(kind, { shop: call('late') })).toEqual([
      { value: '7', label: 'Mug' },
      { value: '8', label: '8' },
    ]);
    expect(recordOptions(kind, {})).toEqual([]);
  });

  it('stands in the preview', () => {
    const sample = withExamples(NO_SAMPLE, [
      { ...field('code'), kind: { type: 'code', pattern: '', example: 'A-1' } },
    ]);
    const value = (name: string) => valueFor(name, it_, sample, { shop: call('late') });
    expect(['code', 'shop.status', 'shop.gone'].map(value)).toEqual(['A-1', 'late', null]);
    expect(pieces('It is {{ code }}. }} {{x')).toEqual([
      { words: 'It is ', name: 'code' },
      { words: '. }} {{x', name: null },
    ]);
  });

  it('leaves no complaint beside what was changed since', () => {
    const wrong = { by: { a: 'Type it.', b: 'Type it.' }, fields: { a: 'x' } };
    const now = { ...NO_SAMPLE, fields: { a: 'y' } };
    expect(stillWrong(wrong, now)).toEqual({ b: 'Type it.' });
    expect(stillWrong(null, now)).toEqual({});
  });

  it('says what to fill in', () => {
    const order = { ...field('code', 'code'), label: 'Order number' };
    const said = unfitWords(action({ fields: [order, field('which', 'choice')] }), [
      { key: 'code' },
      { key: 'which' },
      { key: 'gone', unfit: 'No.' },
    ]);
    expect(Object.values(said)).toEqual([
      'Type an order number to test with.',
      'Choose one to test with.',
      'No.',
    ]);
  });
});

it('a draft is told apart from what visitors have', () => {
  const live = named(blankAction(), 'Order status');
  const draft = { ...live, name: 'Parcel', otherwise: [{ do: 'say' as const, text: 'Hello.' }] };
  expect(differences(draft, live, NOBODY)).toEqual([
    { title: '', now: ['Parcel'], before: ['Order status'] },
    { title: 'If', now: ['Otherwise: say “Hello.”'], before: ['Otherwise: say “…”'] },
  ]);
  expect(differences(live, live, NOBODY)).toEqual([]);
});

it('a code is told in words', () => {
  expect(patternParts(' A-1042 ')).toEqual(['letters', '-', 'digits']);
});
