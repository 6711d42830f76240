// A value outside React that components follow.
import { useSyncExternalStore } from 'react';

export interface Store<T> {
  get: () => T;
  set: (change: T | ((old: T) => T)) => void;
  subscribe: (listener: () => void) => () => void;
}

export function store<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (change) => {
      const next = typeof change === 'function' ? (change as (old: T) => T)(value) : change;
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(it: Store<T>): T;
export function useStore<T, U>(it: Store<T>, pick: (value: T) => U): U;
export function useStore<T, U>(it: Store<T>, pick?: (value: T) => U): T | U {
  const snapshot = () => (pick ? pick(it.get()) : it.get());
  return useSyncExternalStore(it.subscribe, snapshot);
}
