import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { level, type Signals } from '../../lib/signals';
import { type TextKey, t } from '../../lib/text';
import { cx } from '../../ui/cx';
import { exact, percent, ScoreRow } from '../../ui/scores';

/** How sure the assistant was, in plain words; and on demand what that rests on. */
export function Why({ signals }: { signals: Signals }) {
  const [open, setOpen] = useState(false);
  const { confidence, found } = signals;
  const words = confidence ? t(`level.${level(confidence.shown)}`) : gistText(signals.gist);
  return (
    <div className="mt-0.5 w-full">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-6 items-center gap-1 rounded text-xs text-muted hover:text-fg"
      >
        {words}
        {confidence && <span>· {percent(confidence.shown)}</span>}
        <ChevronDown size={12} aria-hidden className={cx(open && 'rotate-180')} />
        <span className="sr-only">{t('why.open')}</span>
      </button>
      {open && (
        <div className="mt-1 rounded-card border border-line bg-panel p-3 text-sm">
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
            <dt className="text-muted">{t('why.gist')}</dt>
            <dd>{gistText(signals.gist)}</dd>
            {confidence && (
              <>
                <dt className="text-muted">{t('why.answerable')}</dt>
                <dd>
                  {t('why.against', {
                    p: exact(confidence.p),
                    threshold: exact(confidence.threshold),
                  })}
                </dd>
              </>
            )}
            {signals.frustration >= 0.5 && (
              <>
                <dt className="text-muted">{t('why.mood')}</dt>
                <dd>{t('why.frustrated')}</dd>
              </>
            )}
          </dl>
          <p className="mt-2 mb-1 font-medium">
            {found.length > 0 ? t('why.found', { count: found.length }) : t('why.none')}
          </p>
          <ol className="flex flex-col gap-2">
            {found.map((it) => (
              <ScoreRow
                key={`${it.passage.source}/${it.passage.position}`}
                title={it.passage.title}
                heading={it.passage.heading}
                lexical={it.lexical}
                semantic={it.semantic}
                score={it.score}
              />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}

const GISTS = ['question', 'greeting', 'courtesy', 'yes', 'no', 'about_assistant'];

function gistText(gist: string | null): string {
  return gist && GISTS.includes(gist) ? t(`gist.${gist}` as TextKey) : t('gist.unknown');
}
