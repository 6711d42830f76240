// An event that is news is told: to the site's script, to a screen reader in one tab, or by a sound
// where nobody looks.
import type { ThreadEvent } from '../../shared/events';
import type { ThreadState } from '../../shared/thread';
import { withForms } from '../app/actions';
import { announcement } from './announce';
import { chime } from './chime';
import type { Client } from './client';
import { hostEvents } from './host-events';
import { inOneTab } from './once';

export function tell(
  { options, store }: Client,
  thread: ThreadState,
  event: ThreadEvent,
  shown: boolean,
): void {
  for (const [name, data] of hostEvents(event, thread)) options.emit(name, data);
  const say = (words: string | null) => {
    if (!words) return;
    inOneTab(`${event.conversation}:${event.seq}`, () => {
      if (shown) store.set({ spoken: words });
      else if (/^replied|_ended|^form/.test(event.kind)) chime();
    });
  };
  // What an action asks, or that it is at work, is said in words that come with its form.
  if ('run' in event && event.kind !== 'action_ended') withForms((it) => say(it.heard(event)));
  else say(announcement(thread, event, options.t(), store.state.face?.name ?? ''));
}
