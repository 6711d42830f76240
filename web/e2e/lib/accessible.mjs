// Axe finds nothing and nothing sticks out, in light, in dark, from right to left, on a phone.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { inBothColours, rightToLeft, sticksOut } from './looks.mjs';
import { PHONE } from './people.mjs';

/** Looks at a page as it is now; with 'phone' also as narrow as one. */
export async function isAccessible(it, ...looks) {
  const all = [];
  const look = async (name) => {
    const { violations } = await new AxeBuilder({ page: it }).analyze();
    for (const { id, nodes } of violations) {
      all.push(...nodes.map((node) => `${name}: ${id} at ${node.target.flat()}`));
    }
    const wide = await sticksOut(it);
    if (wide > 0) all.push(`${name}: ${wide} px stick out`);
  };
  await inBothColours(it, look);
  await rightToLeft(it, look);
  const size = it.viewportSize();
  if (looks.includes('phone')) {
    await it.setViewportSize(PHONE);
    await inBothColours(it, (name) => look(`${name} on a phone`));
    await it.setViewportSize(size);
  }
  assert.deepEqual(all, []);
}
