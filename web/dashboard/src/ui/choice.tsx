import { Switch as Base } from '@base-ui/react/switch';
import { type AriaAttributes, type ReactNode, useId } from 'react';
import { cx } from './cx';

type Names = Pick<AriaAttributes, 'aria-label' | 'aria-labelledby' | 'aria-describedby'>;

interface SwitchProps extends Names {
  on: boolean;
  disabled?: boolean;
  className?: string;
  onChange: (on: boolean) => void;
}

/** A switch by itself. It has no words: whoever shows it names it. */
export function Switch({ on, onChange, className, ...rest }: SwitchProps) {
  return (
    <Base.Root
      {...rest}
      checked={on}
      onCheckedChange={onChange}
      className={cx(
        'relative inline-flex h-5 w-9 shrink-0 cursor-pointer rounded-full bg-control p-0.5 data-checked:bg-accent data-disabled:opacity-55',
        className,
      )}
    >
      <Base.Thumb className="size-4 rounded-full bg-panel transition-transform data-checked:translate-x-4 rtl:data-checked:-translate-x-4" />
    </Base.Root>
  );
}

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
      <Switch
        on={on}
        disabled={disabled}
        onChange={onChange}
        aria-labelledby={id}
        aria-describedby={about ? `${id}-about` : undefined}
        className="mt-0.5"
      />
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
