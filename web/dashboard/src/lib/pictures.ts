// Pictures on their way to the server. `fetch` tells no progress of a request, so this is XHR.
import { PICTURE_BYTES_MAX } from '../../../shared/limits';
import { toProblem } from './api';
import { t } from './text';
import type { PictureView } from './wire';

export type Picture = PictureView;

export const PICTURE_KINDS = 'image/png,image/jpeg,image/webp,image/gif';

export interface Hooks {
  /** 0 to 1. */
  onSent: (share: number) => void;
  onDone: (picture: Picture) => void;
  onFailed: (why: string) => void;
}

/** Why a file would be refused, known before it is sent. */
export function refusal(file: File): string | null {
  if (file.size > PICTURE_BYTES_MAX)
    return t('picture.large', { max: PICTURE_BYTES_MAX / 2 ** 20 });
  return PICTURE_KINDS.split(',').includes(file.type) ? null : t('picture.kind');
}

export function sendPicture(path: string, file: File, hooks: Hooks): { cancel: () => void } {
  const why = refusal(file);
  if (why) {
    hooks.onFailed(why);
    return { cancel: () => {} };
  }
  const body = new FormData();
  body.append('file', file);
  const request = new XMLHttpRequest();
  request.open('POST', path);
  request.upload.onprogress = (it) => it.total > 0 && hooks.onSent(it.loaded / it.total);
  request.onerror = () => hooks.onFailed(t('error.unreachable'));
  request.onload = () => {
    if (request.status < 400) return hooks.onDone(JSON.parse(request.responseText) as Picture);
    const problem = toProblem(request.responseText, request.status);
    hooks.onFailed(problem?.detail ?? t('error.unreachable'));
  };
  request.send(body);
  return { cancel: () => request.abort() };
}
