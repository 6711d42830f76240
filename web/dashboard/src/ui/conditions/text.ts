import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { conditions } from '../../strings/en-conditions';

/** What the pages that edit conditions say alike, which comes with them. */
export const tc = translator(conditions, locale);
