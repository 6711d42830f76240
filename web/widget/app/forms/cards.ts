// What comes with the first form or the first button of an action. How a form is filled in comes by
// itself, with the first that is to be.
import css from './forms.css?inline';

export { DetailsForm } from '../details-form';
export { Buttons } from './buttons';
export { heard } from './heard';
export { RunCard } from './run-card';
export { speak } from './words';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
