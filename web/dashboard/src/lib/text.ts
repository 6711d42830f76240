// Every text of the dashboard goes through `t`. Another language is another file beside `en.ts`.
import { direction, pickLocale, type Translation, translator } from '../../../shared/i18n/index';
import { en } from '../strings/en';
import { read } from './storage';

type Texts = typeof en;
export type TextKey = keyof Texts & string;

const LOCALES: Record<string, Translation<Texts>> = { en };

export const locale = pickLocale(navigator.languages ?? ['en'], Object.keys(LOCALES));
export const t = translator(LOCALES[locale] ?? en, locale);

/** Languages differ in direction; the switch lets a reader or a test see the other one. */
export function applyDirection(): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = read<'ltr' | 'rtl'>('direction') ?? direction(locale);
}
