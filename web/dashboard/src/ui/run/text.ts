import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { run } from '../../strings/en-run';

/** The texts of a run, which come with it. */
export const tr = translator(run, locale);
