// Which keys do what. Pure: the page hands in what was pressed and gets an action or nothing.

export type ActionId =
  | 'palette'
  | 'sheet'
  | 'next'
  | 'previous'
  | 'open'
  | 'reply'
  | 'note'
  | 'take_over'
  | 'hand_back'
  | 'resolve'
  | 'undo'
  | 'toggle_context'
  | 'go_inbox'
  | 'go_knowledge'
  | 'go_actions'
  | 'go_rules'
  | 'go_settings'
  | 'send';

/** `mod` is Command on a Mac and Control elsewhere; a space stands between keys in a row. */
export const KEYS: Record<ActionId, string> = {
  palette: 'mod+k',
  sheet: '?',
  next: 'j',
  previous: 'k',
  open: 'enter',
  reply: 'r',
  note: 'n',
  take_over: 't',
  hand_back: 'b',
  resolve: 'e',
  undo: 'z',
  toggle_context: ']',
  go_inbox: 'g i',
  go_knowledge: 'g k',
  go_actions: 'g a',
  go_rules: 'g r',
  go_settings: 'g s',
  send: 'mod+enter',
};

const BY_KEYS = new Map(Object.entries(KEYS).map(([id, keys]) => [keys, id as ActionId]));

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** The focus is where text is written. */
  inText: boolean;
  /** A dialog or menu is open, or a button would take the key itself. */
  taken: boolean;
}

export interface Pressed {
  action: ActionId | null;
  /** The first key of a row, to be handed in with the next press. */
  prefix: string;
}

export function press(it: Press, prefix = '', singleKeys = true): Pressed {
  const nothing = { action: null, prefix: '' };
  const key = it.key.toLowerCase();
  if (it.altKey || key === 'shift') return nothing;
  if (it.ctrlKey || it.metaKey) {
    return { action: BY_KEYS.get(`mod+${key}`) ?? null, prefix: '' };
  }
  if (!singleKeys || it.inText || it.taken) return nothing;
  const action = BY_KEYS.get(prefix ? `${prefix} ${key}` : key);
  if (action) return { action, prefix: '' };
  return prefix === '' && key === 'g' ? { action: null, prefix: 'g' } : nothing;
}

export const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

/** The keys as they are printed beside an action. */
export function printed(id: ActionId, mac = isMac): string[] {
  const keys = KEYS[id].split(/[ +]/);
  return keys.map((key) => {
    if (key === 'mod') return mac ? '⌘' : 'Ctrl';
    if (key === 'enter') return mac ? '↵' : 'Enter';
    return key.length === 1 ? key.toUpperCase() : key;
  });
}
