import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';

interface ChoiceProps {
  label: string;
  about: ReactNode;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** A switch with what it does. */
export function Choice({ label, about, on, disabled = false, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Switch.Root
        checked={on}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={`${id}-about`}
        className="relative mt-0.5 inline-flex h-5 w-9 shrink-0 cursor-pointer rounded-full bg-control p-0.5 data-checked:bg-accent data-disabled:cursor-default data-disabled:opacity-50"
      >
        <Switch.Thumb className="size-4 rounded-full bg-panel transition-transform data-checked:translate-x-4 rtl:data-checked:-translate-x-4" />
      </Switch.Root>
      <div>
        <p id={id} className="font-medium">
          {label}
        </p>
        <p id={`${id}-about`} className="text-sm text-muted">
          {about}
        </p>
      </div>
    </div>
  );
}
