import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { voice } from '../../strings/en-voice';

/** The texts of this page, which come with it and not with the inbox. */
export const t = translator(voice, locale);
