// What the server found wrong, said where it is.
import { CircleAlert } from 'lucide-react';
import { createContext, useContext, useEffect, useState } from 'react';
import { type Store, store, useStore } from '../../lib/store';
import type { ActionFault } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { isWithin, placeOf, stepOf } from './places';
import { t } from './text';

interface Faults {
  faults: readonly ActionFault[];
  /** The places that are shown now; a place may be shown twice while one takes another's place. */
  places: Store<readonly string[]>;
  /** Where somebody wants to be led. */
  wanted: Store<{ at: string } | null>;
}

const none: Faults = {
  faults: [],
  places: store<readonly string[]>([]),
  wanted: store<{ at: string } | null>(null),
};
const Context = createContext<Faults>(none);
export const FaultsProvider = Context.Provider;

/** Once for an editor. */
export function useFaultStores() {
  const [stores] = useState(() => ({
    places: store<readonly string[]>([]),
    wanted: store<{ at: string } | null>(null),
  }));
  return stores;
}

/** What is wrong at a place, and within it where nothing nearer is shown. */
export function useFaults(at: string): string[] {
  const { faults, places } = useContext(Context);
  const shown = useStore(places);
  useEffect(() => {
    places.set((old) => [...old, at]);
    return () =>
      places.set((old) => {
        const found = old.indexOf(at);
        return old.filter((_, other) => other !== found);
      });
  }, [places, at]);
  const here = faults.filter((it) => placeOf(it.at, shown) === at).map((it) => it.what);
  return [...new Set(here)];
}

/** The same for a control, which has one line for it. */
export function useFault(at: string): string | undefined {
  return useFaults(at).join(' ') || undefined;
}

/** Opens what is folded when somebody is led into it. */
export function useWanted(at: readonly string[], open: () => void): void {
  const { wanted } = useContext(Context);
  const now = useStore(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish.
  useEffect(() => {
    if (now && at.some((it) => isWithin(now.at, it))) open();
  }, [now]);
}

/** Leads to a place: what is folded opens, and its control gets the focus. */
export function useLead(): (at: string) => void {
  const { wanted } = useContext(Context);
  return (at) => {
    wanted.set({ at });
    // After what was folded has opened.
    setTimeout(() => focusPlace(at), 80);
  };
}

function focusPlace(at: string): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-at]')];
  const place = placeOf(
    at,
    all.map((it) => it.dataset.at ?? ''),
  );
  const found = all.find((it) => it.dataset.at === (place ?? stepOf(at)));
  found?.scrollIntoView({ block: 'center' });
  found?.focus({ preventScroll: true });
}

/** What is wrong here, in a line each. */
export function FaultLines({ at, className }: { at: string; className?: string }) {
  const here = useFaults(at);
  if (here.length === 0) return null;
  return (
    <ul className={cx('grid gap-1 text-sm text-danger', className)}>
      {here.map((what) => (
        <li key={what} className="flex items-start gap-1.5">
          <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          {what}
        </li>
      ))}
    </ul>
  );
}

/** All that keeps the draft from going live, each with a way there. */
export function FaultList() {
  const { faults } = useContext(Context);
  const lead = useLead();
  if (faults.length === 0) return null;
  return (
    <section
      aria-label={t('faults.label')}
      className="mb-5 rounded-card border border-line bg-panel p-4 shadow-card"
    >
      <p className="flex items-center gap-2 font-semibold">
        <CircleAlert size={16} aria-hidden className="text-danger" />
        {t('faults.title', { count: faults.length })}
      </p>
      <ul className="mt-1">
        {faults.map(({ at, what }) => (
          <li key={`${at} ${what}`}>
            <button
              type="button"
              onClick={() => lead(at)}
              className="min-h-6 py-0.5 text-start text-sm hover:underline"
            >
              <span className="font-medium text-accent">{t(`step.${stepOf(at)}`)}:</span> {what}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
