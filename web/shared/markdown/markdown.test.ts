import { expect, test } from 'vitest';
import { type Block, type Inline, parseMarkdown, safeHref } from './index';
import { citeMark, withoutMarks } from './marks';

const inline = (text: string): Inline[] => {
  const [first] = parseMarkdown(text);
  return first?.t === 'p' ? first.c : [];
};

function links(nodes: readonly (Block | Inline)[]): string[] {
  return nodes.flatMap((it) => {
    if (it.t === 'link') return [it.href, ...links(it.c)];
    if ('items' in it) return it.items.flatMap((item) => links(item));
    return 'c' in it ? links(it.c) : [];
  });
}

test('the subset', () => {
  expect(inline('a **b** *c* `d`')).toEqual([
    { t: 'text', v: 'a ' },
    { t: 'strong', c: [{ t: 'text', v: 'b' }] },
    { t: 'text', v: ' ' },
    { t: 'em', c: [{ t: 'text', v: 'c' }] },
    { t: 'text', v: ' ' },
    { t: 'code', v: 'd' },
  ]);
  expect(parseMarkdown('Need:\n- slip\n- tag\n\n3. third\n4. fourth')).toMatchObject([
    { t: 'p' },
    { t: 'list', ordered: false, items: [[{ v: 'slip' }], [{ v: 'tag' }]] },
    { t: 'list', ordered: true, start: 3 },
  ]);
  expect(inline('[site](https://a.example/x)')).toEqual([
    { t: 'link', href: 'https://a.example/x', c: [{ t: 'text', v: 'site' }] },
  ]);
});

test('a bare address is a link without the full stop behind it', () => {
  expect(links(parseMarkdown('See https://a.example/x. (https://b.example)'))).toEqual([
    'https://a.example/x',
    'https://b.example/',
  ]);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  '//evil.example',
  '/relative',
  'https:evil.example',
  'https:\\\\evil.example',
  'https://user:secret@evil.example',
  'https://shop.example@evil.example',
  'https://a.example/\u202egnp.exe',
  'mailto:',
])('%j is no address to click', (address) => {
  expect(safeHref(address)).toBeNull();
  expect(links(parseMarkdown(`[x](${address}) <${address}>`))).not.toContain(address);
});

test('markup of other kinds stays text', () => {
  for (const text of [
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<svg/onload=alert(1)>',
    '![x](javascript:alert(1))',
    '[x]: javascript:alert(1)',
    '&lt;b&gt;',
  ]) {
    expect(inline(text)).toEqual([{ t: 'text', v: text }]);
  }
});

test('a link cannot name another address than its own, nor hold a link', () => {
  const disguised = inline('[https://bank.example](https://evil.example)');
  for (const it of disguised) {
    if (it.t === 'link') expect(it.c).toEqual([{ t: 'text', v: it.href.replace(/\/$/, '') }]);
  }
  expect(links(inline('[see http://a.example](https://b.example)'))).toEqual([
    'https://b.example/',
  ]);
});

test('nobody but us makes a citation', () => {
  expect(inline(`Days.${citeMark(2)}`)).toEqual([
    { t: 'text', v: 'Days.' },
    { t: 'cite', n: 2 },
  ]);
  expect(withoutMarks(`x\uE0007\uE001y\uE001z\uE000`)).toBe('xyz');
});

test.each([
  ['marks that never close', '**a '.repeat(20_000)],
  ['nesting', `${'*_'.repeat(10_000)}x${'_*'.repeat(10_000)}`],
  ['brackets', '['.repeat(40_000)],
  ['open links', '[a]('.repeat(10_000)],
  ['backticks', '`a'.repeat(20_001)],
  ['open fences', '```\n'.repeat(10_001)],
  ['addresses', 'https://'.repeat(10_000)],
])('%s take no time', (_, text) => {
  const before = performance.now();
  parseMarkdown(text);
  expect(performance.now() - before).toBeLessThan(1_000);
});
