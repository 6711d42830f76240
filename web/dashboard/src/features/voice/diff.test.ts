import { describe, expect, it } from 'vitest';
import { diff, diffLines } from './diff';

/** As people mark it: [-gone-] and {+come+}. */
const marked = (before: string, after: string) =>
  diff(before, after)
    .map(({ is, text }) =>
      is === 'same' ? text : is === 'removed' ? `[-${text}-]` : `{+${text}+}`,
    )
    .join('');

describe('a diff of texts', () => {
  it('shows the words that went and those that came', () => {
    expect(marked('', '')).toBe('');
    expect(marked('Be kind.', 'Be kind.')).toBe('Be kind.');
    expect(marked('', 'Be kind.')).toBe('{+Be kind.+}');
    expect(marked('Be kind.', '')).toBe('[-Be kind.-]');
    expect(marked('Be kind to all.', 'Be kind and short to all.')).toBe(
      'Be kind {+and short +}to all.',
    );
    expect(marked('Say you. Be kind.', 'Say thou. Be kind.')).toBe('Say [-you-]{+thou+}. Be kind.');
  });

  it('joins changes that one word alone keeps apart', () => {
    expect(marked('It takes 5 to 7 days.', 'It takes 6 to 8 days.')).toBe(
      'It takes [-5 to 7 -]{+6 to 8 +}days.',
    );
  });

  it('shows a new line, and no change of mere blanks', () => {
    expect(marked('Be kind. Be short.', 'Be kind.\nBe short.')).toBe('Be kind.{+\n+}Be short.');
    expect(marked('Be  kind.', 'Be kind.')).toBe('Be kind.');
  });

  it('knows words where no blanks stand between them', () => {
    expect(marked('退货期限三十天', '退货期限十四天')).toMatch(/^退货期限/);
  });

  it('gives both texts back, whatever they are', () => {
    const texts = ['a b c d e', 'b x d', 'e d c b a', 'a\n\nb', ' a', 'x'];
    for (const before of texts) {
      for (const after of texts) {
        const parts = diff(before, after);
        const side = (is: string) =>
          parts
            .filter((it) => it.is === 'same' || it.is === is)
            .map((it) => it.text)
            .join('');
        const plain = (text: string) => text.replace(/[^\S\n]+/g, '');
        expect(plain(side('removed'))).toBe(plain(before));
        expect(side('added')).toBe(after);
      }
    }
  });
});

it('a diff of lists keeps entries whole', () => {
  expect(diffLines(['legal advice', 'prices'], ['prices', 'health'])).toEqual([
    { is: 'removed', text: 'legal advice' },
    { is: 'same', text: 'prices' },
    { is: 'added', text: 'health' },
  ]);
});
