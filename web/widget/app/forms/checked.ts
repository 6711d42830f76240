// Whether answers fit, as soon as what knows that is there. Without it the server alone says so.
import type { check } from '../../../shared/fields/check';

type Check = typeof check;

let known: Check | undefined;
let fetching = false;

/** Fetched while an action is at work, so that it is there when something is filled in. */
export function fetchCheck(): void {
  if (known || fetching) return;
  fetching = true;
  import('../../../shared/fields/check')
    .then((it) => {
      known = it.check;
    })
    .catch(() => {})
    .finally(() => {
      fetching = false;
    });
}

export function checked(...given: Parameters<Check>): ReturnType<Check> {
  return known?.(...given) ?? { empty: true };
}
