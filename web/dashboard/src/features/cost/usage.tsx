import { Activity, Download } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../lib/clock';
import { money } from '../../lib/money';
import type { UsageLine } from '../../lib/wire';
import { buttonClass } from '../../ui/button';
import { Card } from '../../ui/card';
import { Segments } from '../../ui/segments';
import { Empty } from '../../ui/states';
import { Chart, type Measure } from './chart';
import { SumTable } from './sum-table';
import { byDay, type Grouping, groups, type Sum, total } from './sums';
import { t } from './text';
import { dayName } from './words';

const SPANS = ['7', '30', '90'] as const;
const BY = ['outcome', 'model', 'purpose'] as const satisfies Grouping[];

interface Props {
  assistant: string;
  lines: UsageLine[];
  span: number;
  onSpan: (days: number) => void;
  hasModel: boolean;
}

/** What the models did, as bars and as tables, and all of it to take away. */
export function Usage({ assistant, lines, span, onSpan, hasModel }: Props) {
  return (
    <Card title={t('usage.title')} about={t('usage.about')}>
      <Segments
        label={t('usage.span')}
        options={SPANS.map((value) => ({ value, label: t('usage.days', { count: value }) }))}
        value={String(span) as (typeof SPANS)[number]}
        onChange={(days) => onSpan(Number(days))}
      />
      {lines.length === 0 ? (
        <Empty icon={<Activity size={20} aria-hidden />} title={t('usage.none')}>
          {t(hasModel ? 'usage.none_about' : 'usage.none_without')}
        </Empty>
      ) : (
        <>
          <Lines lines={lines} span={span} />
          <div className="mt-5 flex flex-wrap gap-2">
            <Table path={`/api/assistants/${assistant}/usage.csv?days=${span}`} text="usage.csv" />
            <Table
              path={`/api/assistants/${assistant}/calls.csv?days=${span}`}
              text="usage.calls_csv"
            />
          </div>
        </>
      )}
    </Card>
  );
}

function Table({ path, text }: { path: string; text: 'usage.csv' | 'usage.calls_csv' }) {
  return (
    <a href={path} download className={buttonClass('plain', true)}>
      <Download size={14} aria-hidden />
      {t(text)}
    </a>
  );
}

function Lines({ lines, span }: { lines: UsageLine[]; span: number }) {
  const [wanted, setWanted] = useState<Measure>('calls');
  const [by, setBy] = useState<Grouping>('outcome');
  const today = useNow();
  const days = byDay(lines, span, today);
  const sum = total(lines);
  const busy = days.filter((it) => it.sum.calls > 0).reverse();
  // Without prices there are no bars of cost to see.
  const measure = sum.cost > 0 ? wanted : 'calls';
  return (
    <>
      <p className="mt-4 text-lg font-semibold">
        {t('usage.sum', { count: sum.calls, cost: money(sum.cost) })}
      </p>
      {sum.cost > 0 && (
        <div className="mt-2">
          <Segments
            label={t('usage.shows')}
            options={[
              { value: 'calls', label: t('usage.calls') },
              { value: 'cost', label: t('usage.cost') },
            ]}
            value={measure}
            onChange={setWanted}
          />
        </div>
      )}
      <Chart days={days} measure={measure} />
      <div className="mt-5">
        <Segments
          label={t('usage.by')}
          options={BY.map((value) => ({ value, label: t(`usage.by_${value}`) }))}
          value={by}
          onChange={setBy}
        />
        <SumTable label={t(`usage.by_${by}`)} rows={rowsBy(lines, by)} sum={sum} />
      </div>
      <details className="mt-4">
        <summary className="min-h-6 font-medium">{t('usage.by_day')}</summary>
        <SumTable
          label={t('usage.day')}
          rows={busy.map((it) => [dayName(it.day), it.sum])}
          sum={sum}
        />
      </details>
    </>
  );
}

function rowsBy(lines: UsageLine[], by: Grouping): [string, Sum][] {
  switch (by) {
    case 'model':
      return groups(lines, by);
    case 'outcome':
      return groups(lines, by).map(([it, sum]) => [t(`outcome.${it}`), sum]);
    case 'purpose':
      return groups(lines, by).map(([it, sum]) => [t(`purpose.${it}`), sum]);
  }
}
