import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** This near the end counts as being there. */
const NEAR_PX = 48;

/**
 * Keeps the end in sight while the reader is there; else leaves the scroll alone and counts what
 * is new. What one has sent oneself always comes into sight.
 */
export function useFollow(length: number, own: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const [readTo, setReadTo] = useState(length);

  const toEnd = useCallback(() => {
    following.current = true;
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const onScroll = () => {
      const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
      following.current = near;
      setAtEnd(near);
    };
    const grown = new ResizeObserver(() => following.current && toEnd());
    grown.observe(inner);
    grown.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    toEnd();
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [toEnd]);

  useLayoutEffect(() => {
    if (own) toEnd();
  }, [own, toEnd]);

  useEffect(() => {
    if (atEnd) setReadTo(length);
  }, [atEnd, length]);

  return { scroller, content, atEnd, toEnd, fresh: Math.max(0, length - readTo) };
}
