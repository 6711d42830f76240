import { CircleAlert, CircleCheck, CircleSlash, Clock, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../lib/page-text';
import { locale } from '../../lib/text';
import type { SourceView } from '../../lib/wire';
import { Progress } from '../../ui/progress';

const number = new Intl.NumberFormat(locale);

/** How far a source is learnt. */
export function SourceStateCell({ source }: { source: SourceView }) {
  const { state } = source;
  switch (state.is) {
    case 'waiting':
      return (
        <State
          icon={<Clock size={14} aria-hidden />}
          tone="text-muted"
          text={t('source.waiting')}
        />
      );
    case 'reading':
      return (
        <State
          icon={<LoaderCircle size={14} aria-hidden className="animate-spin" />}
          tone="text-accent"
          text={t('source.reading')}
        />
      );
    case 'indexing':
      return (
        <div className="w-full max-w-48">
          <span className="text-sm text-accent">
            {t('source.indexing', { done: number.format(state.done), of: number.format(state.of) })}
          </span>
          <Progress
            value={state.of > 0 ? state.done / state.of : 0}
            label={t('source.indexing_label', { name: source.title })}
          />
        </div>
      );
    case 'ready':
      return !state.partly ? (
        <State
          icon={<CircleCheck size={14} aria-hidden />}
          tone="text-success"
          text={t('source.ready')}
        />
      ) : (
        <div>
          <State
            icon={<CircleAlert size={14} aria-hidden />}
            tone="text-waiting"
            text={t('source.partly')}
          />
          <p className="mt-0.5 text-sm text-muted">
            {t('source.partly_about', {
              only: number.format(state.partly.pictures_only),
              of: number.format(state.partly.pages),
            })}
          </p>
        </div>
      );
    case 'stopped':
      return (
        <State
          icon={<CircleSlash size={14} aria-hidden />}
          tone="text-muted"
          text={t('source.stopped')}
        />
      );
    case 'failed':
      return (
        <div>
          <State
            icon={<CircleAlert size={14} aria-hidden />}
            tone="text-danger"
            text={t('source.failed')}
          />
          <p className="mt-0.5 text-sm text-muted">{state.why}</p>
        </div>
      );
  }
}

function State({ icon, tone, text }: { icon: ReactNode; tone: string; text: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${tone}`}>
      {icon}
      {text}
    </span>
  );
}
