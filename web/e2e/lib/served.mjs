// `baton serve` as an owner runs it, and the other commands beside it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { environment, freePorts, program } from './server.mjs';

const START_MS_MAX = 60_000;

/** Runs a command to its end: what it said, and whether it went well. */
export function baton(words, env = {}) {
  return new Promise((tell) => {
    const options = { env: { ...environment(), ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(program(), words, options, (error, out, wrong) => {
      tell({ code: error?.code ?? 0, out, wrong });
    });
  });
}

/** A server on a folder, which outlives it. */
export class Served {
  said = '';
  log = '';
  #process;

  constructor(data, port, env = {}) {
    Object.assign(this, { data, port, env });
  }

  static async on(data, env) {
    const served = new Served(data, await freePorts(), env);
    await served.start();
    return served;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The settings by which other commands find it. */
  get words() {
    return ['--data', this.data, '--listen', `127.0.0.1:${this.port}`];
  }

  async start() {
    this.said = '';
    const child = spawn(program(), ['serve', ...this.words], {
      env: { ...environment(), BATON_VISITOR_COMMANDS_PER_SECOND: '1000', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.log += text;
    });
    await new Promise((tell, fail) => {
      const late = setTimeout(() => fail(new Error(`not up in time:\n${this.log}`)), START_MS_MAX);
      child.once('exit', (code) => fail(new Error(`it ended with ${code}:\n${this.log}`)));
      child.stdout.setEncoding('utf8').on('data', (text) => {
        this.said += text;
        if (!this.said.includes('listens on')) return;
        clearTimeout(late);
        tell();
      });
    });
  }

  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
    if (this.log.includes('panicked')) throw new Error(`it panicked:\n${this.log}`);
  }

  /** Asks the API, as its own pages do. */
  async ask(path, body, { method = 'POST', ...headers } = {}) {
    const answer = await fetch(this.origin + path, {
      method: body === undefined ? 'GET' : method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** A proxy that does what `passes` says: whom it speaks for, and whether sockets get through. */
export async function proxy(port, passes = {}) {
  const host = createServer((asked, answer) => {
    const headers = { ...asked.headers };
    if (passes.forwarded) headers['x-forwarded-for'] = passes.forwarded;
    if (!passes.sockets) delete headers.upgrade;
    const on = request({ port, host: '127.0.0.1', path: asked.url, method: asked.method, headers });
    on.on('response', (come) => {
      answer.writeHead(come.statusCode, come.headers);
      come.pipe(answer);
    });
    on.on('error', () => answer.writeHead(502).end());
    asked.pipe(on);
  });
  if (!passes.sockets) {
    // Without this, Node would take the line for itself.
    host.on('upgrade', (_, line) => line.end('HTTP/1.1 426 Upgrade Required\r\n\r\n'));
  }
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  return {
    origin: `http://127.0.0.1:${host.address().port}`,
    close: () => {
      host.closeAllConnections();
      host.close();
    },
  };
}
