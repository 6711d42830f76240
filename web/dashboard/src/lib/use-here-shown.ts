import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** For a row of links that may be longer than a phone: the one of this page is brought in sight. */
export function useHereShown() {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another link to show.
  useEffect(() => {
    const here = nav.current?.querySelector('[aria-current="page"]');
    here?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  return nav;
}
