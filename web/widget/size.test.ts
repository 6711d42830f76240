import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
// @ts-expect-error a plain script without types
import { measure } from '../size.mjs';

const web = join(import.meta.dirname, '..');
const out = mkdtempSync(join(tmpdir(), 'widget-size-'));

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs', 'widget', out], { cwd: web });
}, 60_000);
afterAll(() => rmSync(out, { recursive: true }));

test('what a visitor downloads stays within its budgets', () => {
  const rows = measure(out) as { what: string; bytes: number; budget: number }[];
  expect(rows.map((it) => it.what.split(' ')[0])).toEqual(
    expect.arrayContaining(['loader', 'chat', 'language', 'more', 'forms']),
  );
  expect(rows.filter((it) => it.bytes > it.budget)).toEqual([]);
});
