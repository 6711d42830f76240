// Texts of what is written here and of whom it is for; `t` of `lib/text` has the others.
import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { written } from '../../strings/en-written';

export const tw = translator(written, locale);
