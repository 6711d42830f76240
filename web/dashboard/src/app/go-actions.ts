// The way to the actions: its words and its keys.
import { translator } from '../../../shared/i18n/index';
import { locale } from '../lib/text';
import { nav } from '../strings/en-actions-nav';

export const tn = translator(nav, locale);
export const ACTIONS_KEYS = ['G', 'A'];
