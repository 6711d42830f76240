import { Check, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cx } from '../../ui/cx';
import { guess, type Path, pointer } from './json';
import { t } from './text';

interface Props {
  value: unknown;
  /** Pointers of what is read already. */
  picked: readonly string[];
  onPick: (path: Path, value: unknown) => void;
}

/** Entries of a list or an object that are shown at first. */
const SHOWN = 30;

/** An answer in which values are clicked to be read from now on, or no more. */
export function AnswerTree(props: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section a landmark.
    <div
      role="group"
      className="max-h-[40dvh] overflow-auto rounded-control border border-line bg-panel p-2 font-mono text-sm"
      dir="ltr"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
      tabIndex={0}
      aria-label={t('tree.label')}
    >
      <Node {...props} path={[]} name={null} />
    </div>
  );
}

type NodeProps = Props & { path: Path; name: string | null };

function Node({ value, path, name, ...rest }: NodeProps) {
  const leaf = guess(value);
  const isEmpty = Array.isArray(value) && value.length === 0;
  const opens = typeof value === 'object' && value !== null && !isEmpty;
  if (!opens) return <Leaf value={value} path={path} name={name} {...rest} />;
  return (
    <>
      {/* A list of plain values is one as a whole, too. */}
      {leaf === 'list' ? (
        <Leaf value={value} path={path} name={name} {...rest} />
      ) : (
        name !== null && <span className="text-muted">{name}:</span>
      )}
      <Entries value={value as object} path={path} {...rest} />
    </>
  );
}

function Entries({ value, path, ...rest }: Omit<NodeProps, 'value' | 'name'> & { value: object }) {
  const [all, setAll] = useState(false);
  const entries = Object.entries(value);
  const shown = all ? entries : entries.slice(0, SHOWN);
  const step = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return (
    <ul className={cx(path.length > 0 && 'border-s border-line ps-3')}>
      {shown.map(([key, one]) => (
        <li key={key}>
          <Node {...rest} value={one} path={[...path, step(key)]} name={key} />
        </li>
      ))}
      {shown.length < entries.length && (
        <li>
          <button type="button" className="min-h-6 underline" onClick={() => setAll(true)}>
            {t('tree.more', { count: entries.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

function Leaf({ value, path, name, picked, onPick }: NodeProps): ReactNode {
  const isPicked = picked.includes(pointer(path));
  const Icon = isPicked ? Check : Plus;
  const text = JSON.stringify(value) ?? '';
  return (
    <button
      type="button"
      aria-pressed={isPicked}
      title={t(isPicked ? 'tree.unpick' : 'tree.pick')}
      onClick={() => onPick(path, value)}
      className={cx(
        'flex min-h-6 max-w-full items-start gap-1.5 rounded px-1 text-start',
        isPicked ? 'bg-accent-soft text-accent' : 'hover:bg-fg/7',
      )}
    >
      <Icon size={12} aria-hidden className="mt-1 shrink-0" />
      <span className="min-w-0 truncate">
        {name !== null && <span className={cx(!isPicked && 'text-muted')}>{name}: </span>}
        {text}
      </span>
    </button>
  );
}
