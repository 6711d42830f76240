import { X } from 'lucide-react';
import { useEffect } from 'react';
import { store, useStore } from '../lib/store';
import { t } from '../lib/text';
import { IconButton } from './button';

interface Toast {
  id: number;
  text: string;
  /** What the button does, such as taking it back. */
  action?: { label: string; run: () => void };
}

const SHOWN_MS = 7_000;
const toasts = store<readonly Toast[]>([]);
let count = 0;

export function toast(text: string, action?: Toast['action']): void {
  count += 1;
  const id = count;
  toasts.set((old) => [...old.slice(-2), { id, text, ...(action ? { action } : {}) }]);
}

/** Runs the latest button that is still shown. */
export function undoLast(): boolean {
  const last = toasts.get().findLast((it) => it.action);
  if (!last) return false;
  last.action?.run();
  drop(last.id);
  return true;
}

function drop(id: number): void {
  toasts.set((old) => old.filter((it) => it.id !== id));
}

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div
      className="pointer-events-none fixed inset-x-0 bottom-16 z-60 flex flex-col items-center gap-2 px-4 md:bottom-6 md:items-start md:ps-18"
      role="status"
    >
      {shown.map((it) => (
        <One key={it.id} toast={it} />
      ))}
    </div>
  );
}

function One({ toast: it }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => drop(it.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [it.id]);
  return (
    <div className="pointer-events-auto flex max-w-full animate-[arrive_180ms_ease-out] items-center gap-3 rounded-card bg-fg py-1.5 ps-4 pe-1.5 text-bg shadow-dialog">
      <span className="min-w-0">{it.text}</span>
      {it.action && (
        <button
          type="button"
          className="min-h-8 rounded-control px-2 font-semibold underline-offset-2 hover:underline"
          onClick={() => {
            it.action?.run();
            drop(it.id);
          }}
        >
          {it.action.label}
        </button>
      )}
      <IconButton
        label={t('do.dismiss')}
        className="text-bg/80 hover:bg-bg/15 hover:text-bg"
        onClick={() => drop(it.id)}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
