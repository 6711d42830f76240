// What a new action, field, lookup or effect begins with.

import { keyOf } from '../../lib/key-of';
import type { Branch, Definition, Effect, Field, FieldKind, Lookup } from '../../lib/wire';
import { blankTest } from './conditions';
import { freeKey } from './key';
import type { Fact } from './names';
import { t } from './text';

export const KINDS = [
  'text',
  'long_text',
  'email',
  'phone',
  'code',
  'choice',
  'choices',
  'yes_no',
  'number',
  'money',
  'date',
  'file',
  'record',
  'consent',
] as const satisfies FieldKind['type'][];

export const EFFECTS = [
  'say',
  'hand_off',
  'tag',
  'priority',
  'call_back',
  'set',
  'webhook',
  'start',
] as const satisfies Effect['do'][];

const WITHIN_MS = 5_000;

/** Starts where visitors are, and fails into a person's hands: so both are thought of. */
export function blankAction(): Definition {
  return {
    // Nobody but its owner knows what it is called.
    name: '',
    starts: {
      button: { label: '', place: 'greeting' },
      phrases: [],
      judged: null,
      script: null,
      teammate: false,
    },
    when: null,
    verified_only: false,
    first: [],
    intro: '',
    one_by_one: false,
    fields: [],
    confirm: null,
    lookups: [],
    branches: [],
    otherwise: [{ do: 'say', text: '' }],
    on_failure: [
      { do: 'say', text: t('actions.new_failure') },
      { do: 'hand_off', team: null, reason: '' },
    ],
  };
}

export function blankKind(type: FieldKind['type'], lookup: string): FieldKind {
  switch (type) {
    case 'money':
      return { type, currency: 'EUR', min: 0, max: null };
    case 'number':
      return { type, min: null, max: null, whole: false };
    case 'date':
      return { type, days: 'any' };
    case 'choice':
    case 'choices':
      return { type, options: [blankChoice(1), blankChoice(2)] };
    case 'code':
      return { type, pattern: '', example: '' };
    case 'record':
      return { type, from: { of: 'lookup', lookup, list: '', value: '/id', label: '/name' } };
    case 'consent':
      return { type, text: '' };
    default:
      return { type };
  }
}

const blankChoice = (count: number) => {
  const label = t('ask.option_label', { count });
  return { value: keyOf(label, 'option'), label };
};

export function blankField(type: FieldKind['type'], taken: string[], lookup: string): Field {
  const label = t(`ask.label_${type}`);
  return {
    key: freeKey(keyOf(label), taken),
    label,
    help: '',
    required: type !== 'file',
    kind: blankKind(type, lookup),
    message: '',
    known_from: type === 'email' ? [{ from: 'email' }] : [],
  };
}

export function blankLookup(taken: string[], name = 'lookup'): Lookup {
  return {
    name: freeKey(name, taken),
    method: 'GET',
    address: '',
    headers: [],
    body: '',
    within_ms: WITHIN_MS,
    repeatable: false,
    values: [],
  };
}

export function blankEffect(kind: Effect['do'], action: string): Effect {
  switch (kind) {
    case 'say':
      return { do: kind, text: '' };
    case 'tag':
      return { do: kind, tag: '' };
    case 'priority':
      return { do: kind, priority: 'high' };
    case 'hand_off':
      return { do: kind, team: null, reason: '' };
    case 'call_back':
      return { do: kind, within_min: 60 };
    case 'webhook':
      return { do: kind, request: { ...blankLookup([], 'webhook'), method: 'POST' } };
    case 'set':
      return { do: kind, name: '', value: '' };
    case 'start':
      return { do: kind, action };
  }
}

export const blankBranch = (fact: Fact | undefined): Branch => ({
  when: blankTest(fact),
  // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
  then: [blankEffect('say', '')],
});

/** What follows where a lookup finds nothing: without it that counts as a failure. */
export const missingBranch = (lookup: string): Branch => ({
  when: { fact: { name: `${lookup}.found`, is: 'equals', value: false } },
  // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
  then: [{ do: 'say', text: t('branch.missing_text') }],
});
