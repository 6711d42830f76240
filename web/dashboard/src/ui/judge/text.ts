import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { judge } from '../../strings/en-judge';

/** The texts beside an answer, which come with the thread. */
export const tj = translator(judge, locale);
