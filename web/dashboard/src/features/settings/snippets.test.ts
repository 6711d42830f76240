import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { BACKENDS } from './snippets';

test('what the page proposes for Node makes a token', () => {
  const code = BACKENDS.find((it) => it.name === 'Node')?.code ?? '';
  const use =
    'console.log(batonToken({ id: 7, name: "Maya", email: "m@home.example", vip: true }))';
  const made = execFileSync(process.execPath, ['--input-type=module', '-e', `${code}\n${use}`], {
    env: { ...process.env, BATON_SIGNING_KEY: 'a key' },
    encoding: 'utf8',
  }).trim();
  const [head = '', body = '', signature] = made.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(read(head)).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(read(body)).toMatchObject({ sub: '7', name: 'Maya', attributes: { vip: true } });
  expect(read(body).exp - read(body).iat).toBe(3600);
  const expected = createHmac('sha256', 'a key').update(`${head}.${body}`).digest('base64url');
  expect(signature).toBe(expected);
});

test('each names the key’s variable and the one algorithm, and holds no key', () => {
  for (const { code } of BACKENDS) {
    expect(code).toContain('BATON_SIGNING_KEY');
    expect(code).toContain('HS256');
    expect(code).not.toMatch(/none|RS256/);
  }
});
