import { ArrowDown, ArrowUp, Ellipsis, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { store, useStore } from '../lib/store';
import { IconButton } from './button';
import { tc } from './conditions/text';
import { Menu, MenuItem } from './menu';

const said = store('');

/** What a move came to, for those who do not see it. */
export function Said() {
  return (
    <p role="status" className="sr-only">
      {useStore(said)}
    </p>
  );
}

export function say(text: string): void {
  said.set(text);
}

/** A list with one entry somewhere else. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

export interface RowOf<T> {
  /** Its own for as long as it is there, wherever it moves. */
  id: number;
  at: number;
  value: T;
  /** It was added just now. */
  fresh: boolean;
  put: (value: T) => void;
  remove: () => void;
  /** None at the ends. */
  up: (() => void) | undefined;
  down: (() => void) | undefined;
}

let count = 0;

/** The entries of a list to be edited: added, removed and put in order. */
export function useRows<T>(list: readonly T[], onChange: (list: T[]) => void) {
  const ids = useRef<number[]>([]);
  const box = useRef<HTMLOListElement>(null);
  const [fresh, setFresh] = useState<number | null>(null);
  while (ids.current.length < list.length) ids.current.push(++count);
  ids.current.length = list.length;
  const move = (from: number, to: number) => {
    const focused = document.activeElement;
    ids.current = moved(ids.current, from, to);
    onChange(moved(list, from, to));
    say(tc('row.moved', { n: to + 1, count: list.length }));
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
  };
  const remove = (at: number) => {
    ids.current = ids.current.filter((_, other) => other !== at);
    onChange(list.filter((_, other) => other !== at));
    focusNear(box.current, at);
  };
  const rows = list.map(
    (value, at): RowOf<T> => ({
      id: ids.current[at] as number,
      at,
      value,
      fresh: fresh === ids.current[at],
      put: (now) => onChange(list.map((it, other) => (other === at ? now : it))),
      remove: () => remove(at),
      up: at > 0 ? () => move(at, at - 1) : undefined,
      down: at < list.length - 1 ? () => move(at, at + 1) : undefined,
    }),
  );
  const add = (value: T) => {
    ids.current.push(++count);
    setFresh(count);
    onChange([...list, value]);
  };
  return { rows, add, move, box };
}

/** The menu gives the focus back to what is gone: afterwards it goes to what took its place. */
function focusNear(box: HTMLElement | null, at: number): void {
  setTimeout(() => {
    const rows = box?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? [];
    const near = rows[Math.min(at, rows.length - 1)];
    (near?.querySelector<HTMLElement>('button, input, select, textarea') ?? next(box))?.focus();
  }, 60);
}

/** The button that adds another one stands behind the list. */
function next(box: HTMLElement | null): HTMLElement | null {
  const after = box?.nextElementSibling;
  if (after instanceof HTMLButtonElement) return after;
  return after?.querySelector('button') ?? null;
}

type Movable = Pick<RowOf<unknown>, 'up' | 'down'>;

/** Alt and an arrow move the row in which the focus is: the innermost, and before a button in it
 * takes the arrow for itself. */
export const rowKeys =
  ({ up, down }: Movable) =>
  (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const { target } = event;
    if (!(target instanceof Element) || target.closest('[data-row]') !== event.currentTarget)
      return;
    // There it opens the list.
    if (target instanceof HTMLSelectElement) return;
    event.preventDefault();
    event.stopPropagation();
    (event.key === 'ArrowUp' ? up : down)?.();
  };

interface ToolsProps extends Movable {
  name: string;
  /** None where one has to stay. */
  remove: (() => void) | undefined;
  /** What else can be done with it. */
  children?: ReactNode;
}

/** What can be done with a row: another place, or none. */
export function RowTools({ name, up, down, remove, children }: ToolsProps) {
  if (!up && !down && !remove && !children) return null;
  return (
    <Menu
      trigger={
        <IconButton label={tc('row.more', { name })} tip={false}>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      }
    >
      {children}
      {up && (
        <MenuItem onChoose={up}>
          <ArrowUp size={15} aria-hidden />
          <span className="flex-1">{tc('row.up')}</span>
          <span className="text-xs text-muted">Alt ↑</span>
        </MenuItem>
      )}
      {down && (
        <MenuItem onChoose={down}>
          <ArrowDown size={15} aria-hidden />
          <span className="flex-1">{tc('row.down')}</span>
          <span className="text-xs text-muted">Alt ↓</span>
        </MenuItem>
      )}
      {remove && (
        <MenuItem onChoose={remove}>
          <Trash2 size={15} aria-hidden />
          {tc('row.remove')}
        </MenuItem>
      )}
    </Menu>
  );
}
