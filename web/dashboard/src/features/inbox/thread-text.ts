import { translator } from '../../../../shared/i18n/index';
import { locale } from '../../lib/text';
import { runs } from '../../strings/en-runs';
import { thread } from '../../strings/en-thread';

/** The texts of a thread and of the actions in it, which come with it. */
export const tt = translator({ ...thread, ...runs }, locale);
