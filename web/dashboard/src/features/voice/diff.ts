// What became of a text, word by word: the longest words in common stay, the others went or came.

export interface Part {
  is: 'same' | 'removed' | 'added';
  text: string;
}

interface Word {
  text: string;
  /** What stands between it and the next. */
  gap: string;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words and signs, each with the blanks behind it. A new line counts as a word of its own. */
function words(text: string): Word[] {
  const found: Word[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = found.at(-1);
    if (/^[^\S\n]+$/.test(segment) && last) last.gap += segment;
    else if (/^\s*\n\s*$/.test(segment)) {
      for (const _ of segment.replace(/[^\n]/g, '')) found.push({ text: '\n', gap: '' });
    } else found.push({ text: segment, gap: '' });
  }
  return found;
}

/** For each pair of beginnings, how many words the rest of both have in common. */
function common(one: readonly string[], other: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i] as Uint16Array, rows[i + 1] as Uint16Array];
    for (let j = other.length - 1; j >= 0; j -= 1) {
      row[j] =
        one[i] === other[j]
          ? (below[j + 1] as number) + 1
          : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return rows;
}

type Step = [Part['is'], Word];

function steps(before: Word[], after: Word[]): Step[] {
  const [one, other] = [before.map((it) => it.text), after.map((it) => it.text)];
  const left = common(one, other);
  const at = (i: number, j: number) => left[i]?.[j] ?? -1;
  const found: Step[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const [gone, come] = [before[i], after[j]];
    if (gone && come && gone.text === come.text) {
      found.push(['same', come]);
      i += 1;
      j += 1;
    } else if (gone && (!come || at(i + 1, j) >= at(i, j + 1))) {
      found.push(['removed', gone]);
      i += 1;
    } else if (come) {
      found.push(['added', come]);
      j += 1;
    }
  }
  return found;
}

/** The parts of both texts in order; what went stands before what came in its place. */
export function diff(before: string, after: string): Part[] {
  return joined(steps(words(before), words(after)));
}

/** The same of lists: an entry stays, goes or comes as a whole. */
export function diffLines(before: readonly string[], after: readonly string[]): Part[] {
  const entries = (list: readonly string[]) => list.map((text) => ({ text, gap: '' }));
  return steps(entries(before), entries(after)).map(([is, { text }]) => ({ is, text }));
}

function joined(all: Step[]): Part[] {
  const parts: Part[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed) parts.push({ is: 'removed', text: removed });
    if (added) parts.push({ is: 'added', text: added });
    [removed, added] = ['', ''];
  };
  all.forEach(([is, { text, gap }], at) => {
    if (is === 'removed') removed += text + gap;
    else if (is === 'added') added += text + gap;
    else if ((removed || added) && isBridge(all, at)) {
      // One word between two changes is read more easily as part of them.
      removed += text + gap;
      added += text + gap;
    } else {
      flush();
      const last = parts.at(-1);
      if (last?.is === 'same') last.text += text + gap;
      else parts.push({ is: 'same', text: text + gap });
    }
  });
  flush();
  return parts;
}

function isBridge(all: Step[], at: number): boolean {
  const next = all[at + 1];
  return all[at]?.[1].text !== '\n' && next !== undefined && next[0] !== 'same';
}
