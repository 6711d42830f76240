// What a draft is tried with, and what goes over the wire for it.

import { lines } from '../../lib/lines';
import type { Definition, Field, TryAction } from '../../lib/wire';
import { namesIn } from './key';

export type Answer = string | string[] | boolean;

export interface Sample {
  fields: Record<string, Answer>;
  /** One on each line, as `name: value`. */
  attributes: string;
  signed: string;
  page: string;
  email: string;
}

export const NO_SAMPLE: Sample = { fields: {}, attributes: '', signed: '', page: '', email: '' };

/** The same with the example of each code that nobody filled in: a test begins with one that fits. */
export function withExamples(sample: Sample, fields: readonly Field[]): Sample {
  const examples = fields.flatMap(({ key, kind }) =>
    kind.type === 'code' && kind.example ? [[key, kind.example] as const] : [],
  );
  return { ...sample, fields: { ...Object.fromEntries(examples), ...sample.fields } };
}

/** What was wrong with answers, by key, and with which answers. */
export interface Wrong {
  by: Readonly<Record<string, string>>;
  fields: Sample['fields'];
}

/** What is wrong still: what was changed since is not. */
export function stillWrong(wrong: Wrong | null, now: Sample): Record<string, string> {
  const same = ([key]: [string, string]) => wrong?.fields[key] === now.fields[key];
  return Object.fromEntries(Object.entries(wrong?.by ?? {}).filter(same));
}

/** Lines of `name: value`. */
export function pairs(text: string): Record<string, string> {
  const all = lines(text).map((line) => {
    const at = line.search(/[:=]/);
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  return Object.fromEntries(all.filter(([name]) => name !== ''));
}

/** An answer as a form gives it; nothing where it is left open. */
export function given(field: Field, answer: Answer | undefined): unknown {
  const { type } = field.kind;
  if (type === 'file') return field.required ? undefined : '';
  if (answer === undefined || answer === '') return field.required ? undefined : '';
  if (type === 'yes_no') return answer === true || answer === 'yes';
  if ((type === 'number' || type === 'money') && typeof answer === 'string') {
    const number = Number(answer.replace(',', '.'));
    return Number.isFinite(number) ? number : answer;
  }
  return answer;
}

/** What is sent. An empty optional field is left empty, an empty required one is still asked, and
 * one that is known from elsewhere is left to that. */
export function toTry(definition: Definition, sample: Sample, sends: boolean): TryAction {
  const fields: Record<string, unknown> = {};
  for (const field of definition.fields) {
    const answer = sample.fields[field.key];
    const isOpen = answer === undefined || answer === '';
    if (isOpen && (field.known_from ?? []).length > 0) continue;
    const value = given(field, answer);
    if (value !== undefined) fields[field.key] = value;
  }
  return {
    definition,
    fields,
    attributes: pairs(sample.attributes),
    signed: pairs(sample.signed),
    page: sample.page.trim(),
    email: sample.email.trim(),
    sends,
  };
}

/** As much of a definition as comes to one lookup: it, those before it, and the fields that they
 * use, so that nothing else has to be filled in to try it. */
export function upTo(it: Definition, place: number): Definition {
  const lookups = it.lookups.slice(0, place + 1);
  const named = new Set(namesIn(JSON.stringify(lookups)));
  const comesFirst = (field: Field) => {
    const { kind } = field;
    if (kind.type !== 'record' || kind.from.of !== 'lookup') return true;
    const { lookup } = kind.from;
    return lookups.slice(0, place).some((one) => one.name === lookup);
  };
  return {
    ...it,
    when: null,
    verified_only: false,
    first: [],
    fields: it.fields.filter((field) => named.has(field.key) && comesFirst(field)),
    confirm: null,
    lookups,
    branches: [],
    otherwise: [],
    on_failure: [],
  };
}
