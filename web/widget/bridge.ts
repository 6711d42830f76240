// What the loader on the host page and the panel in the frame say to each other.

/** What only the host page knows of itself. */
export interface HostPage {
  url: string;
  title: string;
  referrer: string;
}

/** The first message, which brings the port of the channel. */
export interface Hello {
  /** Wanted languages, best first; the browser's own come after them. */
  locales: (string | undefined)[];
  /** Kept by the loader when the frame may not store anything. */
  token?: string | null;
}

export type ToFrame =
  | ({ t: 'page' } & HostPage)
  /** `user`: the visitor did it, so the focus follows. `full`: the panel covers the screen. */
  | { t: 'open'; user: boolean | undefined; full: boolean }
  | { t: 'closed' }
  /** A call of the site that the loader leaves to the panel. */
  | { t: 'call'; name: string; args: unknown[] };

/** `ready`, `leave` (close, and give the focus back), `unread` with the launcher's label, `token`,
 * `known` (there is a conversation: load the panel on the next page), `hide` (this site may not
 * show the panel, or there is no such assistant any more: the widget leaves the page), or an event of the site's API. */
export interface FromFrame {
  name: string;
  data?: unknown;
  label?: string;
}
