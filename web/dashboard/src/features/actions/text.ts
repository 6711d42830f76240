import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { actions } from '../../strings/en-actions';
import { steps } from '../../strings/en-actions-steps';

/** The texts of these pages, which come with them and not with the inbox. */
export const t = translator({ ...actions, ...steps }, locale);
