// Things that must happen in one tab only: an announcement, a sound.

const HOLD_MS = 1_500;

/** Runs `act` in one of the tabs that ask for `key` at about the same time. */
export function inOneTab(key: string, act: () => void): void {
  const hold = async (lock: unknown) => {
    if (!lock) return;
    act();
    await new Promise((done) => setTimeout(done, HOLD_MS));
  };
  // Without locks (plain http, denied storage) each tab speaks for itself.
  try {
    navigator.locks.request(`baton:${key}`, { ifAvailable: true }, hold).catch(act);
  } catch {
    act();
  }
}
