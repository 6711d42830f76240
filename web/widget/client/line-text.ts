import type { HandoffReason } from '../../shared/events';
import type { Translate } from '../../shared/i18n';
import type { LineEvent } from '../../shared/thread';
import { app } from '../app/context';
import type { en } from '../locales/en';
import { due, regional } from './hours';

/** A line of the thread in words, or null when it says nothing to a visitor. */
export function lineText(event: LineEvent, t: Translate<typeof en>): string | null {
  switch (event.kind) {
    case 'handed_off':
      return t(handedOff(event.reason));
    case 'wait_cancelled':
      return t('line_cancelled');
    case 'taken_over':
      return t('line_taken_over', { name: event.by.name });
    case 'transferred':
    case 'returned':
      return t('line_taken_over', { name: event.to.name });
    case 'routed':
      // Between teams is no business of who waits.
      return event.by ? t('line_passed') : null;
    case 'handed_back':
      return t('line_handed_back', { name: event.by.name });
    case 'released':
      return t('line_released', { name: event.teammate.name });
    case 'resolved':
      return t('line_resolved', { name: event.by.name });
    case 'call_back_owed':
      return t('line_call_back', { time: due(event.due, Date.now(), regional(app.locale)) });
    case 'details_given':
      return t('line_details');
    default:
      return null;
  }
}

function handedOff(reason: HandoffReason): keyof typeof en {
  if (reason === 'failed') return 'line_failed';
  if (reason === 'not_live') return 'line_people';
  const own = reason === 'button' || reason === 'asked' || reason === 'offer_accepted';
  return own ? 'line_handed_off' : 'line_passed';
}
