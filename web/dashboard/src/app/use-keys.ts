import { useEffect } from 'react';
import { runAction } from '../lib/actions';
import { press } from '../lib/keys';
import { preferences } from '../lib/preferences';

/** A row of keys, such as G then I, is given up after this. */
const PREFIX_MS = 1_200;

const TEXT =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const DIALOG = '[role=dialog], [role=alertdialog], [role=menu]';

/** Runs the action that the pressed keys stand for. */
export function useKeys(): void {
  useEffect(() => {
    let prefix = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      const onControl = event.key === 'Enter' && Boolean(target?.closest('button, a, summary'));
      const pressed = press(
        {
          key: event.key,
          ctrlKey: event.ctrlKey,
          metaKey: event.metaKey,
          altKey: event.altKey,
          inText: Boolean(target?.closest(TEXT)),
          taken: onControl || document.querySelector(DIALOG) !== null,
        },
        prefix,
        preferences.get().singleKeys,
      );
      prefix = pressed.prefix;
      clearTimeout(timer);
      if (prefix) timer = setTimeout(() => (prefix = ''), PREFIX_MS);
      if (pressed.action && runAction(pressed.action)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
