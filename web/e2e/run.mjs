// Runs the journeys one after another and ends with one line that says how many tests did.
//   npm run e2e              all of them
//   npm run e2e -- story axe those of these files
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const journeys = readdirSync(here)
  .filter((name) => name.endsWith('.mjs') && name !== 'run.mjs')
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace('.mjs', '')))
  .map((name) => join(here, name));
if (journeys.length === 0) throw new Error(`no journey is called ${wanted.join(' or ')}`);

let passed = 0;
let failed = 0;
// One at a time: a journey has a server and a browser, and the machine may have two cores.
run({ files: journeys, concurrency: false, timeout: 300_000 })
  .on('test:pass', ({ skip, details }) => {
    if (skip === undefined && details.type !== 'suite') passed += 1;
  })
  .on('test:fail', ({ details }) => {
    process.exitCode = 1;
    if (details.type !== 'suite' || failed === 0) failed += 1;
  })
  .compose(new spec())
  .on('end', () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`))
  .pipe(process.stdout, { end: false });
