import { useEffect, useMemo } from 'react';
import { tellTyping } from '../../lib/live/index';

/** The protocol asks for one signal in three seconds at most. */
const EVERY_MS = 3_000;

/** Tells the visitor and the team that a reply is being written, and when it is not any more. */
export function useTellTyping(conversation: string) {
  const typing = useMemo(() => {
    let toldAt = 0;
    const stop = () => {
      if (toldAt) tellTyping(conversation, false);
      toldAt = 0;
    };
    const tell = (on: boolean) => {
      if (!on) return stop();
      if (Date.now() - toldAt < EVERY_MS) return;
      toldAt = Date.now();
      tellTyping(conversation, true);
    };
    return { tell, stop };
  }, [conversation]);
  useEffect(() => typing.stop, [typing]);
  return typing;
}
