// The frame's own storage. A browser may deny it; then things live as long as the page does.

export interface Storage {
  /** Whether what is kept outlives this page. */
  readonly lasting: boolean;
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  /** The keys that begin so. */
  keys(prefix: string): string[];
}

export function openStorage(prefix: string, area: () => globalThis.Storage): Storage {
  let store: globalThis.Storage | null = null;
  try {
    store = area();
    store.setItem(`${prefix}?`, '1');
    store.removeItem(`${prefix}?`);
  } catch {
    store = null;
  }
  const memory = new Map<string, string>();
  return {
    lasting: store !== null,
    get: (key) => (store ? store.getItem(prefix + key) : (memory.get(key) ?? null)),
    set(key, value) {
      if (value === null) {
        memory.delete(key);
        store?.removeItem(prefix + key);
        return;
      }
      memory.set(key, value);
      try {
        store?.setItem(prefix + key, value);
      } catch {
        // Full: this page still has it in memory.
      }
    },
    keys(start) {
      const all = store ? Object.keys(store) : [...memory.keys()].map((key) => prefix + key);
      return all
        .filter((key) => key.startsWith(prefix + start))
        .map((key) => key.slice(prefix.length));
    },
  };
}
