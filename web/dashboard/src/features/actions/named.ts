// What an action's button says follows what the action is called.
import type { Definition } from '../../lib/wire';

/** What fits on a button, on a phone too. */
const BUTTON_CHARS_MAX = 40;

const onButton = (name: string) => name.trim().slice(0, BUTTON_CHARS_MAX).trim();

/** An action that is called something else; its button too, unless somebody wrote on that. */
export function named(it: Definition, name: string): Definition {
  const { button } = it.starts;
  const follows = button !== null && (button.label === '' || button.label === onButton(it.name));
  if (!follows) return { ...it, name };
  return { ...it, name, starts: { ...it.starts, button: { ...button, label: onButton(name) } } };
}
