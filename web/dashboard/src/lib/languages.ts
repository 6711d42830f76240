// The languages that assistants speak.
import type { LanguageName } from './wire';

export const LANGUAGES: readonly LanguageName[] = ['en', 'de', 'fr', 'es', 'ar'];
