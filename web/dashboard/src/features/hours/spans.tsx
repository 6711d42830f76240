import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { DAY_SPANS_MAX } from '../../../../shared/limits';
import { t } from '../../lib/page-text';
import type { Wrong } from '../../lib/saving';
import type { SpanView } from '../../lib/wire';
import { Button, IconButton } from '../../ui/button';
import { cx } from '../../ui/cx';
import { isNight, nextSpan, tidyTime } from './week';

interface Props {
  /** Of the day, for labels. */
  name: string;
  field: string;
  spans: readonly SpanView[];
  wrong: Wrong;
  leads: boolean;
  onChange: (spans: SpanView[]) => void;
}

/** What is open on a day: nothing, or some times from and to. */
export function Spans({ name, field, spans, wrong, leads, onChange }: Props) {
  const change = (at: number, span: SpanView) =>
    onChange(spans.map((it, n) => (n === at ? span : it)));
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-1.5">
      {spans.length === 0 && <span className="pt-1.5 text-muted">{t('hours.closed')}</span>}
      {spans.map((span, n) => (
        <Span
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the day.
          key={n}
          name={name}
          n={n + 1}
          span={span}
          error={wrong[`${field}.${n}`]}
          leads={leads}
          onChange={(it) => change(n, it)}
          onRemove={() => onChange(spans.filter((_, other) => other !== n))}
        />
      ))}
      {wrong[field] && (
        <p role="alert" className="w-full text-sm text-danger">
          {wrong[field]}
        </p>
      )}
      {leads && spans.length < DAY_SPANS_MAX && (
        <Button
          small
          look="quiet"
          icon={<Plus size={14} aria-hidden />}
          aria-label={t('hours.add', { day: name })}
          className="mt-0.5 text-muted"
          onClick={() => onChange([...spans, nextSpan(spans)])}
        >
          {t('hours.add_short')}
        </Button>
      )}
    </div>
  );
}

interface SpanProps {
  name: string;
  n: number;
  span: SpanView;
  error: string | undefined;
  leads: boolean;
  onChange: (span: SpanView) => void;
  onRemove: () => void;
}

function Span({ name, n, span, error, leads, onChange, onRemove }: SpanProps) {
  const id = useId();
  const night = isNight(span);
  const about = error || night ? `${id}-about` : undefined;
  const time = (side: 'from' | 'to') => (
    <input
      aria-label={t(`hours.${side}`, { day: name })}
      aria-describedby={about}
      aria-invalid={error ? true : undefined}
      inputMode="numeric"
      dir="ltr"
      autoComplete="off"
      value={span[side]}
      onChange={(event) => onChange({ ...span, [side]: event.target.value })}
      onBlur={() => onChange({ ...span, [side]: tidyTime(span[side]) })}
      className={cx('field w-17 text-center', error && 'border-danger')}
    />
  );
  return (
    <div>
      <div className="flex items-center gap-1">
        {time('from')}
        <span aria-hidden className="text-muted">
          –
        </span>
        {time('to')}
        {leads && (
          <IconButton label={t('hours.remove', { n, day: name })} tip={false} onClick={onRemove}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {about && (
        <p
          id={about}
          role={error ? 'alert' : undefined}
          className={cx('mt-0.5 max-w-56 text-xs', error ? 'text-danger' : 'text-muted')}
        >
          {error ?? t('hours.night')}
        </p>
      )}
    </div>
  );
}
