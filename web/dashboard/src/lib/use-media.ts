import { useSyncExternalStore } from 'react';

export const WIDE = '(min-width: 1100px)';
export const NARROW = '(max-width: 719.98px)';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
