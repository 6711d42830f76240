// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { originOf, snippets } from './snippets';

const assistant = {
  site: 'abc',
  snippet: `<script>(function(w,d,u){s.src=u})(window,document,'https://chat.example/widget.js?site=abc');
baton('boot',{site:'abc'})</script>`,
};

it('knows the address that browsers use', () => {
  expect(originOf(assistant)).toBe('https://chat.example');
});

it('says the same in every place', () => {
  const kinds = snippets(assistant);
  expect(kinds.map((it) => it.id)).toEqual(['html', 'csp', 'react', 'shop']);
  for (const { files } of kinds) {
    const all = files.map((it) => it.text).join('\n');
    expect(all).toContain('https://chat.example/widget.js?site=abc');
    expect(all).toMatch(/baton\('boot', ?\{ ?site: ?'abc' ?\}\)/);
  }
});

it('puts no script into a page whose policy allows none', () => {
  const [script, page, policy] = snippets(assistant)[1]?.files ?? [];
  expect(script?.text).not.toContain('<');
  expect(page?.text).toBe('<script src="/baton.js" async></script>');
  expect(policy?.text).toBe(
    "script-src 'self' https://chat.example; frame-src https://chat.example",
  );
});
