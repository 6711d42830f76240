// What differs between two things that an assistant was told, field by field, ready to be shown.
import { lines } from '../../lib/lines';
import { t as common } from '../../lib/page-text';
import type { Told } from '../../lib/wire';
import { diff, diffLines, type Part } from './diff';
import { type Fields, toFields } from './fields';
import { t } from './text';

export interface Change {
  field: keyof Fields;
  label: string;
  parts: Part[];
  /** Each part stands on a line of its own. */
  isList: boolean;
}

const FIELDS = [
  'greeting',
  'tone',
  'language',
  'follows',
  'instructions',
  'length',
  'topics',
  'phrases',
  'decline',
  'links',
] as const satisfies (keyof Fields)[];

const LABELS = {
  greeting: 'voice.greeting',
  tone: 'voice.tone',
  language: 'voice.language',
  follows: 'voice.follows',
  instructions: 'told.instructions',
  length: 'told.length',
  topics: 'told.topics',
  phrases: 'told.phrases',
  decline: 'told.decline',
  links: 'told.links',
} as const satisfies Record<keyof Fields, Parameters<typeof t>[0]>;

/** The names of the fields that differ. */
export function changed(before: Told, after: Told): string[] {
  const [one, other] = [toFields(before), toFields(after)];
  return FIELDS.filter((it) => one[it] !== other[it]).map((it) => t(LABELS[it]));
}

/** Each field that differs, with what went and what came. */
export function changes(before: Told, after: Told): Change[] {
  const [one, other] = [toFields(before), toFields(after)];
  return FIELDS.filter((it) => one[it] !== other[it]).map((field) => ({
    field,
    label: t(LABELS[field]),
    ...compared(field, one, other),
  }));
}

/** What was said at the beginning, where there is nothing to compare it with. */
export function whole(told: Told): Change[] {
  const fields = toFields(told);
  return FIELDS.filter((it) => fields[it] !== '').map((field) => ({
    field,
    label: t(LABELS[field]),
    ...compared(field, fields, fields),
  }));
}

function compared(
  field: keyof Fields,
  one: Fields,
  other: Fields,
): Pick<Change, 'parts' | 'isList'> {
  switch (field) {
    case 'topics':
    case 'phrases':
    case 'links':
      return { parts: diffLines(lines(one[field]), lines(other[field])), isList: true };
    case 'greeting':
    case 'decline':
      // Empty stands for words of its own; they do not become words of the owner's.
      return one[field] === '' || other[field] === ''
        ? { parts: swapped(one[field] || own(), other[field] || own()), isList: true }
        : { parts: diff(one[field], other[field]), isList: false };
    case 'instructions':
      return { parts: diff(one[field], other[field]), isList: false };
    default:
      return { parts: swapped(inWords(field, one), inWords(field, other)), isList: true };
  }
}

const own = () => `(${t('versions.own')})`;

function swapped(one: string, other: string): Part[] {
  return diffLines([one], [other]);
}

function inWords(field: 'tone' | 'language' | 'follows' | 'length', it: Fields): string {
  switch (field) {
    case 'tone':
      return t(`voice.${it.tone}`);
    case 'language':
      return common(`language.${it.language}`);
    case 'follows':
      return t(it.follows ? 'versions.yes' : 'versions.no');
    case 'length':
      return t(`told.${it.length}`);
  }
}
