import { useEffect, useRef, useSyncExternalStore } from 'react';
import { tellSeen } from '../../lib/live/index';

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** Says what was read: only what is before the eyes, in a page that is in sight. */
export function useSeen(conversation: string, cursor: number, atEnd: boolean): void {
  const visible = useSyncExternalStore(subscribe, () => document.visibilityState === 'visible');
  const told = useRef(0);
  useEffect(() => {
    if (!visible || !atEnd || cursor <= told.current) return;
    told.current = cursor;
    tellSeen(conversation, cursor);
  }, [conversation, cursor, visible, atEnd]);
}
