import { type ReactNode, useId } from 'react';
import { cx } from './cx';

interface SegmentsProps<T extends string> {
  label: string;
  hint?: ReactNode;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { label, hint, options, value, onChange } = props;
  const id = useId();
  return (
    <fieldset aria-describedby={hint ? `${id}-about` : undefined}>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="inline-flex flex-wrap rounded-control border border-line bg-bg p-0.5">
        {options.map((it) => (
          <label
            key={it.value}
            className={cx(
              'flex min-h-7 cursor-pointer items-center gap-1.5 rounded-[5px] px-3 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-10',
              value === it.value ? 'bg-raised shadow-card' : 'text-muted',
            )}
          >
            <input
              type="radio"
              name={id}
              className="sr-only"
              checked={value === it.value}
              onChange={() => onChange(it.value)}
            />
            {it.icon}
            {it.label}
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${id}-about`} className="mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
