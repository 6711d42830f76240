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
/** What went wrong, a line each: whoever reads only the end of the output reads this. */
const wrong = [];
// One at a time: a journey has a server and a browser, and the machine may have two cores.
run({ files: journeys, concurrency: false, timeout: 300_000 })
  .on('test:pass', ({ skip, details }) => {
    if (skip === undefined && details.type !== 'suite') passed += 1;
  })
  .on('test:fail', ({ name, details }) => {
    process.exitCode = 1;
    if (details.type !== 'suite' || failed === 0) failed += 1;
    const { message } = details.error.cause ?? details.error;
    wrong.push(`✖ ${name}: ${message.split('\n').slice(0, 4).join(' | ').slice(0, 300)}`);
  })
  .compose(new spec())
  .on('end', () => {
    process.stdout.write(`\n${wrong.concat(`${passed} passed, ${failed} failed`).join('\n')}\n`);
  })
  .pipe(process.stdout, { end: false });
