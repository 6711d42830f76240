import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, type ReactElement, Suspense } from 'react';

// Fetched while the page is looked at: what puts it in its place is heavy.
const TipPopup = lazy(() => import('./tip-popup').then((it) => ({ default: it.TipPopup })));

/** A short name beside what it names. Never the only place of something that matters. */
export function Tip({
  text,
  keys,
  children,
}: {
  text: string;
  keys?: string[];
  children: ReactElement;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger delay={450} render={children} />
      <Suspense fallback={null}>
        <TipPopup text={text} {...(keys ? { keys } : {})} />
      </Suspense>
    </Tooltip.Root>
  );
}
