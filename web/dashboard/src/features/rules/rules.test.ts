// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../lib/api';
import type { Condition, Operator, Problem, Rule } from '../../lib/wire';
import { about, blankCondition, comparing, opOf, opsFor, readValue, shownValue } from './compare';
import { tagsIn } from './editor';
import { FACTS, factOf, kindOf, OPS } from './facts';
import { hitWords } from './marks';
import { conditionWords, nameOf, opWords, ruleWords } from './sentence';
import { placeAt } from './use-drag';
import { ofPart, standing, wrongOf } from './wrong';

const fact = (name: string, is: Operator, value: unknown): Condition => ({
  fact: { name, is, value },
});

function rule(more: Partial<Rule> = {}): Rule {
  return {
    id: 'a',
    name: '',
    on: true,
    when: fact('text', 'contains', 'lawyer'),
    // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
    then: 'hand_off',
    tags: [],
    priority: 'normal',
    team: null,
    message: '',
    ...more,
  };
}

const noTeam = () => undefined;

describe('a rule as a sentence', () => {
  it('reads as people say it', () => {
    for (const [when, words] of [
      [fact('text', 'contains', 'lawyer'), 'the message contains “lawyer”'],
      [fact('declined_turns', 'more', 1), 'the sources hold no answer twice running'],
      [fact('declined_turns', 'more', 0), 'the sources hold no answer'],
      [fact('frustrated_turns', 'more', 2), 'the visitor sounds frustrated 3 times running'],
      [fact('same_question', 'more', 2), 'the same question is asked 3 times'],
      [fact('exchanges', 'more', 12), 'there are 13 exchanges or more'],
      [fact('signed.vip', 'equals', true), 'signed attribute vip is yes'],
      [fact('office_open', 'equals', false), 'the office is closed'],
      [fact('left_alone', 'equals', true), 'the topic is one that you leave to people'],
      [fact('person', 'equals', 'vague'), 'a person is hinted at'],
      [fact('verdict', 'equals', 'declined'), 'the sources hold no answer'],
      [fact('confidence', 'less', 0.55), 'likelihood that the answer is right is less than 55%'],
      [fact('tags', 'contains', 'vip'), 'the tags include “vip”'],
      [fact('page.url', 'contains', '/pay'), 'page address contains “/pay”'],
      [{ not: fact('tags', 'contains', 'vip') }, 'the tags do not include “vip”'],
      [{ not: fact('declined_turns', 'more', 1) }, /is not more than/],
      [fact('attribute.plan', 'exists', true), 'attribute plan is known'],
    ] as [Condition, string | RegExp][]) {
      if (words instanceof RegExp) expect(conditionWords(when)).toMatch(words);
      else expect(conditionWords(when)).toBe(words);
    }
  });

  it('joins what all or any of has to hold, and says what follows', () => {
    const when = {
      all: [
        fact('office_open', 'equals', true),
        { any: [fact('text', 'contains', 'law'), fact('text', 'contains', 'court')] },
      ],
    };
    expect(ruleWords(rule({ when }), noTeam)).toBe(
      'When the office is open and (the message contains “law” or the message contains “court”), then hand off to the team now.',
    );
    const routed = rule({ team: 't' });
    expect(ruleWords(routed, () => 'Legal')).toContain('then hand off to Legal now');
    expect(ruleWords(routed, noTeam)).toContain('a team that is gone');
    // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
    expect(ruleWords(rule({ then: null }), noTeam)).toContain('then only mark it');
  });

  it('is its name, until somebody gives another', () => {
    expect(nameOf(rule())).toBe('The message contains “lawyer”');
    expect(nameOf(rule({ name: ' Lawyers ' }))).toBe('Lawyers');
    expect(nameOf(rule({ when: fact('text', 'contains', 'x'.repeat(200)) }))).toHaveLength(80);
  });
});

