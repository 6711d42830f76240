/** On a phone the panel is all there is: Tab goes round inside it. */
export function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  const all = [
    ...panel.querySelectorAll<HTMLElement>('button,a[href],input,textarea,[tabindex="0"]'),
  ].filter((it) => !it.matches(':disabled,[inert] *'));
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
