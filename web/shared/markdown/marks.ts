// Where an answer cites: a number between two private-use characters, while the text is parsed.

export const CITE_OPEN = '\uE000';
export const CITE_CLOSE = '\uE001';

/** A mark for `parseMarkdown` that becomes a `cite` node. */
export function citeMark(n: number): string {
  return `${CITE_OPEN}${n}${CITE_CLOSE}`;
}

/** Takes marks out of foreign text, so that nobody but us makes a citation. */
export function withoutMarks(text: string): string {
  return text.replace(/\uE000\d*\uE001?|\uE001/g, '');
}
