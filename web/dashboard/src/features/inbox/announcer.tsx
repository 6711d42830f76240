import { useEffect, useRef, useState } from 'react';
import type { Bubble, Item, Run, ThreadState } from '../../../../shared/thread';
import { t } from '../../lib/text';
import { tr } from '../../ui/run/text';
import { stateOf, titleOf } from './runs';

/** Says each finished message and each action once to screen readers. The log itself is silent: it grows. */
export function Announcer({ thread, visitor }: { thread: ThreadState; visitor: string }) {
  const [said, setSaid] = useState('');
  const known = useRef(thread.cursor);
  useEffect(() => {
    const last = latest(thread.items);
    if (!last || last.last <= known.current) return;
    known.current = last.last;
    if (last.kind === 'run') {
      setSaid(`${titleOf(last)}: ${tr(`run.is_${stateOf(last)}`)}`);
      return;
    }
    const name = last.by.role === 'teammate' ? last.by.name : t(`who.${last.by.role}`);
    setSaid(`${last.by.role === 'visitor' ? visitor : name}: ${last.text}`);
  }, [thread, visitor]);
  return (
    <div className="sr-only" aria-live="polite">
      {said}
    </div>
  );
}

/** The message that became whole last, or the action that asked or ended last. */
function latest(items: readonly Item[]): Bubble | Run | undefined {
  return items
    .filter((it): it is Bubble | Run =>
      it.kind === 'run' ? it.phase !== 'working' : it.kind === 'bubble' && it.state !== 'growing',
    )
    .reduce<Bubble | Run | undefined>((a, b) => (a && a.last > b.last ? a : b), undefined);
}
