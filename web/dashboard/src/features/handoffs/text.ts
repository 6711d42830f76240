import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { handoffs } from '../../strings/en-handoffs';

/** The texts of the page of handoffs. */
export const t = translator(handoffs, locale);
