// Whether who waits can go back to the assistant.
import type { ThreadState } from '../../shared/thread';

/** Where people answer, there is no assistant to go back to: neither at once nor when the
 * conversation comes back to the queue, until the assistant has had it. */
export function canCancel({ owner, items }: ThreadState): boolean {
  const last = items.findLast((it) =>
    it.kind === 'bubble'
      ? it.by.role === 'assistant'
      : it.kind === 'line' &&
        (it.event.kind === 'handed_back' ||
          (it.event.kind === 'handed_off' && it.event.reason === 'not_live')),
  );
  const toPeople = last?.kind === 'line' && last.event.kind === 'handed_off';
  return owner.is === 'queue' && !toPeople;
}
