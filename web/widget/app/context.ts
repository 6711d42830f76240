import type { Translate } from '../../shared/i18n';
import type { Client } from '../client/client';
import type { en } from '../locales/en';

/** What every part of the panel needs. There is one panel in a frame, so there is one of it. */
export interface App {
  client: Client;
  locale: string;
  t: Translate<typeof en>;
  /** Absent where the panel is the whole page. */
  close?: (() => void) | undefined;
}

export let app: App;

/** Before each drawing. */
export function use(next: App): void {
  app = next;
}
