// The same few lines for the places that people put them.
import type { AssistantView } from '../../lib/wire';

export interface SnippetFile {
  label: string;
  text: string;
}

export interface Snippet {
  id: 'html' | 'csp' | 'react' | 'shop';
  files: SnippetFile[];
}

/** The address that browsers use for this server, as the snippet has it. */
export function originOf({ snippet }: Pick<AssistantView, 'snippet'>): string {
  return /'(https?:[^']+?)\/widget\.js/.exec(snippet)?.[1] ?? location.origin;
}

export function snippets(
  assistant: Pick<AssistantView, 'snippet' | 'site'>,
): [Snippet, ...Snippet[]] {
  const { site, snippet } = assistant;
  const origin = originOf(assistant);
  const script = `${origin}/widget.js?site=${site}`;
  const file = snippet.replace(/^<script>|<\/script>$/g, '');
  return [
    { id: 'html', files: [{ label: 'HTML', text: snippet }] },
    {
      id: 'csp',
      files: [
        { label: 'baton.js', text: file },
        { label: 'HTML', text: '<script src="/baton.js" async></script>' },
        {
          label: 'Content-Security-Policy',
          text: `script-src 'self' ${origin}; frame-src ${origin}`,
        },
      ],
    },
    {
      id: 'react',
      files: [
        {
          label: 'baton.jsx',
          text: `'use client';

import { useEffect } from 'react';

export function Baton() {
  useEffect(() => {
    const script = document.createElement('script');
    script.src = '${script}';
    script.onload = () => window.baton('boot', { site: '${site}' });
    document.head.append(script);
    return () => {
      script.remove();
      window.baton?.('shutdown');
    };
  }, []);
  return null;
}`,
        },
        {
          label: 'layout.jsx',
          text: `import { Baton } from './baton';

<body>
  {children}
  <Baton />
</body>`,
        },
      ],
    },
    { id: 'shop', files: [{ label: 'HTML', text: snippet }] },
  ];
}
