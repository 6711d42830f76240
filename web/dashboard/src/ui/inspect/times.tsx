import type { TurnView } from '../../lib/wire';
import { span } from '../span';
import { Bar } from './found';
import { Step } from './step';
import { ti } from './text';

/** The steps of a turn on one line of time, each from its beginning. */
export function Times({ view }: { view: TurnView }) {
  const since = (at: number | null | undefined) =>
    at && view.started_at ? at - view.started_at : null;
  const call = view.calls.findLast((it) => it.purpose === 'answer');
  const all: [string, number | null | undefined][] = [
    [ti('times.planned'), view.trace?.planned_ms],
    [ti('model.first'), call?.first_ms],
    [ti('times.first'), since(view.first_sentence_at)],
    [ti('times.whole'), since(view.ended_at)],
  ];
  const known = all.flatMap(([name, ms]) => (typeof ms === 'number' ? [[name, ms] as const] : []));
  if (known.length === 0) return null;
  const longest = Math.max(1, ...known.map(([, ms]) => ms));
  return (
    <Step title={ti('times.title')}>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-1 text-xs">
        {known.map(([name, ms]) => (
          <Bar key={name} name={name} share={ms / longest} value={span(ms)} />
        ))}
      </dl>
    </Step>
  );
}
