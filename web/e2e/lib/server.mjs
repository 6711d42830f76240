// The real server, on ports of its own, with a data folder that is thrown away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 15_000;
// Below the ports that systems hand out to clients, so that nobody takes ours while it is down.
const PORT_MIN = 20_000;
const PORT_MAX = 30_000;

const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
const target = process.env.CARGO_TARGET_DIR ?? join(cache, 'baton/target');

/** The server reads its settings from BATON_*; those of whoever runs the tests are not ours. */
export function environment(settings = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('BATON_'));
  return { ...Object.fromEntries(kept), ...settings };
}

export function program() {
  const path = process.env.BATON_PROGRAM ?? join(target, 'debug/baton');
  if (!existsSync(path)) throw new Error(`${path} is missing: cargo build -p server --bin baton`);
  return path;
}

function isFree(port) {
  return new Promise((tell) => {
    const probe = createServer();
    probe.once('error', () => tell(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => tell(true)));
  });
}

/** Three free ports side by side: the server's, its shop's, and that of the shop's program. */
export async function freePorts() {
  for (;;) {
    const port = PORT_MIN + 3 * Math.floor((Math.random() * (PORT_MAX - PORT_MIN)) / 3);
    const free = await Promise.all([0, 1, 2].map((behind) => isFree(port + behind)));
    if (free.every(Boolean)) return port;
  }
}

export class Server {
  /** The three addresses of the demo; `inbox` and `dashboard` are links that sign in once. */
  shop = '';
  inbox = '';
  dashboard = '';
  log = '';
  #process;
  #port;
  #database;
  #settings;
  #data = mkdtempSync(join(tmpdir(), 'baton-journey-'));

  /** `database` is the address of a PostgreSQL database; without it SQLite is used. `settings` are
   * of the environment, as BATON_... */
  static async start({ database, settings = {} } = {}) {
    const server = new Server();
    server.#database = database;
    server.#settings = settings;
    server.#port = await freePorts();
    await server.start();
    return server;
  }

  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts on the same ports and the same data as before. */
  async start() {
    const args = ['demo', '--data', this.#data, '--listen', `127.0.0.1:${this.#port}`];
    if (this.#database) args.push('--database', this.#database);
    const child = spawn(program(), args, {
      env: environment(this.#settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.log += text;
    });
    const said = await this.#greeting(child);
    const [shop, inbox, dashboard] = said.match(/http:\/\/\S+/g) ?? [];
    Object.assign(this, { shop, inbox, dashboard });
  }

  #greeting(child) {
    return new Promise((tell, fail) => {
      let said = '';
      const late = setTimeout(() => fail(new Error(`not up in time:\n${this.log}`)), START_MS_MAX);
      child.once('exit', (code) => fail(new Error(`it ended with ${code}:\n${this.log}`)));
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (!said.includes('Stop with')) return;
        clearTimeout(late);
        tell(said);
      });
    });
  }

  /** Ends it as a power cut would. */
  async kill() {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  /** Asks it to stop, sees that it does, and throws its data away. */
  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'exit');
      const late = setTimeout(() => this.#process.kill('SIGKILL'), STOP_MS_MAX);
      this.#process.kill('SIGTERM');
      await gone;
      clearTimeout(late);
    }
    rmSync(this.#data, { recursive: true, force: true });
    if (this.#process.signalCode === 'SIGKILL') throw new Error(`it did not stop:\n${this.log}`);
    if (this.log.includes('panicked')) throw new Error(`it panicked:\n${this.log}`);
  }
}
