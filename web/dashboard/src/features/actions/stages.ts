// In what order a run asks and looks up, as the server decides it for a visitor of whom nothing is
// known.
import type { Definition, Field } from '../../lib/wire';

export type Stage =
  | { is: 'ask'; fields: Field[] }
  | { is: 'look_up'; lookup: string }
  | { is: 'confirm'; text: string };

/** The lookup that gives the records a field is chosen from. */
export function recordsOf({ kind }: Field): string | null {
  return kind.type === 'record' && kind.from.of === 'lookup' ? kind.from.lookup : null;
}

/** All stages before something is done. What is only read needs nobody's leave. */
export function stages(it: Definition): Stage[] {
  const all: Stage[] = [];
  let open = it.fields;
  let waiting = it.lookups;
  let confirm = it.confirm;
  // Each turn takes a field or a lookup away, or the question whether the visitor agrees.
  for (;;) {
    const wanted = waiting.map((one) => one.name);
    const later = open.findIndex((field) => wanted.includes(recordsOf(field) ?? ''));
    const can = later < 0 ? open : open.slice(0, later);
    const first = open[0];
    if (can.length > 0) {
      const fields = it.one_by_one ? can.slice(0, 1) : can;
      all.push({ is: 'ask', fields });
      open = open.slice(fields.length);
      continue;
    }
    const name = first && recordsOf(first);
    const lookup = name ? waiting.find((one) => one.name === name) : waiting[0];
    if (confirm !== null && !first && lookup?.method !== 'GET') {
      all.push({ is: 'confirm', text: confirm });
      confirm = null;
      continue;
    }
    if (!lookup) return all;
    all.push({ is: 'look_up', lookup: lookup.name });
    waiting = waiting.filter((one) => one !== lookup);
  }
}
