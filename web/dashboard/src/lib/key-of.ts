// Names that machines read, made from what people write.

export const KEY_CHARS_MAX = 40;
/** Letters that are no letter with a mark. */
const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** A name that texts, conditions and requests can carry: letters, digits and `_`. */
export function keyOf(label: string, fallback = 'field'): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđ]/gi, (it) => PLAIN[it.toLowerCase()] ?? it)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const key = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, KEY_CHARS_MAX)
    .replace(/_+$/, '');
  if (!key) return fallback;
  return /^\d/.test(key) ? `${fallback || 'n'}_${key}`.slice(0, KEY_CHARS_MAX) : key;
}

/** A tag: words with dashes between them. */
export function tagOf(text: string): string {
  return keyOf(text.replace(/^#/, ''), 'tag').replaceAll('_', '-');
}
