import { Fragment } from 'react';
import { called } from '../../ui/conditions/facts';
import { useBuilder } from './builder';
import { valueFor } from './seen';
import { placesIn } from './unknown';

/** A text with values in their places; what no test knows yet stands there by what it is called. */
export function Filled({ text }: { text: string }) {
  const { draft, facts, sample, calls } = useBuilder();
  return pieces(text).map(({ words, name }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing else of their own.
    <Fragment key={at}>
      {words}
      {name !== null &&
        (valueFor(name, draft, sample, calls) ?? (
          <span className="rounded bg-accent-soft px-1 text-accent">{called(name, facts)}</span>
        ))}
    </Fragment>
  ));
}

interface Piece {
  words: string;
  /** What stands after them. */
  name: string | null;
}

/** The words of a text, and the names between them. */
export function pieces(text: string): Piece[] {
  const names = placesIn(text);
  const parts = text.split('}}');
  const last = parts.pop() ?? '';
  let words = '';
  const all: Piece[] = [];
  for (const part of parts) {
    const at = part.lastIndexOf('{{');
    if (at < 0) {
      words += `${part}}}`;
      continue;
    }
    all.push({ words: words + part.slice(0, at), name: names.shift() ?? '' });
    words = '';
  }
  return [...all, { words: words + last, name: null }];
}
