import { type Confidence, FEATURES, LATER_FEATURES, level } from '../../lib/signals';
import { t } from '../../lib/text';
import { Facts } from '../facts';
import { asNumber, exact, percent } from '../scores';
import { Step } from './step';
import { ti } from './text';

/** How sure the assistant was, on a line with what is needed, and on demand what that rests on. */
export function Sureness({ confidence }: { confidence: Confidence }) {
  const { shown, p, threshold, closest } = confidence;
  // Older turns asked for nothing of it; their number was made so that half of it was enough.
  const needed = confidence.sure || 0.5;
  const features = confidence.sure ? [...FEATURES, ...LATER_FEATURES] : FEATURES;
  const at = percentOf(shown);
  return (
    <Step title={ti('sure.title')}>
      <p className="text-sm">
        <strong className="font-semibold">{t(`level.${level(shown)}`)}</strong>{' '}
        <span className="text-muted">
          {ti('sure.line', { shown: percent(shown), needed: percent(needed) })}
        </span>
      </p>
      <div className="relative mt-3 h-2 rounded-full bg-line" aria-hidden>
        <div
          className={
            shown >= needed ? 'h-full rounded-full bg-success' : 'h-full rounded-full bg-warning'
          }
          style={{ width: at }}
        />
        <div
          className="absolute -inset-y-1 w-px bg-fg"
          style={{ insetInlineStart: percentOf(needed) }}
        />
      </div>
      <p
        className="mt-1.5 text-xs text-muted"
        style={{ paddingInlineStart: `calc(${percentOf(Math.min(needed, 0.75))} - 2rem)` }}
        aria-hidden
      >
        {ti('sure.needed')}
      </p>
      {p < threshold && (
        <p className="mt-1 text-sm text-warning">
          {ti('sure.beside', { p: exact(p), threshold: exact(threshold) })}
        </p>
      )}
      <details className="mt-1">
        <summary className="min-h-6 text-sm font-medium">{ti('sure.more')}</summary>
        <div className="mt-1">
          <Facts
            facts={[
              [ti('sure.p'), exact(p)],
              [ti('sure.threshold'), exact(threshold)],
              [ti('sure.closest'), exact(closest)],
              ...features.flatMap((it) => {
                const value = confidence[it];
                return value === undefined ? [] : [[ti(`sure.${it}`), asNumber(value)] as const];
              }),
            ]}
          />
        </div>
      </details>
    </Step>
  );
}

const percentOf = (share: number) => `${Math.max(0, Math.min(1, share)) * 100}%`;
