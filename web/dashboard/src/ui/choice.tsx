import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import { cx } from './cx';

interface ToggleProps {
  label: string;
  about?: ReactNode;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** A switch with what it does. */
export function Toggle({ label, about, on, disabled, onChange }: ToggleProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Switch.Root
        checked={on}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={about ? `${id}-about` : undefined}
        className="relative mt-0.5 inline-flex h-5 w-9 shrink-0 cursor-pointer rounded-full bg-control p-0.5 data-checked:bg-accent data-disabled:opacity-55"
      >
        <Switch.Thumb className="size-4 rounded-full bg-panel transition-transform data-checked:translate-x-4 rtl:data-checked:-translate-x-4" />
      </Switch.Root>
      <div className="min-w-0">
        <p id={id} className="font-medium">
          {label}
        </p>
        {about && (
          <p id={`${id}-about`} className="text-sm text-muted">
            {about}
          </p>
        )}
      </div>
    </div>
  );
}

interface OptionProps {
  name: string;
  label: ReactNode;
  about: ReactNode;
  chosen: boolean;
  onChoose: () => void;
}

/** One of several, with what each means. */
export function Option({ name, label, about, chosen, onChoose }: OptionProps) {
  return (
    <label
      className={cx(
        'flex cursor-pointer gap-3 rounded-card border p-3 has-focus-visible:outline-2 has-focus-visible:outline-accent',
        chosen ? 'border-accent bg-accent-soft' : 'border-line hover:border-control',
      )}
    >
      <input
        type="radio"
        name={name}
        checked={chosen}
        onChange={onChoose}
        className="mt-1 size-4 shrink-0 accent-(--accent)"
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">{label}</span>
        <span className="block text-sm text-muted">{about}</span>
      </span>
    </label>
  );
}
