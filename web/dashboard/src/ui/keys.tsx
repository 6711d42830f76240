import { cx } from './cx';

/** Keys as they are printed on a keyboard. */
export function Keys({ keys, inverse }: { keys: string[]; inverse?: boolean }) {
  return (
    <span className="inline-flex gap-0.5" aria-hidden>
      {keys.map((key) => (
        <kbd
          key={key}
          className={cx(
            'min-w-4.5 rounded px-1 text-center font-sans text-xs leading-4.5',
            inverse ? 'bg-bg/20' : 'border border-line bg-bg text-muted',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
