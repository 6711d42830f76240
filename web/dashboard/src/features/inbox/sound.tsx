import { Popover } from '@base-ui/react/popover';
import { AudioLines } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { IconButton } from '../../ui/button';
import { tj } from '../../ui/judge/text';
import { Skeletons } from '../../ui/states';

const SoundCard = lazy(() => import('./sound-card'));

/** What the assistant is told of its voice, for whoever writes in its place. */
export function Sound({ conversation }: { conversation: string }) {
  // Inside the page's main part, so that a screen reader finds it within a landmark.
  const [main, setMain] = useState<HTMLElement | null>(null);
  return (
    <Popover.Root onOpenChange={() => setMain(document.querySelector('main'))}>
      <Popover.Trigger render={<IconButton label={tj('sound.open')} />}>
        <AudioLines size={15} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal container={main}>
        <Popover.Positioner
          side="top"
          align="end"
          sideOffset={6}
          positionMethod="fixed"
          className="z-50"
        >
          <Popover.Popup
            aria-label={tj('sound.open')}
            className="fade max-h-[60dvh] w-80 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-card border border-line bg-raised p-4 shadow-popover"
          >
            <Suspense fallback={<Skeletons count={2} />}>
              <SoundCard conversation={conversation} />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
