// All that keeps a draft from going live, as far as its owner wants to read of it now.
import type { ActionFault, ActionView, Definition } from '../../lib/wire';
import { isWithin, STEP_ORDER, standing, stepOf, valueAt } from './places';
import { t } from './text';
import { nameFaults } from './unknown';

/** The server's words about names, which the page says by itself and sooner. */
const OF_NAMES = /^Nothing is called|is not known yet here/;

const isSaid = (own: readonly ActionFault[], it: ActionFault) =>
  OF_NAMES.test(it.what) && own.some((one) => isWithin(one.at, it.at));

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** What to write where nothing is. */
function emptyWords({ at, what }: ActionFault): string {
  if (at === 'name') return t('unknown.name');
  if (at === 'starts.button.label') return t('unknown.button');
  if (at.startsWith('lookups.') && at.endsWith('.address')) return t('look_up.no_address');
  return /\.\d+\.text$/.test(at) ? t('unknown.say') : what;
}

/** What the server found in what was saved, and what the page sees in what is being written. Of
 * what is merely empty nobody reads before they did something: `acted`. */
export function draftFaults(saved: ActionView, now: Definition, acted: boolean): ActionFault[] {
  const own = nameFaults(now);
  const found = standing(saved.faults, saved.draft, now)
    .filter((it) => !isSaid(own, it))
    .filter((it) => acted || !isEmpty(valueAt(now, it.at)))
    .map((it) => (isEmpty(valueAt(now, it.at)) ? { ...it, what: emptyWords(it) } : it));
  const place = ({ at }: ActionFault) => STEP_ORDER.indexOf(stepOf(at));
  return [...own, ...found].sort((a, b) => place(a) - place(b));
}
