// What a client is given by the panel it works for.
import type { Translate } from '../../shared/i18n';
import type { en } from '../locales/en';
import type { moved } from './buttons';
import type { Storage } from './storage';
import type { tell } from './tell';

export interface ClientOptions {
  site: string;
  /** The key of a rehearsal, or nothing. */
  rehearsal?: string;
  storage: Storage;
  token: string | null;
  t: () => Translate<typeof en>;
  /** To the site's script. */
  emit: (name: string, data: unknown) => void;
  /** Does what needs the part that is fetched later, as soon as it is there. */
  withMore: (act: (it: { tell: typeof tell; moved: typeof moved }) => void) => void;
  /** The token, for a loader that keeps it in memory. */
  keepToken: (token: string | null) => void;
}
