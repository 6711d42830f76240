import { type RefObject, useLayoutEffect } from 'react';

/** A box grows with what is written in it, so that no line is cut. */
export function useGrow(box: RefObject<HTMLElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is measured when the text changes.
  useLayoutEffect(() => {
    const it = box.current;
    if (!(it instanceof HTMLTextAreaElement)) return;
    const measure = () => {
      it.style.height = 'auto';
      // The borders are no part of what scrolls.
      it.style.height = `${it.scrollHeight + it.offsetHeight - it.clientHeight}px`;
    };
    measure();
    let width = it.clientWidth;
    const seen = new ResizeObserver(() => {
      if (it.clientWidth === width) return;
      width = it.clientWidth;
      measure();
    });
    seen.observe(it);
    return () => seen.disconnect();
  }, [box, text]);
}
