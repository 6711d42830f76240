import { expect, test, vi } from 'vitest';
import { device, Place } from './page';

test.each([
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/130 Mobile Safari/604.1',
    'Chrome on iPhone',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge on Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Firefox/132.0', 'Firefox on macOS'],
  ['curl/8', 'unknown on unknown'],
])('%s', (agent, told) => {
  expect(device(agent, 390, 844)).toBe(`${told}, 390 x 844`);
});

test('an address that the site prefers holds until the browser’s changes', () => {
  const place = new Place();
  place.address = 'https://shop.example/coats';
  const at = (url: string) => {
    place.move({ url, title: '', referrer: '' });
    return place.describe().url;
  };
  vi.stubGlobal('navigator', { language: 'en', userAgent: '' });
  vi.stubGlobal('screen', { width: 390, height: 844 });
  expect([at('/a'), at('/a'), at('/b')]).toEqual([
    'https://shop.example/coats',
    'https://shop.example/coats',
    '/b',
  ]);
  vi.unstubAllGlobals();
});
