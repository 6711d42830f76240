// What a teammate chose on this machine.
import { read, write } from './storage';
import { type Store, store } from './store';

export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  /** Tell of new waiting conversations by sound, and on the desktop where that was allowed. */
  notices: boolean;
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  singleKeys: boolean;
  contextOpen: boolean;
  /** Folded sections of the context panel. */
  folded: Record<string, boolean>;
}

const FIRST: Preferences = {
  theme: 'system',
  notices: false,
  singleKeys: true,
  contextOpen: true,
  folded: {},
};

export const preferences: Store<Preferences> = store({
  ...FIRST,
  ...read<Partial<Preferences>>('preferences'),
});

export function prefer(change: Partial<Preferences>): void {
  preferences.set((old) => ({ ...old, ...change }));
  write('preferences', preferences.get());
}

export function applyTheme(): void {
  const { theme } = preferences.get();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
