// What can be done now. Components register; the keys and the palette run.
import { useEffect, useRef } from 'react';
import type { ActionId } from './keys';
import { store, useStore } from './store';

export interface Action {
  /** Unique; an id of the key map gets its keys. */
  id: string;
  label: string;
  group: 'go' | 'conversation' | 'view' | 'account';
  run: () => void;
}

const registered = store<readonly Action[]>([]);

export function useRegistered(): readonly Action[] {
  return useStore(registered);
}

/** Offers actions while the component is there. Later ones stand before earlier ones. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  const ids = actions.map((it) => `${it.id}\n${it.label}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list changes when `ids` does.
  useEffect(() => {
    const mine = latest.current.map((it) => ({
      ...it,
      run: () => latest.current.find((now) => now.id === it.id)?.run(),
    }));
    registered.set((old) => [...mine, ...old]);
    return () => registered.set((old) => old.filter((it) => !mine.includes(it)));
  }, [ids]);
}

export function runAction(id: ActionId): boolean {
  const action = registered.get().find((it) => it.id === id);
  action?.run();
  return action !== undefined;
}
