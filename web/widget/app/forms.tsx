import type { VisitorButton } from '../../shared/events';
import type { Run } from '../../shared/thread';
import type { State } from '../client/store';
export async function speak(_: string) {}
export function RunCard(_: { run: Run; state: State }) {
  return null;
}
export function Buttons(_: { buttons: VisitorButton[] }) {
  return null;
}

import type { ThreadEvent } from '../../shared/events';
export function spoken(_: ThreadEvent): string | null {
  return null;
}
