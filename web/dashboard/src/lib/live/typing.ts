// Who is typing where. It fades by itself and is never stored.
import { TYPING_MS_MAX } from '../../../../shared/limits';
import { store, useStore } from '../store';
import type { TypingBy } from '../wire';

/** A little for the way. */
const FADES_MS = TYPING_MS_MAX + 500;

export interface Typist {
  who: TypingBy;
  until: number;
}
type Typists = Readonly<Record<string, readonly Typist[]>>;

const typists = store<Typists>({});
const NOBODY: readonly Typist[] = [];

export function nameOfTypist(who: TypingBy): string {
  return who.role === 'visitor' ? 'visitor' : who.id;
}

export function takeTyping(conversation: string, who: TypingBy, on: boolean): void {
  const others = without(conversation, who);
  const list = on ? [...others, { who, until: Date.now() + FADES_MS }] : others;
  typists.set((old) => ({ ...old, [conversation]: list }));
  if (on) setTimeout(() => fade(conversation), FADES_MS + 50);
}

function without(conversation: string, who: TypingBy): Typist[] {
  const list = typists.get()[conversation] ?? [];
  return list.filter((it) => nameOfTypist(it.who) !== nameOfTypist(who));
}

function fade(conversation: string): void {
  const now = Date.now();
  typists.set((old) => {
    const list = old[conversation] ?? [];
    const left = list.filter((it) => it.until > now);
    return left.length === list.length ? old : { ...old, [conversation]: left };
  });
}

/** What was said is no longer being typed. */
export function stopTyping(conversation: string, who: TypingBy): void {
  if (without(conversation, who).length !== (typists.get()[conversation]?.length ?? 0)) {
    takeTyping(conversation, who, false);
  }
}

export function useTypists(conversation: string): readonly Typist[] {
  return useStore(typists, (all) => all[conversation] ?? NOBODY);
}
