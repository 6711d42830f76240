// Files on their way to the server. `fetch` tells no progress of a request, so this is XHR.
import { useState } from 'react';
import { SOURCE_BYTES_MAX } from '../../../../shared/limits';
import { toProblem } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client } from '../../lib/queries';
import type { Sources, Uploaded } from '../../lib/wire';
import type { Picked } from './dropped';

// The same list as `documents::KINDS`.
export const KINDS = [
  '.pdf',
  '.docx',
  '.pptx',
  '.xlsx',
  '.xlsm',
  '.odt',
  '.ods',
  '.rtf',
  '.epub',
  '.csv',
  '.tsv',
  '.html',
  '.htm',
  '.xhtml',
  '.md',
  '.markdown',
  '.txt',
  '.text',
];

export interface Upload {
  id: number;
  name: string;
  /** 0 to 1 while under way. */
  sent: number;
  state: 'sending' | 'refused';
  why: string | null;
  cancel: () => void;
}

let count = 0;

/** Files on their way at once; the others of a folder wait their turn. */
const TOGETHER = 3;

export function isKnownKind(name: string): boolean {
  return KINDS.some((kind) => name.toLowerCase().endsWith(kind));
}

/** Why a file would be refused, known before it is sent. */
export function refusal(file: { name: string; size: number }): string | null {
  if (!isKnownKind(file.name)) return t('upload.kind');
  if (file.size > SOURCE_BYTES_MAX) return t('upload.large', { max: SOURCE_BYTES_MAX / 2 ** 20 });
  return file.size === 0 ? t('upload.empty') : null;
}

export interface Uploads {
  list: readonly Upload[];
  add: (files: readonly Picked[]) => void;
  dismiss: (id: number) => void;
}

export function useUploads(): Uploads {
  const [list, setList] = useState<readonly Upload[]>([]);
  const change = (id: number, it: Partial<Upload>) =>
    setList((old) => old.map((one) => (one.id === id ? { ...one, ...it } : one)));
  const dismiss = (id: number) => setList((old) => old.filter((one) => one.id !== id));

  const start = ({ file, name }: Picked) => {
    count += 1;
    const id = count;
    const why = refusal(file);
    const refuse = (text: string) => change(id, { state: 'refused', why: text });
    const turn = why
      ? null
      : inTurn((end) =>
          send(file, name, {
            onSent: (sent) => change(id, { sent }),
            onDone: (uploaded) => {
              const refused = uploaded.refused[0];
              if (refused) refuse(refused.why);
              else dismiss(id);
            },
            onFailed: refuse,
            onEnd: end,
          }),
        );
    const cancel = () => {
      turn?.abort();
      dismiss(id);
    };
    const state = why ? 'refused' : 'sending';
    setList((old) => [...old, { id, name, sent: 0, state, why, cancel }]);
  };

  return { list, dismiss, add: (files) => files.forEach(start) };
}

let sending = 0;
const waiting: (() => void)[] = [];

/** Begins a request once few enough are under way. */
function inTurn(begin: (end: () => void) => XMLHttpRequest): { abort: () => void } {
  let request: XMLHttpRequest | null = null;
  const end = () => {
    sending -= 1;
    waiting.shift()?.();
  };
  const start = () => {
    sending += 1;
    request = begin(end);
  };
  if (sending < TOGETHER) start();
  else waiting.push(start);
  return {
    abort: () => {
      const place = waiting.indexOf(start);
      if (place >= 0) waiting.splice(place, 1);
      request?.abort();
    },
  };
}

interface Hooks {
  onSent: (share: number) => void;
  onDone: (uploaded: Uploaded) => void;
  onFailed: (why: string) => void;
  /** Whatever came of it. */
  onEnd: () => void;
}

function send(file: File, name: string, hooks: Hooks): XMLHttpRequest {
  const body = new FormData();
  body.append('file', file, name);
  const request = new XMLHttpRequest();
  request.open('POST', '/api/sources');
  request.upload.onprogress = (it) => it.total > 0 && hooks.onSent(it.loaded / it.total);
  request.onloadend = hooks.onEnd;
  request.onerror = () => hooks.onFailed(t('error.unreachable'));
  request.onload = () => {
    if (request.status >= 400) {
      const problem = toProblem(request.responseText, request.status);
      return hooks.onFailed(problem?.detail ?? t('error.unreachable'));
    }
    const uploaded = JSON.parse(request.responseText) as Uploaded;
    takeUploaded(uploaded);
    hooks.onDone(uploaded);
  };
  request.send(body);
  return request;
}

function takeUploaded({ sources }: Uploaded): void {
  client.setQueryData<Sources>(['sources'], (old) => {
    const known = new Set(old?.sources.map((it) => it.id));
    // The socket may have told of it already, and later news than this answer.
    return { sources: [...sources.filter((it) => !known.has(it.id)), ...(old?.sources ?? [])] };
  });
}
