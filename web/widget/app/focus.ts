// A button that was pressed may vanish by what it did. Whoever is on the keyboard must not be left
// nowhere: the focus goes to the card if there is one, so that its form is one step away.

export function keepFocus(root: HTMLElement): void {
  let last: Element | null = null;
  root.addEventListener('focusin', ({ target }) => {
    last = target as Element;
  });
  new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    const next =
      [...root.querySelectorAll<HTMLElement>('.card')].at(-1) ??
      root.querySelector<HTMLElement>('.log');
    next?.focus({ preventScroll: true });
  }).observe(root, { childList: true, subtree: true });
}
