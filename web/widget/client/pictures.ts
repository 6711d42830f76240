// Pictures on their way to the server and back. Fetched with the rest of `more`.
import { newId } from '../../shared/id';
import { MESSAGE_PICTURES_MAX, PICTURE_BYTES_MAX } from '../../shared/limits';
import type { Client } from './client';

/** A picture in the composer, or in a field of a form. */
export interface Attached {
  key: string;
  /** The field that it is for; empty for the composer. */
  field: string;
  url: string;
  /** What a file is called that is no picture. */
  name?: string | undefined;
  /** 0 to 1. */
  sent: number;
  /** The server's id, once it is there. */
  id?: string;
  /** It failed; empty where only the line did. */
  wrong?: string;
  /** None where it was sent before the page was loaded. */
  file?: File;
  cancel?: () => void;
}

/** A picture, or a file with its name, by an address in this page. */
interface Fetched {
  url: string;
  name?: string | undefined;
}

/** One panel has one composer and one form. */
export let attached: readonly Attached[] = [];
const known = new Map<string, Promise<Fetched>>();
/** The conversation that they are of. */
let of: string | undefined;

const path = (conversation: string) => `/api/visitor/conversations/${conversation}/pictures`;
const draw = (client: Client) => client.store.set({});

function change(client: Client, key: string, to: Partial<Attached>): void {
  attached = attached.map((it) => (it.key === key ? { ...it, ...to } : it));
  draw(client);
}

export const attachedTo = (field: string) => attached.filter((it) => it.field === field);

export function attach(client: Client, files: Iterable<File>, field = ''): void {
  const isPicture = (it: File) => it.type.startsWith('image/');
  // A form takes what is no picture too.
  const fit = [...files].filter((it) => field || isPicture(it));
  for (const file of fit.slice(0, MESSAGE_PICTURES_MAX - attachedTo(field).length)) {
    const key = newId();
    const name = isPicture(file) ? undefined : file.name;
    attached = [...attached, { key, field, file, name, url: URL.createObjectURL(file), sent: 0 }];
    upload(client, key);
  }
  draw(client);
}

/** Brings back what a field had before the page was loaded anew. */
export function restore(client: Client, field: string, ids: readonly string[]): void {
  keepTo(client.store.state.thread.conversation);
  for (const id of attachedTo(field).length ? [] : ids) {
    attached = [...attached, { key: id, id, field, url: '', sent: 1 }];
    // One that the server no longer has would be refused.
    fetched(client, id, true).then(
      (it) => change(client, id, it),
      () => detach(client, id),
    );
  }
  if (ids.length) draw(client);
}

/** Sends it, again after a failure. `fetch` tells no progress of a request, so this is XHR. */
export function upload(client: Client, key: string): void {
  const it = attached.find((one) => one.key === key);
  const file = it?.file;
  if (!file) return;
  if (file.size > PICTURE_BYTES_MAX) {
    change(client, key, { wrong: 'large' });
    return;
  }
  const request = new XMLHttpRequest();
  const failed = (wrong: string) => change(client, key, { wrong });
  const any = it.field ? '?any_file=true' : '';
  request.open('POST', path(client.store.state.thread.conversation) + any);
  request.setRequestHeader('authorization', `Bearer ${client.api.token}`);
  request.upload.onprogress = ({ loaded, total }) => change(client, key, { sent: loaded / total });
  request.onerror = () => failed('');
  request.onload = () => {
    try {
      const answer = JSON.parse(request.responseText);
      if (request.status >= 400) return failed(answer.fields?.[0]?.detail ?? answer.detail);
      // The server knows a picture from what is none; a browser goes by its name.
      known.set(answer.id, Promise.resolve({ url: it.url, name: answer.name }));
      change(client, key, { id: answer.id, name: answer.name, sent: 1 });
    } catch {
      failed('');
    }
  };
  const body = new FormData();
  body.append('file', file);
  request.send(body);
  change(client, key, { sent: 0, wrong: undefined, cancel: () => request.abort() });
}

export function detach(client: Client, key: string): void {
  attached.find((it) => it.key === key)?.cancel?.();
  attached = attached.filter((it) => it.key !== key);
  draw(client);
}

/** Whoever signs out, or goes on in another thread, leaves nothing behind. */
export function keepTo(conversation: string): void {
  if (of !== conversation) {
    for (const it of attached) it.cancel?.();
    attached = [];
    known.clear();
  }
  of = conversation;
}

/** Every picture is with the server, and there is something to send. */
export function canSend(hasWords: boolean): boolean {
  const pictures = attachedTo('');
  return pictures.every((it) => it.id) && (hasWords || pictures.length > 0);
}

/** What goes with the message; the composer, or the field, is empty then. */
export function takeAttached(field = ''): string[] {
  const ids = attachedTo(field).flatMap((it) => it.id ?? []);
  attached = attached.filter((it) => it.field !== field);
  return ids;
}

/** A picture for this page: it is asked for with the token, which no address has. */
export function fetched(client: Client, id: string, small: boolean): Promise<Fetched> {
  const key = small ? id : `${id}.`;
  const before = known.get(key);
  if (before) return before;
  const size = small ? '?small=true' : '';
  const address = `${path(client.store.state.thread.conversation)}/${id}${size}`;
  const asked = fetch(address, { headers: { authorization: `Bearer ${client.api.token}` } }).then(
    async (response) => {
      if (!response.ok) throw new Error(address);
      const name = response.headers.get('content-disposition')?.split("''")[1];
      const url = URL.createObjectURL(await response.blob());
      return { url, name: name && decodeURIComponent(name) };
    },
  );
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}
