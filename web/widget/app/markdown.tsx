// Draws the tree of a message. Every string becomes text; no address but a safe one is a link.
import type { ComponentChildren } from 'preact';
import { type Block, type Inline, parseMarkdown } from '../../shared/markdown';

export function Markdown({ text }: { text: string }) {
  return <>{parseMarkdown(text).map(block)}</>;
}

function block(it: Block, key: number): ComponentChildren {
  switch (it.t) {
    case 'p':
      return <p key={key}>{it.c.map(inline)}</p>;
    case 'h':
      return (
        <p key={key}>
          <strong>{it.c.map(inline)}</strong>
        </p>
      );
    case 'pre':
      return (
        <pre key={key}>
          <code>{it.v}</code>
        </pre>
      );
    case 'list': {
      // biome-ignore lint/suspicious/noArrayIndexKey: a message only grows at its end.
      const items = it.items.map((item, at) => <li key={at}>{item.map(inline)}</li>);
      return it.ordered ? (
        <ol key={key} start={it.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
  }
}

function inline(it: Inline, key: number): ComponentChildren {
  switch (it.t) {
    case 'text':
      return it.v;
    case 'br':
      return <br key={key} />;
    case 'code':
      return <code key={key}>{it.v}</code>;
    case 'strong':
      return <strong key={key}>{it.c.map(inline)}</strong>;
    case 'em':
      return <em key={key}>{it.c.map(inline)}</em>;
    case 'cite':
      // The buttons below the answer carry the same numbers.
      return (
        <sup key={key} class="cite" aria-hidden="true">
          {it.n}
        </sup>
      );
    case 'link':
      return (
        <a key={key} href={it.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {it.c.map(inline)}
        </a>
      );
  }
}
