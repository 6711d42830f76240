import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Keys } from './keys';

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
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup
            // The name is the trigger's own already: said twice it would only be noise.
            aria-hidden
            className="fade flex max-w-72 items-center gap-2 rounded-control bg-fg px-2 py-1 text-sm text-bg shadow-popover"
          >
            {text}
            {keys && <Keys keys={keys} inverse />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
