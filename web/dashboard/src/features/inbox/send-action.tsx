import { Popover } from '@base-ui/react/popover';
import { Zap } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useActions } from '../../lib/actions';
import { IconButton } from '../../ui/button';
import { Skeletons } from '../../ui/states';
import { tt } from './thread-text';

const Sendable = lazy(() => import('./sendable'));

/** Sends the visitor an action, by button or from the palette. */
export function SendAction({ conversation }: { conversation: string }) {
  const [open, setOpen] = useState(false);
  const label = tt('sendable.open');
  useActions([{ id: 'send_action', label, group: 'conversation', run: () => setOpen(true) }]);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton label={label} />}>
        <Zap size={15} aria-hidden />
      </Popover.Trigger>
      {/* Inside the page's main part, so that a screen reader finds it within a landmark. */}
      <Popover.Portal container={open ? document.querySelector('main') : null}>
        <Popover.Positioner
          side="top"
          align="end"
          sideOffset={6}
          positionMethod="fixed"
          className="z-50"
        >
          <Popover.Popup
            aria-label={label}
            className="fade w-80 max-w-[calc(100vw-2rem)] overflow-hidden rounded-card border border-line bg-raised shadow-popover"
          >
            <Suspense fallback={<Skeletons count={2} />}>
              <Sendable conversation={conversation} onDone={() => setOpen(false)} />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
