// What a screen reader says of an event: a finished message once, never the pieces of one.
import type { ThreadEvent } from '../../shared/events';
import type { Translate } from '../../shared/i18n';
import type { ThreadState } from '../../shared/thread';
import type { en } from '../locales/en';
import { lineText } from './line-text';

export function announcement(
  thread: ThreadState,
  event: ThreadEvent,
  t: Translate<typeof en>,
  assistant: string,
): string | null {
  if (event.kind === 'replied') return `${event.by.name}: ${unmarked(event.text)}`;
  if (event.kind === 'turn_ended') {
    const bubble = thread.items.findLast((it) => it.kind === 'bubble' && it.turn === event.turn);
    if (bubble?.kind !== 'bubble') return null;
    return `${assistant}: ${unmarked(bubble.text)}`;
  }
  if (event.kind === 'action_ended') {
    return event.said && event.text ? `${assistant}: ${unmarked(event.text)}` : null;
  }
  const line = thread.items.at(-1);
  return line?.kind === 'line' && line.seq === event.seq ? lineText(line.event, t) : null;
}

function unmarked(text: string): string {
  return text.replace(/\]\([^)]*\)|[*_`[\]]/g, '');
}
