// Pictures that wait in a composer. They stay with their conversation while others are read.
import { newId } from '../../../shared/id';
import { MESSAGE_PICTURES_MAX } from '../../../shared/limits';
import { type Picture, refusal, sendPicture } from './pictures';
import { store, useStore } from './store';

export interface Attached {
  key: string;
  name: string;
  /** 0 to 1. */
  sent: number;
  why: string | null;
  /** Once the server has it. */
  picture: Picture | null;
  file: File | null;
}

const all = store<Readonly<Record<string, readonly Attached[]>>>({});
const sending = new Map<string, () => void>();
const NONE: readonly Attached[] = [];

const of = (conversation: string) => all.get()[conversation] ?? NONE;
const put = (conversation: string, list: readonly Attached[]) =>
  all.set((old) => ({ ...old, [conversation]: list }));

export function useAttached(conversation: string): readonly Attached[] {
  return useStore(all, (it) => it[conversation] ?? NONE);
}

/** Pictures among files that were picked, pasted or dropped. */
export function attach(conversation: string, files: Iterable<File>): void {
  const pictures = [...files].filter((it) => it.type.startsWith('image/'));
  for (const file of pictures.slice(0, MESSAGE_PICTURES_MAX - of(conversation).length)) {
    const it: Attached = {
      key: newId(),
      name: file.name,
      sent: 0,
      why: refusal(file),
      picture: null,
      file,
    };
    put(conversation, [...of(conversation), it]);
    if (!it.why) send(conversation, it.key);
  }
}

/** Sends it, again after a failure. */
export function send(conversation: string, key: string): void {
  const file = of(conversation).find((it) => it.key === key)?.file;
  if (!file) return;
  const change = (to: Partial<Attached>) =>
    put(
      conversation,
      of(conversation).map((it) => (it.key === key ? { ...it, ...to } : it)),
    );
  change({ why: null, sent: 0 });
  const { cancel } = sendPicture(`/api/conversations/${conversation}/pictures`, file, {
    onSent: (sent) => change({ sent }),
    onDone: (picture) => change({ picture, sent: 1 }),
    onFailed: (why) => change({ why }),
  });
  sending.set(key, cancel);
}

export function detach(conversation: string, key: string): void {
  sending.get(key)?.();
  sending.delete(key);
  put(
    conversation,
    of(conversation).filter((it) => it.key !== key),
  );
}

/** Nothing of one session is left for the next one in the same tab. */
export function forgetAttached(): void {
  for (const cancel of sending.values()) cancel();
  sending.clear();
  all.set({});
}

/** What goes with the reply. */
export function takeAttached(conversation: string): Picture[] {
  const ready = of(conversation).flatMap((it) => it.picture ?? []);
  put(
    conversation,
    of(conversation).filter((it) => !it.picture),
  );
  return ready;
}

/** A reply came back: its pictures are in the composer again. */
export function restoreAttached(conversation: string, pictures: readonly Picture[]): void {
  const back = pictures.map((picture) => ({
    key: newId(),
    name: '',
    sent: 1,
    why: null,
    picture,
    file: null,
  }));
  put(conversation, [...back, ...of(conversation)].slice(0, MESSAGE_PICTURES_MAX));
}
