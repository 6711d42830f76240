// What a site's backend does for its signed-in users.
import { createHmac, randomUUID } from 'node:crypto';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token for a user, good for an hour unless `claims` say otherwise. */
export function signed(key, claims) {
  const now = Math.floor(Date.now() / 1000);
  const all = { exp: now + 3600, iat: now, jti: randomUUID(), ...claims };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(all)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** Notes what the widget tells the site's script. */
export function listen(page) {
  return page.evaluate(() => {
    window.told = [];
    for (const name of ['identify', 'error']) {
      window.baton('on', name, (data) => window.told.push([name, data]));
    }
  });
}

export const told = (page) => page.evaluate(() => window.told);

export function identify(page, token) {
  return page.evaluate((it) => window.baton('identify', {}, { token: it }), token);
}
