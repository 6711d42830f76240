// A safe subset of Markdown as a tree. There is no HTML here and no way to make any: who renders
// the tree makes elements, and every string of it becomes text. Bounded in depth and in time.

import { CITE_CLOSE, CITE_OPEN } from './marks';

export type Inline =
  | { t: 'text'; v: string }
  | { t: 'code'; v: string }
  | { t: 'strong'; c: Inline[] }
  | { t: 'em'; c: Inline[] }
  | { t: 'link'; href: string; c: Inline[] }
  | { t: 'cite'; n: number }
  | { t: 'br' };

export type Block =
  | { t: 'p'; c: Inline[] }
  | { t: 'h'; c: Inline[] }
  | { t: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { t: 'pre'; v: string };

const DEPTH_MAX = 6;
/** The address if it is one that may be clicked, else null. */
export function safeHref(address: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them inside a scheme.
  if (/[\u0000-\u0020\u007f-\u00a0\u2000-\u200f\u2028-\u202f\u2066-\u2069\\]/.test(address))
    return null;
  if (!/^(https?:\/\/[^/]|mailto:[^@]+@)/i.test(address)) return null;
  try {
    const url = new URL(address);
    if (url.username || url.password) return null;
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length) blocks.push({ t: 'p', c: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s*```/.test(line)) {
      flush();
      const end = lines.findIndex((it, i) => i > at && /^\s*```\s*$/.test(it));
      const until = end < 0 ? lines.length : end;
      blocks.push({ t: 'pre', v: lines.slice(at + 1, until).join('\n') });
      at = until;
      continue;
    }
    const heading = /^#{1,6} +(.*)$/.exec(line);
    const item = /^\s{0,6}(?:[-*+•]|(\d{1,4})[.)]) +(.*)$/.exec(line);
    if (heading) {
      flush();
      blocks.push({ t: 'h', c: parseInline(heading[1] ?? '') });
    } else if (item) {
      flush();
      listItem(blocks, item[1], item[2] ?? '');
    } else if (line.trim() === '') {
      flush();
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return blocks;
}

function listItem(blocks: Block[], number: string | undefined, text: string): void {
  const ordered = number !== undefined;
  const last = blocks.at(-1);
  const content = parseInline(text);
  if (last?.t === 'list' && last.ordered === ordered) last.items.push(content);
  else blocks.push({ t: 'list', ordered, start: Number(number ?? 1), items: [content] });
}

/** What was looked for and is not in the rest; looking again would be quadratic. */
type Missing = Set<string>;

export function parseInline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  const missing: Missing = new Set();
  let plain = '';
  const push = (node: Inline) => {
    if (plain) out.push({ t: 'text', v: plain });
    plain = '';
    out.push(node);
  };
  let at = 0;
  while (at < text.length) {
    const found = special(text, at, depth, missing);
    if (found) {
      push(found.node);
      at = found.end;
    } else {
      const escaped = text[at] === '\\' && /[\\`*_[\]()#.!-]/.test(text[at + 1] ?? '');
      plain += escaped ? text[at + 1] : text[at];
      at += escaped ? 2 : 1;
    }
  }
  if (plain) out.push({ t: 'text', v: plain });
  return out;
}

type Found = { node: Inline; end: number } | null;

function special(text: string, at: number, depth: number, missing: Missing): Found {
  switch (text[at]) {
    case '\n':
      return { node: { t: 'br' }, end: at + 1 };
    case CITE_OPEN:
      return cite(text, at);
    case '`':
      return code(text, at, missing);
    case '*':
    case '_':
      return emphasis(text, at, depth, missing);
    case '[':
      return link(text, at, depth);
    case 'h':
    case 'H':
      return depth < DEPTH_MAX ? bareLink(text, at) : null;
    default:
      return null;
  }
}

function cite(text: string, at: number): Found {
  const end = text.indexOf(CITE_CLOSE, at);
  const n = end < 0 ? Number.NaN : Number(text.slice(at + 1, end));
  return Number.isInteger(n) ? { node: { t: 'cite', n }, end: end + 1 } : null;
}

function code(text: string, at: number, missing: Missing): Found {
  const end = find(text, '`', at + 1, missing);
  return end > at + 1 ? { node: { t: 'code', v: text.slice(at + 1, end) }, end: end + 1 } : null;
}

function emphasis(text: string, at: number, depth: number, missing: Missing): Found {
  if (depth >= DEPTH_MAX) return null;
  const sign = text[at] as string;
  const mark = text[at + 1] === sign ? sign + sign : sign;
  const from = at + mark.length;
  // A mark inside a word is a name_like_this; a mark before a space opens nothing.
  if (/\s/.test(text[from] ?? ' ')) return null;
  if (sign === '_' && /\w/.test(text[at - 1] ?? ' ')) return null;
  const end = find(text, mark, from + 1, missing);
  if (end < 0 || /\s/.test(text[end - 1] ?? ' ')) return null;
  if (sign === '_' && /\w/.test(text[end + mark.length] ?? ' ')) return null;
  const c = parseInline(text.slice(from, end), depth + 1);
  return { node: { t: mark.length === 2 ? 'strong' : 'em', c }, end: end + mark.length };
}

function link(text: string, at: number, depth: number): Found {
  if (depth >= DEPTH_MAX) return null;
  const window = text.slice(at, at + 2_500);
  const match = /^\[([^[\]]{1,300})\]\(([^\s()<>]{1,2000})\)/.exec(window);
  const href = match ? safeHref(match[2] ?? '') : null;
  if (!match || href === null || isDisguised(match[1] ?? '', href)) return null;
  const c = parseInline(match[1] ?? '', DEPTH_MAX);
  return { node: { t: 'link', href, c }, end: at + match[0].length };
}

/** A link whose words name another address than the one it leads to stays plain text. */
function isDisguised(words: string, href: string): boolean {
  const shown = /^\s*(https?:\/\/\S+)/i.exec(words)?.[1];
  if (shown === undefined) return false;
  return safeHref(shown) === null || new URL(shown).host !== new URL(href).host;
}

function bareLink(text: string, at: number): Found {
  if (/[\w/]/.test(text[at - 1] ?? ' ')) return null;
  const match = /^https?:\/\/[^\s<>"'`\uE000\uE001]{1,2000}/i.exec(text.slice(at, at + 2_010));
  const shown = match?.[0].replace(/[.,;:!?)\]}*_]+$/, '');
  const href = shown ? safeHref(shown) : null;
  if (!shown || href === null) return null;
  return { node: { t: 'link', href, c: [{ t: 'text', v: shown }] }, end: at + shown.length };
}

function find(text: string, mark: string, from: number, missing: Missing): number {
  if (missing.has(mark)) return -1;
  const end = text.indexOf(mark, from);
  if (end < 0) missing.add(mark);
  return end;
}
