import type { ActionRun } from '../../lib/actions-api';
import { useNow } from '../../lib/clock';
import { ago, fullTime, took } from '../../lib/when';
import { cx } from '../../ui/cx';
import { t } from './text';
import { takenWords } from './words';

const CELL = 'px-3 py-2.5 align-top';

/** How long a run lasted; a run that is under way has no end. */
export function lastedWords({ started_at, ended_at }: ActionRun): string {
  if (ended_at == null) return '–';
  return took(ended_at - started_at);
}

export const endWords = (run: ActionRun) => t(run.end ? `end.${run.end}` : 'end.open');

/** One run in a line. */
export function RunRow({ run, onOpen }: { run: ActionRun; onOpen: () => void }) {
  const now = useNow();
  return (
    <tr className="border-b border-line last:border-0 hover:bg-fg/3">
      <td className={CELL}>
        <button
          type="button"
          onClick={onOpen}
          title={fullTime(run.started_at)}
          className="min-h-6 text-start font-medium hover:underline"
        >
          {ago(run.started_at, now)}
        </button>
      </td>
      <td className={cx(CELL, 'max-md:hidden')}>{t(`started.${run.started}`)}</td>
      <td className={CELL}>{run.taken ? takenWords(run.taken) : '–'}</td>
      <td className={cx(CELL, run.end === 'failed' && 'font-medium text-danger')}>
        {endWords(run)}
      </td>
      <td className={cx(CELL, 'whitespace-nowrap tabular-nums max-md:hidden')}>
        {lastedWords(run)}
      </td>
    </tr>
  );
}
