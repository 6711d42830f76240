import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { playground } from '../../strings/en-playground';

/** The texts of this page, which come with it. */
export const tp = translator(playground, locale);
