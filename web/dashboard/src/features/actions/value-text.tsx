import { type ReactNode, type RefObject, useId, useRef } from 'react';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { useBuilder } from './builder';
import { useFault } from './faults';
import { InsertValue } from './insert-value';
import { t } from './text';
import { braces, namesAt, nearest, nearestOrOnly, replaced, unknownIn } from './unknown';
import { useGrow } from './use-grow';

type Control = HTMLInputElement | HTMLTextAreaElement;

interface Props {
  label: string;
  /** In a sentence the label is only heard. */
  inline?: boolean;
  hint?: ReactNode;
  /** Its path in the definition. */
  at: string;
  value: string;
  onChange: (value: string) => void;
  /** Several lines; it grows with them. */
  rows?: number;
  placeholder?: string;
  /** A text of machines: from left to right, without corrections. */
  code?: boolean;
}

/** A text in which values can stand. */
export function ValueText({ label, inline, hint, at, value, onChange, rows, ...rest }: Props) {
  const id = useId();
  const control = useRef<Control>(null);
  // Before anybody was in it, browsers differ in where its caret is.
  const touched = useRef(false);
  const fault = useFault(at);
  const about = fault || hint ? `${id}-about` : undefined;
  useGrow(control, value);
  const shared = {
    id,
    'data-at': at,
    'aria-describedby': about,
    'aria-invalid': fault ? (true as const) : undefined,
    value,
    placeholder: rest.placeholder,
    onFocus: () => {
      touched.current = true;
    },
    onChange: (event: { target: Control }) => onChange(event.target.value),
    className: cx('field', fault && 'border-danger', rest.code && 'font-mono'),
    ...(rest.code ? { dir: 'ltr', spellCheck: false, autoComplete: 'off' } : { dir: 'auto' }),
  };
  return (
    <div className={cx('flex flex-col gap-1', inline && 'min-w-40 flex-1 max-md:basis-full')}>
      <div className={cx('flex items-end justify-between gap-2', inline && 'sr-only')}>
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
      </div>
      <div className="flex items-start gap-1">
        {rows ? (
          <textarea
            {...shared}
            rows={rows}
            ref={control as RefObject<HTMLTextAreaElement>}
            className={cx(shared.className, 'min-w-0 resize-none overflow-hidden')}
          />
        ) : (
          <input {...shared} ref={control as RefObject<HTMLInputElement>} />
        )}
        <InsertValue
          at={at}
          control={control}
          touched={touched}
          label={label}
          onChange={onChange}
        />
      </div>
      {about && (
        <p id={about} className={cx('text-sm', fault ? 'text-danger' : 'text-muted')}>
          {fault ?? hint}
        </p>
      )}
      <Instead at={at} value={value} onChange={onChange} />
    </div>
  );
}

/** For each name that nothing has, the one that was likely meant: one press puts it there. */
function Instead({ at, value, onChange }: Pick<Props, 'at' | 'value' | 'onChange'>) {
  const { draft } = useBuilder();
  const offers = unknownIn(value, draft, at).flatMap((name) => {
    const likely = at.endsWith('.address') ? nearestOrOnly : nearest;
    const into = likely(name, namesAt(draft, at));
    return into ? [{ name, into }] : [];
  });
  if (offers.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {offers.map(({ name, into }) => (
        <Button key={name} small onClick={() => onChange(replaced(value, name, into))}>
          {t(offers.length > 1 ? 'unknown.use_for' : 'unknown.use', {
            into: braces(into),
            name: braces(name),
          })}
        </Button>
      ))}
    </div>
  );
}
