// What tests brought: values to compare with, records to choose from, and what stands in a text.
import type { Definition, Field, FieldKind, LookupCall } from '../../lib/wire';
import { found, parsed } from './json';
import type { Sample } from './sample';
import { t } from './text';

/** Values that are offered: what is longer is no status. */
const SEEN_MAX = 20;
const SEEN_CHARS_MAX = 60;

/** What tells a value in the answers to a lookup. */
function pointerOf(it: Definition, name: string): [lookup: string, pointer: string] | null {
  for (const lookup of it.lookups) {
    const value = lookup.values?.find((one) => `${lookup.name}.${one.name}` === name);
    if (value) return [lookup.name, value.pointer];
  }
  return null;
}

const plain = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What a value was in the tests so far, the latest first. */
export function seenValues(it: Definition, past: readonly LookupCall[], name: string): string[] {
  const [lookup, pointer] = pointerOf(it, name) ?? [];
  if (lookup === undefined || pointer === undefined) return [];
  const all = past
    .filter((call) => call.lookup === lookup && call.failed == null)
    .flatMap((call) => {
      const value = found(parsed(call.answer), pointer);
      return Array.isArray(value) ? value.map(plain) : [plain(value)];
    });
  const fitting = all.filter((text) => text !== '' && text.length <= SEEN_CHARS_MAX);
  return [...new Set(fitting)].slice(0, SEEN_MAX);
}

type Calls = Readonly<Record<string, LookupCall>>;

/** The records that were looked up for a field, to choose one. */
export function recordOptions(kind: FieldKind, calls: Calls): { value: string; label: string }[] {
  if (kind.type !== 'record' || kind.from.of !== 'lookup') return [];
  const { lookup, list, value, label } = kind.from;
  const items = found(parsed(calls[lookup]?.answer), list);
  if (!Array.isArray(items)) return [];
  return items
    .map((item) => ({ value: plain(found(item, value)), label: plain(found(item, label)) }))
    .filter((it) => it.value !== '')
    .map((it) => ({ ...it, label: it.label || it.value }));
}

/** What stands for a name in a preview: what was given for the test, or came back from it. */
export function valueFor(
  name: string,
  it: Definition,
  sample: Sample,
  calls: Calls,
): string | null {
  const field = it.fields.find((one) => one.key === name);
  if (field) return answerText(field, sample);
  if (name === 'visitor.email') return sample.email || null;
  if (name === 'page.url') return sample.page || null;
  const [lookup, pointer] = pointerOf(it, name) ?? [];
  if (lookup === undefined || pointer === undefined) return null;
  const value = found(parsed(calls[lookup]?.answer), pointer);
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return plain(value) || null;
}

function answerText(field: Field, sample: Sample): string | null {
  const answer = sample.fields[field.key];
  if (typeof answer === 'boolean') return t(answer ? 'value.yes' : 'value.no');
  if (Array.isArray(answer)) return answer.join(', ') || null;
  return answer || null;
}
