// What a client is given by the panel it works for.
import type { Translate } from '../../shared/i18n';
import type { en } from '../locales/en';
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
  /** What of an event is said aloud and sounded, once that part is there. */
  loud: () => { sayAloud: typeof sayAloud } | undefined;
  /** The token, for a loader that keeps it in memory. */
  keepToken: (token: string | null) => void;
}
