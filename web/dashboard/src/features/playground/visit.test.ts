import { expect, it } from 'vitest';
import { EMPTY, frameAddress, toAttributes, toVisit } from './visit';

it('reads attributes line by line, and leaves out what says nothing', () => {
  expect(toAttributes('plan: Pro\n\n no colon\nsite: https://a.example\n: x\ny:')).toEqual({
    plan: 'Pro',
    site: 'https://a.example',
  });
});

it('keeps the visit behind the key, on this server', () => {
  const visit = toVisit({ ...EMPTY, url: ' https://shop.example/~coats#a ', name: 'Ünal' });
  const address = frameAddress('https://chat.example/try/site#key', visit);
  expect(address.startsWith('/try/site#key~')).toBe(true);
  const [, ...told] = new URL(address, 'https://b.example').hash.split('~');
  expect(JSON.parse(decodeURIComponent(told.join('~')))).toEqual({
    url: 'https://shop.example/~coats#a',
    title: '',
    name: 'Ünal',
    attributes: {},
  });
});
