import type { identify as prove } from '../client/identify';
import { LATER_MS } from '../client/outbox';
import { en } from '../locales/en';
import { enMore } from '../locales/en-more';
import { keepFocus } from './focus';
import css from './more.css?inline';

export { isStarting, moved, startAction } from '../client/buttons';
export { lineText } from '../client/line-text';
export { leave, signOut } from '../client/sign-out';
export { tell } from '../client/tell';
export { Chips, RunPart } from './actions';
export { Answer } from './answer';
export { HandoffCard } from './handoff';
export { keepInside } from './inside';
export { MenuButton } from './menu-button';
export { NotSent } from './not-sent';
export * from './pictures';
export { SourceView } from './source';
export { Tail } from './tail';
export { ThreadList, ThreadsButton } from './threads';

/** Fetched only where the site knows who its visitors are. */
export function identify(...said: Parameters<typeof prove>): void {
  import('../client/identify').then(
    (it) => it.identify(...said),
    () => setTimeout(identify, LATER_MS, ...said),
  );
}

Object.assign(en, enMore);
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
keepFocus(document.body);
