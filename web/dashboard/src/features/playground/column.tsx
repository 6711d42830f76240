import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { t } from '../../lib/page-text';
import { level } from '../../lib/signals';
import type { Asked } from '../../lib/wire';
import { AskedSentence } from '../../ui/asked-sentence';
import { percent } from '../../ui/scores';
import { span } from '../../ui/span';
import { tp } from './text';

/** What came of a question one way. */
export function Column({ title, asked }: { title: string; asked: Asked }) {
  const id = useId();
  const { confidence, sentences, would, found } = asked;
  const cited = [...new Set(sentences.flatMap((it) => it.cites))].sort((a, b) => a - b);
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-card border border-line bg-bg p-4">
      <h3 id={id} className="font-semibold">
        {title}
      </h3>
      <p className="mt-0.5 text-sm text-muted">
        {t(`would.${would}`)}{' '}
        {typeof confidence === 'number' &&
          `${t(`level.${level(confidence)}`)} · ${percent(confidence)} · `}
        {span(asked.took_ms)}
      </p>
      {sentences.length > 0 && (
        <p className="mt-3 rounded-bubble rounded-ss-sm bg-assistant-soft px-3.5 py-2" dir="auto">
          {sentences.map((it) => (
            <AskedSentence key={it.text} sentence={it} />
          ))}
        </p>
      )}
      {cited.length > 0 && (
        <ul aria-label={tp('compare.sources')} className="mt-3 flex flex-col gap-1 text-sm">
          {cited.map((n) => {
            const it = found[n];
            return (
              it && (
                <li key={n} className="flex items-baseline gap-2">
                  <span className="shrink-0 text-xs font-semibold text-assistant">{n + 1}</span>
                  <Link
                    to="/knowledge"
                    search={{ source: it.source, passage: it.position }}
                    className="min-w-0 hover:underline"
                    dir="auto"
                  >
                    {it.title}
                    {it.heading && <span className="text-muted"> › {it.heading}</span>}
                  </Link>
                </li>
              )
            );
          })}
        </ul>
      )}
    </section>
  );
}
