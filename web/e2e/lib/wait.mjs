// Waiting for a condition, never for a time.
import assert from 'node:assert/strict';

const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 20_000;

/** Looks until `check` throws nothing any more; what it threw last is the failure. */
export async function eventually(look, check, patience = PATIENCE_MS) {
  const until = Date.now() + patience;
  for (;;) {
    const seen = await look();
    try {
      check(seen);
      return seen;
    } catch (wrong) {
      if (Date.now() > until) throw wrong;
    }
    await new Promise((again) => setTimeout(again, LOOK_EVERY_MS));
  }
}

/** Looks until it is so. */
export async function until(what, look, patience) {
  await eventually(look, (is) => assert.ok(is, `in vain: ${what}`), patience);
}
