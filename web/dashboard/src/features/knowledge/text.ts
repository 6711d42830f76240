// Texts of this page alone; `t` of `lib/text` has the others.
import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { sites } from '../../strings/en-sites';
import { written } from '../../strings/en-written';

export const tw = translator({ ...sites, ...written }, locale);
