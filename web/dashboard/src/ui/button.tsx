import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { Tip } from './tip';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:brightness-110 shadow-card',
  plain: 'border border-line bg-raised text-fg hover:bg-bg hover:border-control shadow-card',
  quiet: 'text-fg hover:bg-fg/7',
  danger: 'border border-danger/50 bg-raised text-danger hover:bg-danger/10',
  note: 'bg-note text-note-fg border border-note-fg/30 hover:brightness-95 dark:hover:brightness-125',
} as const;

export type Look = keyof typeof LOOKS;

export function buttonClass(look: Look, small = false): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap select-none',
    'disabled:opacity-55 disabled:shadow-none pointer-coarse:min-h-10',
    small ? 'h-7 px-2.5 text-sm' : 'h-8 px-3 text-base',
    LOOKS[look],
  );
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  small?: boolean;
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({ look = 'plain', small, busy, icon, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={cx(buttonClass(look, small), rest.className)}
    >
      {busy ? <LoaderCircle size={14} className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends ComponentProps<'button'> {
  label: string;
  keys?: string[];
  /** None where the focus begins: it would open at once, and take the first Escape. */
  tip?: boolean;
}

/** A button with a picture only: its name is in the tooltip and for screen readers. */
export function IconButton({ label, keys, tip = true, className, ...rest }: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={cx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted',
        'hover:bg-fg/7 hover:text-fg disabled:opacity-50 pointer-coarse:size-10',
        className,
      )}
    />
  );
  if (!tip) return button;
  return (
    <Tip text={label} {...(keys ? { keys } : {})}>
      {button}
    </Tip>
  );
}
