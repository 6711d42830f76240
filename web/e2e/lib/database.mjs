// A database of its own on the PostgreSQL server of the tests.
import { execFileSync } from 'node:child_process';

/** Makes an empty database and gives its address. Without a server this fails: it never skips. */
export function freshDatabase(name) {
  const server = process.env.BATON_TEST_POSTGRES;
  if (!server) {
    throw new Error('BATON_TEST_POSTGRES is not set: scripts/with-postgres npm run e2e');
  }
  const database = `journey_${name}`;
  const sql = [`DROP DATABASE IF EXISTS ${database}`, `CREATE DATABASE ${database}`];
  const options = sql.flatMap((each) => ['--command', each]);
  execFileSync('psql', ['--quiet', '--no-psqlrc', ...options, server], { stdio: 'pipe' });
  const address = new URL(server);
  address.pathname = `/${database}`;
  return address.href;
}
