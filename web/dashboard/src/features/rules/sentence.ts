// A rule as a sentence.
import type { Test } from '../../lib/conditions';
import { locale } from '../../lib/text';
import type { Condition, Consequence, Rule } from '../../lib/wire';
import { called } from '../../ui/conditions/facts';
import { joined, valueWords } from '../../ui/conditions/sentence';
import { tc } from '../../ui/conditions/text';
import { isShare, opOf, shownValue } from './compare';
import { FACTS, factOf, type Kind, kindOf, type Op } from './facts';
import { t } from './text';

const NAME_CHARS_MAX = 80;

/** How it is compared, in words. */
export function opWords(kind: Kind, { id, is, negated }: Op): string {
  if (kind === 'flag' && (id === 'yes' || id === 'no')) return tc(`value.${id}`);
  if (id === 'yes' || id === 'no' || id === 'not_yes' || id === 'not_no') return t(`op.${id}`);
  if (kind === 'count' && id === 'more') return t('op.at_least');
  if (kind === 'count' && id === 'equals') return t('op.exactly');
  if (kind === 'list' && is === 'contains') return t(negated ? 'op.lack' : 'op.have');
  return tc(negated ? `not_op.${is}` : `op.${is}`);
}

function times(count: number): string {
  if (count === 1 || count === 2) return t(`times.${count}`);
  return t('times.many', { n: new Intl.NumberFormat(locale).format(count) });
}

const COUNTED = ['declined_turns', 'frustrated_turns', 'same_question'] as const;
const FLAGS = ['left_alone', 'office_open', 'visitor.verified'] as const;

/** What is said of something in words of its own; nothing where there are none. */
function ownWords(test: Test, op: Op): string | null {
  const { name, value } = test;
  const counted = COUNTED.find((it) => it === name);
  const isAtLeast = op.id === 'more' && typeof value === 'number';
  const count = Math.floor(Number(value)) + 1;
  if (counted && isAtLeast) {
    return t(count === 1 ? `said_once.${counted}` : `said.${counted}`, { times: times(count) });
  }
  if (name === 'exchanges' && isAtLeast) return t('said.exchanges', { count });
  const flag = FLAGS.find((it) => it === name);
  if (flag && (op.id === 'yes' || op.id === 'no')) return t(`said.${flag}.${op.id}`);
  if (op.id !== 'equals') return null;
  if (name === 'person' && (value === 'vague' || value === 'none' || value === 'clear')) {
    return t(`said.person.${value}`);
  }
  const verdict = factOf('verdict')?.options?.find((it) => it.value === value);
  return name === 'verdict' && verdict ? verdict.label : null;
}

function clause(test: Test): string {
  const op = opOf(test);
  const own = ownWords(test, op);
  if (own) return own;
  const kind = kindOf(test.name);
  const what = test.name ? called(test.name, FACTS) : '…';
  const how = kind === 'flag' && op.value !== undefined ? t(`op.${flagId(op)}`) : opWords(kind, op);
  if (op.is === 'exists' || op.value !== undefined) return `${what} ${how}`;
  return `${what} ${how} ${said(test, kind)}`;
}

const flagId = ({ negated, value }: Op) =>
  `${negated ? 'not_' : ''}${value ? 'yes' : 'no'}` as 'yes' | 'no' | 'not_yes' | 'not_no';

function said(test: Test, kind: Kind): string {
  if (typeof test.value !== 'number') return valueWords(test.value, factOf(test.name)?.options);
  const shown = Number(shownValue(test));
  const number = new Intl.NumberFormat(locale).format(shown);
  return isShare(kind, test) ? t('value.percent', { n: number }) : number;
}

/** "the sources hold no answer twice running and the office is open". */
export const conditionWords = (it: Condition): string => joined(it, clause);

/** What a rule brings about; none for one that only marks. */
export type Then = Consequence | 'mark';

export function thenWords({ then, team }: Pick<Rule, 'then' | 'team'>, teams: Teams): string {
  if (then === 'hand_off' && team) {
    return t('then_words.hand_off_to', { team: teams(team) ?? tc('team.lost') });
  }
  return t(`then_words.${then ?? 'mark'}`);
}

/** The name of a team. */
export type Teams = (id: string) => string | undefined;

/** "When …, then …." */
export function ruleWords(rule: Rule, teams: Teams): string {
  const condition = conditionWords(rule.when);
  return t('rule.sentence', { condition, what: thenWords(rule, teams) });
}

/** What a rule is called: by its condition, while nobody has given it a name. */
export function nameOf({ name, when }: Pick<Rule, 'name' | 'when'>): string {
  if (name.trim()) return name.trim();
  const words = conditionWords(when);
  const capital = words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  return capital.length > NAME_CHARS_MAX ? `${capital.slice(0, NAME_CHARS_MAX - 1)}…` : capital;
}
