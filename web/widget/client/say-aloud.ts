// An event that is news is said to a screen reader in one tab, or sounded where nobody looks.
import type { ThreadEvent } from '../../shared/events';
import type { ThreadState } from '../../shared/thread';
import { announcement } from './announce';
import { chime } from './chime';
import type { Client } from './client';
import { inOneTab } from './once';

export function sayAloud(
  { options, store }: Client,
  thread: ThreadState,
  event: ThreadEvent,
  shown: boolean,
): void {
  const words = announcement(thread, event, options.t(), store.state.face?.name ?? '');
  if (!words) return;
  inOneTab(`${event.conversation}:${event.seq}`, () => {
    if (shown) store.set({ spoken: words });
    else if (event.kind === 'replied' || event.kind === 'turn_ended') chime();
  });
}
