// Texts by key, with `{name}` for values and the plural forms of the language.

/** A text, or one per plural category of `Intl.PluralRules`; `other` is always there. */
export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Texts = Record<string, Text>;
/** A translation of `T`: the same keys. */
export type Translation<T extends Texts> = { [K in keyof T]: Text };
export type Values = Record<string, string | number>;
export type Translate<T extends Texts> = (key: keyof T & string, values?: Values) => string;

export function translator<K extends string>(
  texts: Record<K, Text>,
  locale: string,
): (key: K, values?: Values) => string {
  const plural = new Intl.PluralRules(locale);
  return (key, values = {}) => {
    const text: Text | undefined = texts[key];
    if (text === undefined) return key;
    const form =
      typeof text === 'string'
        ? text
        : (text[plural.select(Number(values.count ?? 0))] ?? text.other);
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

const RIGHT_TO_LEFT = ['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];

export function direction(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** The first of the wanted languages that there is, else the fallback. */
export function pickLocale(
  wanted: readonly string[],
  available: readonly string[],
  fallback = 'en',
): string {
  for (const want of wanted) {
    const tag = want.toLowerCase();
    const found =
      available.find((it) => it.toLowerCase() === tag) ??
      available.find((it) => it.toLowerCase() === tag.split('-')[0]);
    if (found) return found;
  }
  return fallback;
}
