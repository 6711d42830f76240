import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: (ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A label, its control, and what helps or is wrong, tied together. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const about = error || hint ? `${id}-about` : undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        ...(about ? { 'aria-describedby': about } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {about && (
        <p
          id={about}
          className={cx('text-sm', error ? 'text-danger' : 'text-muted')}
          role={error ? 'alert' : undefined}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

type InputFieldProps = ComponentProps<'input'> & Omit<FieldProps, 'children'>;

export function InputField({ label, hint, error, className, ...rest }: InputFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input {...rest} {...ids} className={cx('field', error && 'border-danger', className)} />
      )}
    </Field>
  );
}

type TextFieldProps = ComponentProps<'textarea'> & Omit<FieldProps, 'children'>;

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <textarea
          rows={3}
          {...rest}
          {...ids}
          className={cx('field resize-y', error && 'border-danger', className)}
        />
      )}
    </Field>
  );
}
