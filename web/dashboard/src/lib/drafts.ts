// Drafts, kept per conversation and kind on this machine until they are sent.
import { read, write } from './storage';
import { store, useStore } from './store';

export type DraftKind = 'reply' | 'note';
type Drafts = Readonly<Record<string, string>>;

const KEY = 'drafts';
/** Drafts of long ago are let go, oldest first. */
const DRAFTS_MAX = 200;

const drafts = store<Drafts>(read<Drafts>(KEY) ?? {});

function keyOf(conversation: string, kind: DraftKind): string {
  return `${conversation}/${kind}`;
}

export function draftOf(conversation: string, kind: DraftKind): string {
  return drafts.get()[keyOf(conversation, kind)] ?? '';
}

export function keepDraft(conversation: string, kind: DraftKind, text: string): void {
  drafts.set((old) => {
    const { [keyOf(conversation, kind)]: _, ...others } = old;
    const next = text ? { ...others, [keyOf(conversation, kind)]: text } : others;
    return Object.fromEntries(Object.entries(next).slice(-DRAFTS_MAX));
  });
  write(KEY, drafts.get());
}

/** Gives words back to the composer, before what was written since. */
export function restoreDraft(conversation: string, kind: DraftKind, text: string): void {
  const since = draftOf(conversation, kind);
  if (since === text) return;
  keepDraft(conversation, kind, since ? `${text}\n\n${since}` : text);
}

export function useDraft(conversation: string, kind: DraftKind): string {
  return useStore(drafts, (all) => all[keyOf(conversation, kind)] ?? '');
}
