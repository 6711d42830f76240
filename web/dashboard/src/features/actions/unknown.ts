// Names in texts and conditions that nothing has, by the server's rules, so that it is said while
// they are typed. The server decides.
import type { ActionFault, Definition, Effect, Lookup } from '../../lib/wire';
import { asked } from './key';
import { t } from './text';

/** What begins the names of what is around every run. */
const AROUND = ['attribute.', 'signed.', 'page.', 'visitor.', 'earlier.', 'event.'];
/** Signs in which a name may differ from the one that was meant. */
const APART_MAX = 2;

/** The names in a text, as the server reads them: the last opening before an end is meant. */
export function placesIn(text: string): string[] {
  const parts = text.split('}}');
  return parts.slice(0, -1).flatMap((part) => {
    const at = part.lastIndexOf('{{');
    return at < 0 ? [] : [part.slice(at + 2).trim()];
  });
}

/** A text in which a name gave way to another. */
export function replaced(text: string, from: string, into: string): string {
  const parts = text.split('}}');
  const last = parts.pop() ?? '';
  const all = parts.map((part) => {
    const at = part.lastIndexOf('{{');
    const isIt = at >= 0 && part.slice(at + 2).trim() === from;
    return isIt ? `${part.slice(0, at)}{{${into}}}` : `${part}}}`;
  });
  return all.join('') + last;
}

/** The lookups whose answers are known where a text stands: for a request, those before it. */
function before(it: Definition, at: string): Lookup[] {
  const place = /^lookups\.(\d+)\./.exec(`${at}.`)?.[1];
  return place === undefined ? it.lookups : it.lookups.slice(0, Number(place));
}

const namesOf = (it: Lookup) => [
  ...(it.values ?? []).map((value) => `${it.name}.${value.name}`),
  `${it.name}.found`,
];

/** The names of what is asked and looked up that a text there may have. */
export function namesAt(it: Definition, at: string): string[] {
  return [...it.fields.map((field) => field.key), ...before(it, at).flatMap(namesOf)];
}

/** Whether a menu there offers a name. */
export function isOffered(it: Definition, at: string, name: string): boolean {
  const late = it.lookups.slice(before(it, at).length);
  return !late.some((lookup) => name.startsWith(`${lookup.name}.`));
}

const isAround = (name: string) =>
  name === 'tags' || AROUND.some((it) => name.startsWith(it) && name.length > it.length);

/** The names in a text that nothing there has, each once. */
export function unknownIn(text: string, it: Definition, at: string): string[] {
  const names = namesAt(it, at);
  const all = placesIn(text).filter((name) => !names.includes(name) && !isAround(name));
  return [...new Set(all)];
}

/** The name that was likely meant: one that holds the other, or differs in a sign or two. Fields go
 * before what is looked up. */
export function nearest(name: string, names: readonly string[]): string | null {
  const sorted = [...names].sort((a, b) => Number(a.includes('.')) - Number(b.includes('.')));
  const holds = sorted.find((it) => name !== '' && (it.includes(name) || name.includes(it)));
  return holds ?? sorted.find((it) => apart(it, name) <= APART_MAX) ?? null;
}

/** In an address that was taken over the only field there is was meant, whatever it is called. */
export function nearestOrOnly(name: string, names: readonly string[]): string | null {
  const fields = names.filter((it) => !it.includes('.'));
  return nearest(name, names) ?? (fields.length === 1 ? (fields[0] ?? null) : null);
}

/** Signs to add, leave out or change until one word is the other. */
export function apart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [y, a] of [...one].entries()) {
    let left = y + 1;
    const next = [left];
    for (const [x, b] of [...other].entries()) {
      left = Math.min((row[x] ?? 0) + (a === b ? 0 : 1), (row[x + 1] ?? 0) + 1, left + 1);
      next.push(left);
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

interface Text {
  at: string;
  text: string;
}

function requestTexts(it: Lookup, at: string): Text[] {
  const headers = (it.headers ?? []).map(({ value }, n) => ({
    at: `${at}.headers.${n}.value.text`,
    text: 'text' in value ? value.text : '',
  }));
  const body = { at: `${at}.body`, text: it.body ?? '' };
  return [{ at: `${at}.address`, text: it.address }, body, ...headers];
}

function effectTexts(it: Effect, at: string): Text[] {
  switch (it.do) {
    case 'say':
      return [{ at: `${at}.text`, text: it.text }];
    case 'hand_off':
      return [{ at: `${at}.reason`, text: it.reason }];
    case 'set':
      return [{ at: `${at}.value`, text: it.value }];
    case 'webhook':
      return requestTexts(it.request, `${at}.request`);
    default:
      return [];
  }
}

/** Every text in which values can stand, with where it is. */
export function textsOf(it: Definition): Text[] {
  const effects = (done: readonly Effect[], at: string) =>
    done.flatMap((one, n) => effectTexts(one, `${at}.${n}`));
  return [
    ...effects(it.first, 'first'),
    { at: 'intro', text: it.intro },
    { at: 'confirm', text: it.confirm ?? '' },
    ...it.lookups.flatMap((one, n) => requestTexts(one, `lookups.${n}`)),
    ...it.branches.flatMap((one, n) => effects(one.then, `branches.${n}.then`)),
    ...effects(it.otherwise, 'otherwise'),
    ...effects(it.on_failure, 'on_failure'),
  ];
}

/** What is wrong with the names in a draft, before anybody asked the server. */
export function nameFaults(it: Definition): ActionFault[] {
  const texts = textsOf(it).flatMap(({ at, text }) =>
    unknownIn(text, it, at).map((name) => ({
      at,
      what: t('unknown.text', { name: braces(name) }),
    })),
  );
  const known = (name: string) => name === '' || namesAt(it, '').includes(name) || isAround(name);
  const conditions = [
    ...asked(it.when).map((name) => ({ at: 'when', name })),
    ...it.branches.flatMap((one, n) =>
      asked(one.when).map((name) => ({ at: `branches.${n}.when`, name })),
    ),
  ];
  const strange = conditions.filter(({ name }) => !known(name) && !name.endsWith('.'));
  return [
    ...unnamed(it),
    ...texts,
    ...strange.map(({ at, name }) => ({ at, what: t('unknown.condition', { name }) })),
  ];
}

/** A name that says nothing never goes live. */
function unnamed({ name, starts: { button } }: Definition): ActionFault[] {
  const isNew = (text: string | undefined) => text?.trim() === t('actions.new_name');
  return [
    ...(isNew(name) ? [{ at: 'name', what: t('unknown.name') }] : []),
    ...(isNew(button?.label) ? [{ at: 'starts.button.label', what: t('unknown.button') }] : []),
  ];
}

export const braces = (name: string) => `{{${name}}}`;
