// An action did something just now: what is said aloud of it, and where the visitor goes on.
import type { RunEvent } from '../../../shared/run';
import { app } from '../context';
import { t } from './words';

const PINNED_PX = 64;

/** What a screen reader says of it; null for nothing. */
export function heard(event: RunEvent): string | null {
  switch (event.kind) {
    case 'form_shown': {
      // By then it is drawn.
      setTimeout(settle, 0, event.run);
      const { title, confirm, one_by_one, fields } = event.form;
      return confirm || (one_by_one && fields[0]?.label) || t('asks', { title });
    }
    case 'action_started':
    case 'fields_given':
      return t('working');
    default:
      return null;
  }
}

/** Whoever began it by a press, or has answered already, is taken to what it asks; never away from
 * something that they write. A form that is longer than the panel is read from its beginning. */
function settle(run: number): void {
  const card = document.querySelector<HTMLElement>(`[data-run="${run}"]`);
  const log = document.querySelector<HTMLElement>('.log');
  const item = app.client.store.state.thread.items.find(
    (it) => it.kind === 'run' && it.run === run,
  );
  if (!card || !log || item?.kind !== 'run') return;
  const isTheirs = item.given.length > 0 || /button|script/.test(item.started);
  if (document.hasFocus() && isTheirs && isIdle()) {
    // On a phone the keyboard would cover what is to be read first.
    const typed = matchMedia('(pointer: coarse)').matches
      ? null
      : card.querySelector<HTMLElement>('.details :is(input, select, textarea, button)');
    (typed ?? card).focus({ preventScroll: true });
  }
  const below = log.scrollHeight - log.scrollTop - log.clientHeight;
  if (below < PINNED_PX && card.offsetHeight > log.clientHeight) {
    log.scrollTop += card.getBoundingClientRect().top - log.getBoundingClientRect().top;
  }
}

/** Nothing has the focus that somebody works in. */
function isIdle(): boolean {
  const at = document.activeElement;
  if (at instanceof HTMLTextAreaElement) return at.matches('.composer *') && !at.value;
  return !at || at === document.body || at.matches('.log, .card');
}
