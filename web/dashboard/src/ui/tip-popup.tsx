import { Tooltip } from '@base-ui/react/tooltip';
import { Keys } from './keys';

/** What a tip shows, beside its trigger. */
export function TipPopup({ text, keys }: { text: string; keys?: string[] }) {
  return (
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
  );
}
