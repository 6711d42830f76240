import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { tags } from '../../strings/en-tags';

/** The texts of this page, which come with it and not with the inbox. */
export const t = translator(tags, locale);
