// The texts of pages that are fetched when they are opened, and those of `text.ts` besides.
// What comes with the inbox has no use for this: it would fetch the texts of every page.
import { translator } from '../../../shared/i18n/index';
import { en } from '../strings/en';
import { pages } from '../strings/en-pages';
import { locale } from './text';

const texts = { ...en, ...pages };
export type PageTextKey = keyof typeof texts & string;

export const t = translator(texts, locale);
