import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { packet } from '../../strings/en-packet';

/** The texts of a handoff: what came along, and what is thought of it. */
export const tp = translator(packet, locale);
