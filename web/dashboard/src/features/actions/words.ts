// What an action does, in words: for lists of versions, rows that are folded, and templates.

import { locale } from '../../lib/text';
import type { Definition, Effect, Field, Lookup } from '../../lib/wire';
import { sentence } from './conditions';
import { factsOf } from './names';
import { t } from './text';

const list = new Intl.ListFormat(locale, { type: 'disjunction' });
const quoted = (text: string) => t('value.quoted', { text });

/** Names of what a definition only knows by id. */
export interface Names {
  team: (id: string) => string | undefined;
  action: (id: string) => string | undefined;
}

export const NOBODY: Names = { team: () => undefined, action: () => undefined };

export function effectWords(it: Effect, names: Names): string {
  switch (it.do) {
    case 'say':
      return t('effect.say_words', { text: it.text || '…' });
    case 'tag':
      return t('effect.tag_words', { tag: it.tag || '…' });
    case 'priority':
      return t('effect.priority_words', { priority: t(`priority.${it.priority}`) });
    case 'hand_off':
      return it.team
        ? t('effect.hand_off_words', { team: names.team(it.team) ?? t('team.lost') })
        : t('effect.hand_off_all_words');
    case 'call_back':
      return t('effect.call_back_words', { time: minutes(it.within_min) });
    case 'webhook':
      return t('effect.webhook_words', { request: requestWords(it.request) });
    case 'set':
      return t('effect.set_words', { name: it.name || '…', value: it.value || '…' });
    case 'start':
      return t('effect.start_words', { name: names.action(it.action) ?? t('effect.lost_action') });
  }
}

export function minutes(count: number): string {
  const [value, unit] = count >= 60 && count % 60 === 0 ? [count / 60, 'hour'] : [count, 'minute'];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(value);
}

export const requestWords = (it: Lookup) => `${it.method} ${it.address || '…'}`;

/** A field with all that tells it from another. */
export function fieldWords(it: Field): string {
  const { kind } = it;
  const parts = [
    it.label || it.key,
    t(`kind.${kind.type}`),
    t(it.required ? 'ask.is_required' : 'ask.is_optional'),
    'options' in kind && kind.options.map((one) => one.label).join(', '),
    'pattern' in kind && kind.pattern,
    'text' in kind && kind.text,
    it.help,
    ...(it.known_from ?? []).map((one) => t(`known.${one.from}`)),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What to do about answers that a test still asks for or that do not fit, by key. */
export function unfitWords(
  it: Definition,
  asks: readonly { key: string; unfit?: string | null }[],
): Record<string, string> {
  const words = asks.map(({ key, unfit }) => {
    const field = it.fields.find((one) => one.key === key);
    return [key, unfit ?? (field ? typeWords(field) : t('trial.type_any'))] as const;
  });
  return Object.fromEntries(words);
}

const TYPED: readonly Field['kind']['type'][] = ['code', 'email', 'phone', 'number', 'money'];
const CHOSEN: readonly Field['kind']['type'][] = ['choice', 'choices', 'yes_no', 'date'];

function typeWords({ kind, label }: Field): string {
  if (kind.type === 'consent') return t('trial.type_consent');
  if (kind.type === 'file') return t('trial.type_file');
  const isFound = kind.type === 'record' && kind.from.of === 'lookup';
  if (isFound || CHOSEN.includes(kind.type)) return t('trial.type_choice');
  if (!TYPED.includes(kind.type) || !label) return t('trial.type_any');
  // Of an abbreviation, such as "ID", no letter becomes small.
  const isWord = /^\p{Lu}\p{Ll}/u.test(label);
  const name = isWord ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  return t(/^[aeiou]/i.test(name) ? 'trial.type_an' : 'trial.type_a', { label: name });
}

/** A request with the names of its headers, its body, and what is read from its answer. */
export function lookupWords(it: Lookup): string {
  const headers = (it.headers ?? []).map((one) => one.name).join(', ');
  const values = (it.values ?? []).map((one) => one.name).join(', ');
  const parts = [
    requestWords(it),
    headers && t('look_up.with_headers', { headers }),
    it.body && t('look_up.with_body', { body: it.body }),
    values && t('look_up.reads', { values }),
  ];
  return parts.filter(Boolean).join(', ');
}

export function startWords({ starts }: Definition): string[] {
  const { button, phrases, judged, script, teammate } = starts;
  return [
    button &&
      t('start.button_words', { label: button.label || '…', place: t(`place.${button.place}`) }),
    phrases.length > 0 && t('start.phrases_words', { phrases: list.format(phrases.map(quoted)) }),
    judged && t('start.judged_words', { when: judged.use_when || '…' }),
    judged?.do_not_use_when && t('start.not_judged_words', { when: judged.do_not_use_when }),
    script !== null && t('start.script_words', { name: script }),
    teammate && t('start.teammate_words'),
  ].filter((it) => typeof it === 'string');
}

export interface Section {
  title: string;
  lines: string[];
}

/** A whole definition, step by step, as people read it. */
export function summary(it: Definition, names: Names): Section[] {
  const facts = factsOf(it);
  const effects = (done: readonly Effect[]) => done.map((one) => effectWords(one, names));
  const when = [
    ...startWords(it),
    it.when && t('when.only_words', { condition: sentence(it.when, facts) }),
    it.verified_only && t('when.verified'),
    ...it.first.map((one) => t('when.first_words', { effect: effectWords(one, names) })),
  ].filter((line) => typeof line === 'string');
  const ask = [
    it.intro,
    it.one_by_one && it.fields.length > 0 && t('ask.one_by_one'),
    ...it.fields.map(fieldWords),
    it.confirm && t('ask.confirm_words', { text: it.confirm }),
  ].filter((line) => typeof line === 'string' && line !== '') as string[];
  const lookups = it.lookups.map(lookupWords);
  const then = (done: readonly Effect[]) => effects(done).join('; ') || t('effect.nothing');
  const branches = it.branches.map((one) =>
    t('branch.words', { condition: sentence(one.when, facts), effects: then(one.then) }),
  );
  return [
    { title: t('step.when'), lines: when },
    { title: t('step.ask'), lines: ask },
    { title: t('step.look_up'), lines: lookups },
    {
      title: t('step.if'),
      lines: [...branches, t('branch.otherwise_words', { effects: then(it.otherwise) })],
    },
    { title: t('step.failure'), lines: [then(it.on_failure)] },
  ].filter((section) => section.lines.length > 0);
}
