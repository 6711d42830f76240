// A real mail server (smtp.py) that a journey starts, stops, and has refuse things.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './wait.mjs';

const PROGRAM = join(import.meta.dirname, 'smtp.py');

function python() {
  const all = [process.env.BATON_PYTHON, 'python3', '/usr/bin/python3'].filter(Boolean);
  const found = all.find((it) => spawnSync(it, ['-c', 'import aiosmtpd']).status === 0);
  if (!found) throw new Error('no Python has aiosmtpd: scripts/tools test installs it');
  return found;
}

/** A certificate that nobody trusts, in a folder that is thrown away. */
export function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-cert-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = [
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  execFileSync('openssl', ['req', ...made, ...subject], { stdio: 'ignore' });
  return { key, cert, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export class Post {
  /** Every mail that was taken, ever. */
  mails = [];
  port = 0;
  log = '';
  #process;
  #asked;
  #said = [];

  static async start({ login = null, security = 'none', key, cert } = {}) {
    const post = new Post();
    post.#asked = { login, security, key, cert };
    await post.start();
    return post;
  }

  /** Starts, on the port it had before. */
  async start() {
    const asked = JSON.stringify({ ...this.#asked, port: this.port });
    const child = spawn(python(), [PROGRAM, asked], { stdio: 'pipe' });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.log += text;
    });
    this.#process = child;
    this.#said = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.subject === undefined) this.#said.push(said);
      else this.mails.push(said);
    });
    await this.#hears((it) => it.port);
    this.port = this.#said[0].port;
  }

  async #hears(wanted) {
    await eventually(
      () => this.#said,
      (said) => {
        if (!said.some(wanted)) throw new Error(`the mail server is not up: ${this.log}`);
      },
    );
  }

  /** Answers a step so from now on, such as `{ RCPT: '550 no' }`; `{}` takes everything. */
  async refuse(what) {
    const before = this.#said.length;
    this.#process.stdin.write(`${JSON.stringify({ refuse: what })}\n`);
    await eventually(
      () => this.#said.length,
      (now) => {
        if (now === before) throw new Error('the mail server does not answer');
      },
    );
  }

  /** Waits for a mail to `to` behind the first `after` mails. */
  async mailTo(to, after = 0, patience) {
    const found = () => this.mails.slice(after).find((it) => it.to.includes(to));
    await eventually(
      found,
      (mail) => {
        if (!mail) throw new Error(`no mail to ${to} among ${this.mails.map((it) => it.to)}`);
      },
      patience,
    );
    return found();
  }

  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
  }
}

/** The first link in a mail. */
export function linkIn(mail) {
  const link = mail.plain.match(/https?:\/\/\S+/)?.[0];
  if (!link) throw new Error(`no link in ${mail.plain}`);
  return link;
}
