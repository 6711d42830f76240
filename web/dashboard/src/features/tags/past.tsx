import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { call, explain } from '../../lib/api';
import { retakeTags } from '../../lib/tags';
import { t as common } from '../../lib/text';
import type { TagApplied, TagPreview } from '../../lib/wire';
import { Button } from '../../ui/button';
import { toast } from '../../ui/toast';
import { t } from './text';

interface Props {
  tag: string;
  /** What is counted is what is saved. */
  unsaved: boolean;
}

/** Past conversations that would get the tag: first how many, then all of them. */
export function Past({ tag, unsaved }: Props) {
  const id = useId();
  const [counted, setCounted] = useState<TagPreview | null>(null);
  const [busy, setBusy] = useState(false);
  const asking = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast(explain(error, common('error.unreachable')));
    }
    setBusy(false);
  };
  const count = () =>
    asking(async () => setCounted(await call<TagPreview>('POST', `/api/tags/${tag}/preview`)));
  const apply = () =>
    asking(async () => {
      const done = await call<TagApplied>('POST', `/api/tags/${tag}/apply`);
      setCounted(null);
      toast(t(done.more ? 'tags.applied_more' : 'tags.applied', { count: done.tagged }));
      await retakeTags();
    });
  return (
    <section aria-labelledby={id} className="mt-5 border-t border-line pt-4">
      <h2 id={id} className="font-semibold">
        {t('tags.past')}
      </h2>
      <p className="mb-3 text-sm text-muted">{t('tags.past_about')}</p>
      {counted && (
        <div role="status" className="mb-3 text-sm">
          <p>{t('tags.would_get', { count: counted.would_get, all: counted.looked_at })}</p>
          <ul className="mt-1 list-disc ps-5">
            {counted.examples.map((it) => (
              <li key={it.conversation}>
                <Link
                  to="/inbox/$view/$conversation"
                  params={{ view: 'all', conversation: it.conversation }}
                  className="text-accent underline"
                  dir="auto"
                >
                  {it.text}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        <Button busy={busy} disabled={unsaved} onClick={() => void count()}>
          {t('tags.count')}
        </Button>
        {counted && counted.would_get > 0 && (
          <Button look="primary" busy={busy} disabled={unsaved} onClick={() => void apply()}>
            {t('tags.apply', { count: counted.would_get })}
          </Button>
        )}
      </div>
    </section>
  );
}
