import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { model } from '../../strings/en-model';

/** The texts of this page, which come with it and not with the inbox. */
export const t = translator(model, locale);
