import { useNow } from '../../lib/clock';
import { ago, fullTime } from '../../lib/when';
import type { ActionRun } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { tr } from '../../ui/run/text';
import { endOf, lastedWords, takenWords } from '../../ui/run/words';

const CELL = 'px-3 py-2.5 align-top';

/** Answers that tell one run from another. */
const ANSWERS = 2;

const firstAnswers = ({ given }: ActionRun) =>
  given
    .map((it) => it.text)
    .filter((text) => text !== '')
    .slice(0, ANSWERS)
    .join(' · ');

/** One run in a line. */
export function RunRow({ run, onOpen }: { run: ActionRun; onOpen: () => void }) {
  const now = useNow();
  return (
    <tr className="relative border-b border-line last:border-0 hover:bg-fg/3">
      <td className={CELL}>
        <button
          type="button"
          onClick={onOpen}
          title={fullTime(run.started_at)}
          className="min-h-6 text-start font-medium after:absolute after:inset-0 hover:underline"
        >
          {ago(run.started_at, now)}
        </button>
      </td>
      <td className={cx(CELL, 'max-w-64 max-md:hidden')}>
        <span className="line-clamp-2" dir="auto">
          {firstAnswers(run) || '–'}
        </span>
      </td>
      <td className={cx(CELL, 'max-md:hidden')}>{tr(`run.by_${run.started}`)}</td>
      <td className={CELL}>{run.taken ? takenWords(run.taken) : '–'}</td>
      <td className={cx(CELL, run.end === 'failed' && 'font-medium text-danger')}>
        {tr(`run.is_${endOf(run)}`)}
      </td>
      <td className={cx(CELL, 'whitespace-nowrap tabular-nums max-md:hidden')}>
        {lastedWords(run) ?? '–'}
      </td>
    </tr>
  );
}
