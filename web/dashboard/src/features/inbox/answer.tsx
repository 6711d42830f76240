import { Popover } from '@base-ui/react/popover';
import { Link } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { citeMark, withoutMarks } from '../../../../shared/markdown/marks';
import { type Bubble, joinSentences, type Sentence } from '../../../../shared/thread';
import { t } from '../../lib/text';
import type { Citation } from '../../lib/wire';
import { Markdown } from '../../ui/markdown';
import { tt } from './thread-text';

/** An answer as it was released, sentence by sentence, each with the passages it rests on. */
export function Answer({ bubble }: { bubble: Bubble }) {
  const cited = citationsOf(bubble.sentences);
  return (
    <>
      <Markdown
        text={marked(bubble.sentences, cited)}
        cite={(n) => {
          const it = cited[n - 1];
          return it && <Cite n={n} citation={it} />;
        }}
      />
      {bubble.state === 'growing' && <span className="sr-only">{tt('thread.growing')}</span>}
    </>
  );
}

function placeOf(it: Citation): string {
  const page = it.page ? t('cite.page', { n: it.page }) : '';
  return [it.heading, page].filter((part) => part !== '').join(', ');
}

export function keyOfCitation(it: Citation): string {
  return `${it.source}/${it.revision}/${it.position}`;
}

/** Each passage once, in the order in which it was first cited. */
export function citationsOf(sentences: readonly Sentence[]): Citation[] {
  const all = new Map<string, Citation>();
  for (const { citations } of sentences) {
    for (const it of citations) if (!all.has(keyOfCitation(it))) all.set(keyOfCitation(it), it);
  }
  return [...all.values()];
}

function marked(sentences: readonly Sentence[], cited: readonly Citation[]): string {
  const keys = cited.map(keyOfCitation);
  return joinSentences(
    sentences.map(({ text, citations }) => ({
      text:
        withoutMarks(text) +
        citations.map((it) => citeMark(keys.indexOf(keyOfCitation(it)) + 1)).join(''),
    })),
  );
}

function Cite({ n, citation }: { n: number; citation: Citation }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        openOnHover
        delay={150}
        aria-label={t('cite.label', { n, title: citation.title })}
        className="mx-0.5 inline-flex h-4.5 min-w-4.5 items-center justify-center rounded bg-assistant/15 px-1 align-text-top text-xs font-semibold text-assistant hover:bg-assistant/25"
      >
        {n}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-50">
          <Popover.Popup className="fade w-72 rounded-card border border-line bg-raised p-3 shadow-popover">
            <Popover.Title className="flex items-center gap-2 font-semibold">
              <FileText size={15} aria-hidden className="shrink-0 text-assistant" />
              {citation.title}
            </Popover.Title>
            {(citation.heading || citation.page) && (
              <Popover.Description className="mt-0.5 text-sm text-muted">
                {placeOf(citation)}
              </Popover.Description>
            )}
            <Link
              to="/knowledge"
              search={{ source: citation.source, passage: citation.position }}
              className="mt-2 inline-block text-sm font-medium text-accent underline-offset-2 hover:underline"
            >
              {t('cite.open')}
            </Link>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
