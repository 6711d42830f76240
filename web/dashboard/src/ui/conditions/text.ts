import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { conditions } from '../../strings/en-conditions';

/** The texts of conditions and of rows, which come with the pages that edit them. */
export const tc = translator(conditions, locale);
