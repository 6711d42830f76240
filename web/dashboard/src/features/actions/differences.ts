// What sets a draft apart from what visitors have, in words.
import type { Definition } from '../../lib/wire';
import { type Names, summary } from './words';

export interface Difference {
  /** The step. */
  title: string;
  /** What the draft has, and visitors do not. */
  now: string[];
  /** What visitors have, and the draft has no more. */
  before: string[];
}

/** Step by step, only where something differs. */
export function differences(draft: Definition, live: Definition, names: Names): Difference[] {
  const [mine, theirs] = [summary(draft, names), summary(live, names)];
  const titles = [...new Set([...mine, ...theirs].map((it) => it.title))];
  const lines = (of: typeof mine, title: string) =>
    of.find((it) => it.title === title)?.lines ?? [];
  const named =
    draft.name === live.name ? [] : [{ title: '', now: [draft.name], before: [live.name] }];
  const steps = titles.map((title) => {
    const [now, before] = [lines(mine, title), lines(theirs, title)];
    return {
      title,
      now: now.filter((it) => !before.includes(it)),
      before: before.filter((it) => !now.includes(it)),
    };
  });
  return [...named, ...steps].filter((it) => it.now.length + it.before.length > 0);
}
