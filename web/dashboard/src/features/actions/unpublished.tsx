import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { ActionView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { useBuilder } from './builder';
import { type Difference, differences } from './differences';
import { Discard, type Opened } from './head-menu';
import { t } from './text';
import type { useDraft } from './use-draft';

interface Props {
  view: ActionView;
  edited: ReturnType<typeof useDraft>;
}

/** What visitors do not have yet, in words, and a way back to what they have. */
export function Unpublished({ view, edited }: Props) {
  const { names, draft } = useBuilder();
  const [opened, open] = useState<Opened>(null);
  const found = view.published ? differences(draft, view.published, names) : [];
  return (
    <section aria-label={t('unpublished.title')} className="border-b border-line p-4">
      <h3 className="font-semibold">{t('unpublished.title')}</h3>
      {found.length === 0 && <p className="mt-1 text-sm text-muted">{t('unpublished.small')}</p>}
      <dl className="mt-2 grid gap-2">
        {found.map((it) => (
          <div key={it.title}>
            <dt className="text-sm font-semibold">{it.title || t('editor.name')}</dt>
            <dd>
              <Lines of={it} />
            </dd>
          </div>
        ))}
      </dl>
      <Button
        small
        className="mt-3"
        icon={<RotateCcw size={14} aria-hidden />}
        onClick={() => open('discard_unpublished')}
      >
        {t('editor.discard_unpublished')}
      </Button>
      <Discard view={view} edited={edited} opened={opened} onClose={() => open(null)} />
    </section>
  );
}

function Lines({ of: { now, before } }: { of: Difference }) {
  return (
    <ul className="grid gap-1 text-sm">
      {before.map((it) => (
        <li key={`- ${it}`} className="border-s-2 border-line ps-2.5 text-muted" dir="auto">
          <span className="font-medium">{t('unpublished.before')}</span> {it}
        </li>
      ))}
      {now.map((it) => (
        <li key={`+ ${it}`} className="border-s-2 border-accent ps-2.5" dir="auto">
          <span className="font-medium">{t('unpublished.now')}</span> {it}
        </li>
      ))}
    </ul>
  );
}
