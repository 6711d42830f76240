import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { inspect } from '../../strings/en-inspect';

/** The texts of what explains a turn, which come with it. */
export const ti = translator(inspect, locale);
export type InspectKey = Parameters<typeof ti>[0];
