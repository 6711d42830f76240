// What a rule can speak of, by plain names, and how each is compared.
import type { Operator } from '../../lib/wire';
import { around, type Fact, OPEN } from '../../ui/conditions/facts';
import { t } from './text';

/** What it is for whoever compares it: `any` is what only the owner knows. */
export type Kind = 'words' | 'text' | 'flag' | 'choice' | 'list' | 'count' | 'share' | 'any';

export const GROUPS = ['message', 'course', 'found', 'conversation', 'visitor', 'page'] as const;
export type RuleFact = Fact<(typeof GROUPS)[number]> & { as: Kind };

const OWN = [
  ['text', 'message', 'words'],
  ['person', 'message', 'choice'],
  ['matter', 'message', 'choice'],
  ['left_alone', 'message', 'flag'],
  ['frustration', 'message', 'share'],
  ['repetition', 'message', 'share'],
  ['declined_turns', 'course', 'count'],
  ['frustrated_turns', 'course', 'count'],
  ['same_question', 'course', 'count'],
  ['exchanges', 'course', 'count'],
  ['verdict', 'found', 'choice'],
  ['confidence', 'found', 'share'],
  ['tags', 'conversation', 'list'],
  ['last_action', 'conversation', 'choice'],
  ['office_open', 'conversation', 'flag'],
  ['hour', 'conversation', 'count'],
  ['weekday', 'conversation', 'choice'],
] as const;

type Options = NonNullable<Fact['options']>;

const options = <V extends string>(values: readonly V[], label: (value: V) => string): Options =>
  values.map((value) => ({ value, label: label(value) }));

const DAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
const MATTERS = ['self_harm', 'violence', 'legal', 'fraud', 'identity', 'health'] as const;

/** A clear request is passed on before any rule is asked, so nobody can choose it. */
const CHOICES: Record<string, Options> = {
  person: options(['vague', 'none'], (it) => t(`person.${it}`)),
  verdict: options(['answered', 'closest', 'declined', 'talk'], (it) => t(`verdict.${it}`)),
  matter: options(MATTERS, (it) => t(`matter.${it}`)),
  last_action: options(['done', 'failed', 'left'], (it) => t(`last_action.${it}`)),
  weekday: options(DAYS, (it) => t(`weekday.${it}`)),
};

const WIRE = {
  words: 'text',
  text: 'text',
  any: 'text',
  choice: 'text',
  flag: 'flag',
  list: 'list',
  count: 'number',
  share: 'number',
} as const satisfies Record<Kind, Fact['kind']>;

export const FACTS: readonly RuleFact[] = [
  ...OWN.map(
    ([name, group, as]): RuleFact => ({
      name,
      group,
      as,
      kind: WIRE[as],
      label: t(`fact.${name}`),
      ...(CHOICES[name] && { options: CHOICES[name] }),
    }),
  ),
  ...around().map((it): RuleFact => ({ ...it, as: it.kind === 'flag' ? 'flag' : 'text' })),
];

export const factOf = (name: string) => FACTS.find((it) => it.name === name);

export function kindOf(name: string): Kind {
  return factOf(name)?.as ?? (OPEN.some((it) => name.startsWith(it)) ? 'any' : 'text');
}

/** One way to compare. */
export interface Op {
  id: string;
  is: Operator;
  negated: boolean;
  /** What it is compared with, where that is part of the comparison. */
  value?: boolean;
}

const op = (is: Operator, negated = false): Op => ({
  id: negated ? `not_${is}` : is,
  is,
  negated,
});
const flag = (value: boolean, negated = false): Op => ({
  ...op('equals', negated),
  id: `${negated ? 'not_' : ''}${value ? 'yes' : 'no'}`,
  value,
});
const both = (is: Operator) => [op(is), op(is, true)];

const WORDS = [...both('contains'), ...both('equals'), ...both('matches')];

/** The first is the one that a new test begins with. */
export const OPS: Record<Kind, readonly Op[]> = {
  words: WORDS,
  text: [...WORDS, ...both('exists')],
  flag: [flag(true), flag(false)],
  choice: both('equals'),
  list: both('contains'),
  count: [op('more'), op('less'), op('equals')],
  share: [op('more'), op('less')],
  any: [
    ...both('equals'),
    flag(true),
    flag(true, true),
    ...both('contains'),
    op('more'),
    op('less'),
    ...both('matches'),
    ...both('exists'),
  ],
};
