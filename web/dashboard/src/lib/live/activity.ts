// Whether the teammate does something in this dashboard. Told when it changes, so that it costs
// nothing while nothing changes.
import { INACTIVE_MS } from '../../../../shared/limits';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;

let active = true;
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function isActive(): boolean {
  return active;
}

/** Watches for signs of life; `tell` hears when they end and when they come back. */
export function watchActivity(tell: (active: boolean) => void): () => void {
  const turn = (now: boolean) => {
    if (active === now) return;
    active = now;
    tell(now);
  };
  const look = () => {
    const left = last + INACTIVE_MS - Date.now();
    if (left <= 0) return turn(false);
    timer = setTimeout(look, left);
  };
  const sign = () => {
    last = Date.now();
    if (active) return;
    turn(true);
    timer = setTimeout(look, INACTIVE_MS);
  };
  active = true;
  last = Date.now();
  timer = setTimeout(look, INACTIVE_MS);
  for (const name of SIGNS) addEventListener(name, sign, { passive: true, capture: true });
  return () => {
    clearTimeout(timer);
    for (const name of SIGNS) removeEventListener(name, sign, { capture: true });
  };
}
