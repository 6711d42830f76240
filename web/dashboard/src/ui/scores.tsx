import type { ReactNode } from 'react';
import { locale, t } from '../lib/text';

const asPercent = new Intl.NumberFormat(locale, { style: 'percent' });
const asExact = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const asScore = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

export function percent(share: number): string {
  return asPercent.format(share);
}

export function asNumber(score: number): string {
  return asScore.format(score);
}

/** Near 100 % a tenth tells apart what is and what was needed. */
export function exact(share: number): string {
  return asExact.format(share);
}

interface Props {
  title: string;
  heading: string;
  lexical: number;
  semantic: number;
  score: number;
  children?: ReactNode;
}

/** A passage that was found, with its scores by words, by meaning, and both together. */
export function ScoreRow({ title, heading, lexical, semantic, score, children }: Props) {
  const share = Math.max(0, Math.min(1, score));
  return (
    <li>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">
          {title}
          {heading && <span className="font-normal text-muted"> › {heading}</span>}
        </span>
        <span className="shrink-0 tabular-nums">{percent(share)}</span>
      </div>
      <div className="mt-1 h-1 overflow-hidden rounded-full bg-line" aria-hidden>
        <div className="h-full rounded-full bg-assistant" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="mt-1 text-xs text-muted">
        {t('score.by_words', { n: asNumber(lexical) })} ·{' '}
        {t('score.by_meaning', { n: asNumber(semantic) })}
      </p>
      {children}
    </li>
  );
}
