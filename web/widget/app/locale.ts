import { pickLocale, type Translation } from '../../shared/i18n';
import { en } from '../locales/en';

type Texts = Translation<typeof en>;

// Each language but the built-in one is a file of its own, fetched when it is wanted.
const LAZY: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('../locales/ar'),
  de: () => import('../locales/de'),
  es: () => import('../locales/es'),
  fr: () => import('../locales/fr'),
};

export function chooseLocale(wanted: readonly (string | undefined)[]): string {
  const said = wanted.filter((it) => it !== undefined && it !== '') as string[];
  return pickLocale(said, ['en', ...Object.keys(LAZY)]);
}

/** The texts; English when the file cannot be had. */
export async function loadTexts(locale: string): Promise<Texts> {
  try {
    return (await LAZY[locale]?.())?.texts ?? en;
  } catch {
    return en;
  }
}
