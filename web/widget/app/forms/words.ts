// The texts of forms, in the language of the panel.
import type { FormField } from '../../../shared/events';
import type { Unfit } from '../../../shared/fields/check';
import { type Translate, type Translation, translator } from '../../../shared/i18n';
import { en } from '../../locales/forms/en';
import { app } from '../context';

type Texts = Translation<typeof en>;

// English is built in, so that there is always a language.
const LAZY: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('../../locales/forms/ar'),
  de: () => import('../../locales/forms/de'),
  es: () => import('../../locales/forms/es'),
  fr: () => import('../../locales/forms/fr'),
};

let wanted = 'en';
let words: Translate<typeof en> = translator(en, 'en');

/** Fetches the language of the panel; English where its file cannot be had. */
export async function speak(): Promise<void> {
  const { locale } = app;
  wanted = locale;
  const found = await LAZY[locale]?.().catch(() => null);
  if (wanted === locale) words = translator(found?.texts ?? en, locale);
}

export const t: Translate<typeof en> = (key, values) => {
  // The site has chosen another language meanwhile.
  if (wanted !== app.locale) void speak().then(() => app.client.store.set({}));
  return words(key, values);
};

/** Why an answer does not fit: in the owner's words where there are some, as the server says it. */
export function unfitText(field: FormField, { unfit, ...limits }: Unfit): string {
  if (field.message && unfit !== 'missing') return field.message;
  const told = Object.entries(limits).map(([name, limit]) => [
    name,
    typeof limit === 'number' ? new Intl.NumberFormat(app.locale).format(limit) : limit,
  ]);
  return t(unfit, Object.fromEntries(told));
}

/** An answer that came back, in the visitor's own way where it has none. */
export function readable(text: string): string {
  if (text === 'yes' || text === 'no') return t(text);
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const format = new Intl.DateTimeFormat(app.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(text));
}
