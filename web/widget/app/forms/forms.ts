// What comes with the first form, or the first button of an action.
import css from './forms.css?inline';

export { Buttons } from './buttons';
export { heard } from './heard';
export { RunCard } from './run-card';
export { speak } from './words';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
