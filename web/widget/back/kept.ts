// What this browser got for a link, so that the same link goes on here. Where storage is denied,
// the page has it as long as it lives.
import type { components } from '../../shared/api';

type CameBack = components['schemas']['CameBack'];

const MINE = 'baton:back:';

export class Kept {
  readonly #key: string;

  constructor(token: string) {
    this.#key = MINE + token;
  }

  read(): CameBack | null {
    try {
      const back = JSON.parse(localStorage.getItem(this.#key) ?? 'null') as CameBack | null;
      if (back) giveToPanel(back);
      return back;
    } catch {
      return null;
    }
  }

  keep(back: CameBack): void {
    try {
      giveToPanel(back);
      localStorage.setItem(this.#key, JSON.stringify(back));
    } catch {
      // The panel is told by message.
    }
  }
}

/** The panel keeps what it has under the site's id. Nothing of one visitor is left for another. */
function giveToPanel({ site, visitor, token }: CameBack): void {
  const own = `baton:${site}:`;
  const whose = `${MINE}visitor:${site}`;
  if (localStorage.getItem(whose) !== visitor) {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(own)) localStorage.removeItem(key);
    }
    localStorage.setItem(whose, visitor);
  }
  localStorage.setItem(`${own}token`, token);
}
