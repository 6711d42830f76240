import { en } from '../locales/en';
import { enMore } from '../locales/en-more';
import css from './more.css?inline';

export { moved, startAction } from '../client/buttons';
export { identify } from '../client/identify';
export { lineText } from '../client/line-text';
export { sayAloud } from '../client/say-aloud';
export { leave, signOut } from '../client/sign-out';
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

Object.assign(en, enMore);
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
