import { Link } from '@tanstack/react-router';
import { Quote } from 'lucide-react';
import { t } from '../../lib/text';
import type { TurnView } from '../../lib/wire';
import { cx } from '../cx';
import { asNumber, percent } from '../scores';
import { Step } from './step';
import { ti } from './text';

type Passage = TurnView['passages'][number];

/** So many stand open; the others are one press away. */
const SHOWN = 4;

/** The passages that the search found, with their scores, and which of them the answer cites. */
export function Found({ passages }: { passages: readonly Passage[] }) {
  // Scores by words have no bound of their own.
  const best = Math.max(1, ...passages.map((it) => it.lexical));
  const list = (some: readonly Passage[]) => (
    <ol className="flex flex-col gap-3">
      {some.map((it) => (
        <PassageRow key={`${it.source}/${it.position}`} passage={it} best={best} />
      ))}
    </ol>
  );
  const more = passages.slice(SHOWN);
  return (
    <Step title={ti('found.title')}>
      <p className="mb-2 text-sm text-muted">
        {ti(passages.length > 0 ? 'found.about' : 'found.none')}
      </p>
      {list(passages.slice(0, SHOWN))}
      {more.length > 0 && (
        <details className="mt-2">
          <summary className="min-h-6 text-sm font-medium">
            {ti('found.more', { count: more.length })}
          </summary>
          <div className="mt-2">{list(more)}</div>
        </details>
      )}
    </Step>
  );
}

function PassageRow({ passage: it, best }: { passage: Passage; best: number }) {
  return (
    <li
      className={cx(
        'rounded-control border p-2.5',
        it.cited ? 'border-assistant bg-assistant-soft' : 'border-line',
      )}
    >
      <p className="flex items-baseline justify-between gap-2">
        <Link
          to="/knowledge"
          search={{ source: it.source, passage: it.position }}
          aria-label={`${t('cite.open')}: ${it.title}`}
          className="min-w-0 font-medium hover:underline"
          dir="auto"
        >
          {it.title}
          {it.heading && <span className="font-normal text-muted"> › {it.heading}</span>}
        </Link>
        {it.cited && (
          <span className="inline-flex shrink-0 items-center gap-1 text-xs font-semibold text-assistant">
            <Quote size={11} aria-hidden />
            {ti('found.cited')}
          </span>
        )}
      </p>
      <p className="mt-1 line-clamp-3 text-sm text-muted" dir="auto">
        {it.text ?? ti('found.gone')}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-1 text-xs">
        <Bar name={ti('found.words')} share={it.lexical / best} value={asNumber(it.lexical)} />
        <Bar name={ti('found.meaning')} share={it.semantic} value={asNumber(it.semantic)} />
        <Bar name={ti('found.score')} share={it.score} value={percent(it.score)} strong />
      </dl>
    </li>
  );
}

interface BarProps {
  name: string;
  share: number;
  value: string;
  strong?: boolean;
}

/** A number, and how much of the best it is. */
export function Bar({ name, share, value, strong }: BarProps) {
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="h-1 overflow-hidden rounded-full bg-line" aria-hidden>
        <div
          className={cx('h-full rounded-full', strong ? 'bg-assistant' : 'bg-assistant/50')}
          style={{ width }}
        />
      </dd>
      <dd className="text-end">{value}</dd>
    </div>
  );
}
