import { Fragment, type ReactNode } from 'react';
import { type Block, type Inline, parseMarkdown } from '../../../shared/markdown/index';

/** A tree becomes elements. There is no way from here to HTML. */
export function Markdown({ text, cite }: { text: string; cite?: (n: number) => ReactNode }) {
  return <>{keyed(parseMarkdown(text), (block) => blockOf(block, cite))}</>;
}

type Cite = ((n: number) => ReactNode) | undefined;

/** The tree is rebuilt as a whole and has no state, so places are good keys. */
function keyed<T>(list: T[], show: (it: T) => ReactNode): ReactNode[] {
  return list.map((it, at) => {
    const key = `${at}`;
    return <Fragment key={key}>{show(it)}</Fragment>;
  });
}

function blockOf(block: Block, cite: Cite): ReactNode {
  switch (block.t) {
    case 'p':
      return <p>{inlines(block.c, cite)}</p>;
    case 'h':
      return <p className="font-semibold">{inlines(block.c, cite)}</p>;
    case 'pre':
      return (
        <pre className="overflow-x-auto rounded-control bg-fg/7 p-2 font-mono text-sm">
          {block.v}
        </pre>
      );
    case 'list': {
      const items = keyed(block.items, (item) => <li>{inlines(item, cite)}</li>);
      return block.ordered ? (
        <ol start={block.start} className="list-decimal ps-5">
          {items}
        </ol>
      ) : (
        <ul className="list-disc ps-5">{items}</ul>
      );
    }
  }
}

function inlines(list: Inline[], cite: Cite): ReactNode {
  return keyed(list, (it) => inlineOf(it, cite));
}

function inlineOf(it: Inline, cite: Cite): ReactNode {
  switch (it.t) {
    case 'text':
      return it.v;
    case 'br':
      return <br />;
    case 'code':
      return <code className="rounded bg-fg/7 px-1 font-mono text-sm">{it.v}</code>;
    case 'strong':
      return <strong className="font-semibold">{inlines(it.c, cite)}</strong>;
    case 'em':
      return <em>{inlines(it.c, cite)}</em>;
    case 'link':
      return (
        <a href={it.href} target="_blank" rel="noopener noreferrer nofollow" className="underline">
          {inlines(it.c, cite)}
        </a>
      );
    case 'cite':
      return cite?.(it.n) ?? null;
  }
}
