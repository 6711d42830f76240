import { en } from '../locales/en';
import { enMore } from '../locales/en-more';
import css from './more.css?inline';

export { announcement } from '../client/announce';
export { chime } from '../client/chime';
export { lineText } from '../client/line-text';
export { HandoffCard } from './handoff';
export { Markdown } from './markdown';
export { MenuButton } from './menu-button';
export { SourceView } from './source';

Object.assign(en, enMore);
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
