import { CircleAlert, CircleCheck, Clock, TableProperties } from 'lucide-react';
import type { ReactNode } from 'react';
import { locale } from '../../lib/text';
import { fullTime } from '../../lib/when';
import type { EmbeddingsView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import { Progress } from '../../ui/progress';
import { t } from './text';

const number = new Intl.NumberFormat(locale);

/** What finds passages just now, and how far the model is. */
export function Standing({ view }: { view: EmbeddingsView }) {
  const unreached = view.unreached;
  return (
    <Card title={t('model.how')} about={t('model.how_about')}>
      <div aria-live="polite" className="grid gap-4">
        <State view={view} />
        {unreached && (
          <Line
            icon={<CircleAlert size={18} aria-hidden />}
            tone="text-warning"
            title={t('model.unreached')}
          >
            {t('model.unreached_about', {
              time: fullTime(unreached.since),
              count: unreached.questions,
            })}{' '}
            {unreached.why}
          </Line>
        )}
      </div>
    </Card>
  );
}

function State({ view }: { view: EmbeddingsView }) {
  const state = view.state;
  switch (state?.is) {
    case undefined:
      return (
        <Line
          icon={<TableProperties size={18} aria-hidden />}
          tone="text-muted"
          title={t('model.off')}
        >
          {t('model.off_about')}
        </Line>
      );
    case 'embedding':
      return (
        <Line
          icon={<Clock size={18} aria-hidden />}
          tone="text-accent"
          title={state.of === 0 ? t('model.counting') : progress(state)}
        >
          <Bar {...state} />
          {t('model.meanwhile')}
        </Line>
      );
    case 'waiting':
      return (
        <Line icon={<Clock size={18} aria-hidden />} tone="text-warning" title={t('model.waiting')}>
          {t('model.waiting_about', { time: fullTime(state.since) })} {state.why}
          <Bar {...state} />
          {progress(state)}. {t('model.meanwhile')}
        </Line>
      );
    case 'failed':
      return (
        <Line
          icon={<CircleAlert size={18} aria-hidden />}
          tone="text-danger"
          title={t('model.failed')}
        >
          {state.why} {t('model.meanwhile')}
        </Line>
      );
    case 'ready':
      return (
        <Line
          icon={<CircleCheck size={18} aria-hidden />}
          tone="text-success"
          title={t('model.ready', {
            count: state.passages,
            dimensions: number.format(view.settings?.dimensions ?? 0),
          })}
        >
          {t('model.ready_about')}
        </Line>
      );
  }
}

interface Far {
  done: number;
  of: number;
}

function progress({ done, of }: Far): string {
  return t('model.embedding', { done: number.format(done), of: number.format(of) });
}

function Bar({ done, of }: Far) {
  return (
    <div className="my-2 max-w-96">
      <Progress value={done / Math.max(1, of)} label={t('model.progress')} />
    </div>
  );
}

interface LineProps {
  icon: ReactNode;
  tone: string;
  title: string;
  children: ReactNode;
}

function Line({ icon, tone, title, children }: LineProps) {
  return (
    <div className="flex items-start gap-2.5">
      <span className={cx('mt-0.5 shrink-0', tone)}>{icon}</span>
      <div className="min-w-0 flex-1">
        <p className={cx('font-medium', tone)}>{title}</p>
        <div className="text-sm wrap-anywhere text-muted">{children}</div>
      </div>
    </div>
  );
}
