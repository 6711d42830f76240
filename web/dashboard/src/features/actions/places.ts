// Where in the editor something is that the server found wrong, from the path that it gives.
import { same } from '../../lib/same';
import type { ActionFault, Definition } from '../../lib/wire';

/** The numbered steps of the editor; `name` is above them. */
export type StepName = 'name' | 'when' | 'ask' | 'look_up' | 'if' | 'failure';

export const STEP_ORDER = [
  'name',
  'when',
  'ask',
  'look_up',
  'if',
  'failure',
] as const satisfies StepName[];

const STEPS: Record<keyof Definition, StepName> = {
  name: 'name',
  starts: 'when',
  when: 'when',
  verified_only: 'when',
  first: 'when',
  intro: 'ask',
  one_by_one: 'ask',
  fields: 'ask',
  confirm: 'ask',
  lookups: 'look_up',
  branches: 'if',
  otherwise: 'if',
  on_failure: 'failure',
};

/** The step that a path leads to. */
export function stepOf(at: string): StepName {
  return STEPS[at.split('.')[0] as keyof Definition] ?? 'name';
}

/** Whether a path is a place or lies within it. */
export function isWithin(at: string, place: string): boolean {
  return at === place || at.startsWith(`${place}.`);
}

/** Of the places that are shown, the nearest to a path: itself, else the closest around it. */
export function placeOf(at: string, places: Iterable<string>): string | null {
  let nearest: string | null = null;
  for (const place of places) {
    const closer = nearest === null || place.length > nearest.length;
    if (closer && isWithin(at, place)) nearest = place;
  }
  return nearest ?? (isStep(at) ? null : placeOf(stepOf(at), places));
}

const isStep = (at: string) => Object.values(STEPS).includes(at as StepName);

/** What stands at a path. */
export function valueAt(it: unknown, at: string): unknown {
  let found = it;
  for (const step of at.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

/** The faults of what was saved that are not touched since: nobody reads of what is mended. */
export function standing(
  faults: readonly ActionFault[],
  saved: Definition,
  now: Definition,
): ActionFault[] {
  const isFirst = ({ at, what }: ActionFault, n: number) =>
    faults.findIndex((it) => it.at === at && it.what === what) === n;
  return faults.filter(
    (it, n) => same(valueAt(saved, it.at), valueAt(now, it.at)) && isFirst(it, n),
  );
}
