// Whom a teammate plays, as the page in the frame is told it.
import { ATTRIBUTES_MAX } from '../../../../shared/limits';

/** What `trial.html` hears. */
export interface Visit {
  url: string;
  title: string;
  name?: string | undefined;
  email?: string | undefined;
  attributes: Record<string, string>;
}

export interface Fields {
  url: string;
  title: string;
  name: string;
  email: string;
  attributes: string;
}

export const EMPTY: Fields = { url: '', title: '', name: '', email: '', attributes: '' };

export function toVisit({ url, title, name, email, attributes }: Fields): Visit {
  return {
    url: url.trim(),
    title: title.trim(),
    name: name.trim() || undefined,
    email: email.trim() || undefined,
    attributes: toAttributes(attributes),
  };
}

/** Lines of `key: value`; a line without a colon says nothing. */
export function toAttributes(lines: string): Record<string, string> {
  const pairs = lines.split('\n').flatMap((line) => {
    const [key = '', ...value] = line.split(':');
    const said = value.join(':').trim();
    return key.trim() && said ? [[key.trim(), said] as const] : [];
  });
  return Object.fromEntries(pairs.slice(0, ATTRIBUTES_MAX));
}

/** Where the frame begins: the key of the rehearsal stays behind the `#`, and so does the visit.
 * The address is of this server, whatever name it is known by outside. */
export function frameAddress(address: string, visit: Visit): string {
  const { pathname, hash } = new URL(address);
  return `${pathname}${hash}~${encodeURIComponent(JSON.stringify(visit))}`;
}
