// Axe finds nothing and nothing sticks out, in light, in dark, from right to left, on a phone.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { inBothColours, rightToLeft, sticksOut } from './looks.mjs';
import { PHONE } from './people.mjs';

/** What is wrong with a page as it is now, as lines that say where and why. */
async function wrongs(page, look) {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  assert.ok(passes.length > 5, 'axe has looked at something');
  const all = violations.flatMap(({ id, nodes }) =>
    nodes.map((it) => `${look}: ${id} at ${it.target.flat().join(' ')}: ${it.failureSummary}`),
  );
  const wide = await sticksOut(page);
  return wide > 0 ? [...all, `${look}: ${wide} px stick out`] : all;
}

/** Looks at a page in every way; with 'phone' also as narrow as one. */
export async function isAccessible(page, ...sizes) {
  const all = [];
  const look = async (name) => all.push(...(await wrongs(page, name)));
  await inBothColours(page, look);
  await rightToLeft(page, look);
  if (sizes.includes('phone')) {
    const size = page.viewportSize();
    await page.setViewportSize(PHONE);
    await inBothColours(page, (name) => look(`${name} on a phone`));
    await page.setViewportSize(size);
  }
  assert.deepEqual(all, []);
}

/** Looks at a page in the one way it stands in. */
export async function isAccessibleAsItIs(page) {
  assert.deepEqual(await wrongs(page, 'as it is'), []);
}
