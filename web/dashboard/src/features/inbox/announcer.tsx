import { useEffect, useRef, useState } from 'react';
import type { Bubble, ThreadState } from '../../../../shared/thread';
import { t } from '../../lib/text';

/** Says each finished message once to screen readers. The log itself is silent: it grows. */
export function Announcer({ thread, visitor }: { thread: ThreadState; visitor: string }) {
  const [said, setSaid] = useState('');
  const known = useRef(thread.cursor);
  useEffect(() => {
    const last = thread.items.findLast((it): it is Bubble => it.kind === 'bubble');
    if (!last || last.state === 'growing' || last.last <= known.current) return;
    known.current = last.last;
    const name = last.by.role === 'teammate' ? last.by.name : t(`who.${last.by.role}`);
    setSaid(`${last.by.role === 'visitor' ? visitor : name}: ${last.text}`);
  }, [thread, visitor]);
  return (
    <div className="sr-only" aria-live="polite">
      {said}
    </div>
  );
}