describe('what can be compared', () => {
  it('has a name, a way to compare, and a value to begin with, each in words', () => {
    for (const { name, label, as } of FACTS) {
      expect(label, name).not.toContain('fact.');
      const test = about(name);
      expect(opsFor(test).map((it) => it.id)).toContain(opOf(test).id);
      for (const op of OPS[as]) expect(opWords(as, op), name).not.toMatch(/^(not_)?op\./);
    }
    expect(kindOf('attribute.plan')).toBe('any');
    expect(factOf('person')?.options?.map((it) => it.value)).toEqual(['vague', 'none']);
  });

  it('counts in whole steps and shares in percent, as people write them', () => {
    const turns = about('declined_turns');
    expect(turns).toEqual({ name: 'declined_turns', is: 'more', negated: false, value: 1 });
    expect(shownValue(turns)).toBe('2');
    const fewer = OPS.count.find((it) => it.id === 'less');
    expect(fewer && comparing(turns, fewer)).toMatchObject({ is: 'less', value: 2 });
    expect(readValue('29', 'confidence', { is: 'less', negated: false })).toBe(0.29);
    expect(shownValue({ name: 'confidence', is: 'less', negated: false, value: 0.29 })).toBe('29');
    // What is no number yet is kept, so that it can be said.
    expect(readValue('two', 'declined_turns', { is: 'more', negated: false })).toBe('two');
  });

  it('keeps what is written where it fits, and what it does not offer', () => {
    const vip = { name: 'signed.vip', is: 'equals', negated: false, value: true } as const;
    const exists = OPS.any.find((it) => it.id === 'exists');
    expect(opOf(vip).id).toBe('yes');
    expect(exists && comparing(vip, exists)).toMatchObject({ is: 'exists', value: true });
    const words = { name: 'text', is: 'contains', negated: false, value: 'law' } as const;
    const lacks = OPS.words.find((it) => it.id === 'not_contains');
    expect(lacks && comparing(words, lacks)).toMatchObject({ negated: true, value: 'law' });
    const odd = { name: 'exchanges', is: 'less', negated: true, value: 3 } as const;
    expect(opsFor(odd).at(-1)?.id).toBe('not_less');
    expect(blankCondition()).toEqual(fact('text', 'contains', ''));
  });
});

describe('what was refused', () => {
  const refused = new ApiProblem({
    title: 'x',
    status: 422,
    code: 'invalid',
    fields: [{ field: 'rules.1.when', detail: 'Write what to compare with.' }],
  } as unknown as Problem);

  it('follows its rule to another place, and ends when its part is touched', () => {
    const [one, two] = [rule(), rule({ id: 'b' })];
    const found = wrongOf(refused, [one, two]);
    expect(ofPart(found, 'b', 'when')).toBe('Write what to compare with.');
    expect(standing(found, [two, one])).toHaveLength(1);
    expect(standing(found, [{ ...two, name: 'Other' }, one])).toHaveLength(1);
    expect(standing(found, [{ ...two, when: fact('text', 'contains', 'a') }])).toEqual([]);
    expect(standing(found, [one])).toEqual([]);
  });
});

describe('the rest', () => {
  it('makes tags of what stands between commas', () => {
    expect(tagsIn('Legal, Late order,, #vip, legal')).toEqual(['legal', 'late-order', 'vip']);
    expect(tagsIn(' , ')).toEqual([]);
  });

  it('moves a row past the middle of another, and not back by that', () => {
    const rows = [
      { top: 0, bottom: 40 },
      { top: 40, bottom: 140 },
    ];
    expect(placeAt(80, 0, rows)).toBe(0);
    expect(placeAt(95, 0, rows)).toBe(1);
    const after = [
      { top: 0, bottom: 100 },
      { top: 100, bottom: 140 },
    ];
    expect(placeAt(95, 1, after)).toBe(1);
    expect(placeAt(40, 1, after)).toBe(0);
  });

  it('says how often a rule held', () => {
    const view = { rules: [rule()], revision: 1, hits: [{ rule: 'a', held: 12, decided: 9 }] };
    expect(hitWords(rule(), view)).toBe('Held 12 times in 30 days, decided 9 times');
    expect(hitWords(rule(), { ...view, hits: [] })).toBe('Did not hold in 30 days');
    expect(hitWords(rule({ id: 'n' }), view)).toBe('Not saved yet');
  });
});
