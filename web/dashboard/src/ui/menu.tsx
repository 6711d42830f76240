import { Menu as Base } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useState } from 'react';

interface MenuProps {
  trigger: ReactElement;
  /** Where it opens. */
  side?: 'bottom' | 'inline-end' | 'top';
  /** Which of its edges stands at the button's: `start` where the button is at the start of a row. */
  align?: 'start' | 'end';
  children: ReactNode;
}

/** Choices under a button. */
export function Menu({ trigger, side = 'bottom', align = 'end', children }: MenuProps) {
  // Inside the page's main part, so that a screen reader finds it within a landmark.
  const [main, setMain] = useState<HTMLElement | null>(null);
  return (
    <Base.Root onOpenChange={() => setMain(document.querySelector('main'))}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={main}>
        <Base.Positioner
          side={side}
          align={align}
          sideOffset={6}
          positionMethod="fixed"
          className="z-50"
        >
          <Base.Popup className="fade max-h-[70dvh] w-72 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-card border border-line bg-raised p-1.5 shadow-popover outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const ITEM =
  'flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1.5 text-start outline-none data-highlighted:bg-accent-soft pointer-coarse:min-h-11';

interface ItemProps {
  onChoose: () => void;
  children: ReactNode;
}

export function MenuItem({ onChoose, children }: ItemProps) {
  return (
    <Base.Item className={ITEM} onClick={onChoose}>
      {children}
    </Base.Item>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-semibold text-muted">
        {label}
      </Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

interface ChoicesProps<T extends string> {
  value: T;
  onChoose: (value: T) => void;
  choices: { value: T; label: string; about: string; icon: ReactNode }[];
}

/** One of several, with what each means. */
export function MenuChoices<T extends string>({ value, onChoose, choices }: ChoicesProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(it) => onChoose(it as T)}>
      {choices.map((it) => (
        <Base.RadioItem key={it.value} value={it.value} closeOnClick className={ITEM}>
          {it.icon}
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{it.label}</span>
            <span className="block text-sm text-muted">{it.about}</span>
          </span>
          <Base.RadioItemIndicator className="size-2 shrink-0 rounded-full bg-accent" />
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
