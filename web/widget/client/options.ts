// What a client is given by the panel it works for.
import type { Translate } from '../../shared/i18n';
import type { en } from '../locales/en';
import type { moved } from './buttons';
import type { sayAloud } from './say-aloud';
import type { Storage } from './storage';

export interface ClientOptions {
  site: string;
  /** The key of a rehearsal, or nothing. */
  rehearsal?: string;
  storage: Storage;
  token: string | null;
  t: () => Translate<typeof en>;
  /** To the site's script. */
  emit: (name: string, data: unknown) => void;
  /** What says an event aloud and asks for a page's buttons, once that part is there. */
  loud: () => { sayAloud: typeof sayAloud; moved: typeof moved } | undefined;
  /** The token, for a loader that keeps it in memory. */
  keepToken: (token: string | null) => void;
}
