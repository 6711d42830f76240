import { money } from '../../lib/money';
import type { Sum } from './sums';
import { t } from './text';
import { count } from './words';

interface Props {
  /** What the rows are told apart by. */
  label: string;
  rows: [string, Sum][];
  sum: Sum;
}

const CELL = 'border-t border-line py-1.5 ps-3 text-end align-top whitespace-nowrap tabular-nums';

export function SumTable({ label, rows, sum }: Props) {
  return (
    // On a phone it is wider than its card, and is scrolled by keys as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section aria-label={label} tabIndex={0} className="mt-2 overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="py-1.5 text-start font-medium">
              {label}
            </th>
            {(['calls', 'cost', 'read', 'written'] as const).map((it) => (
              <th
                key={it}
                scope="col"
                className="py-1.5 ps-3 text-end font-medium whitespace-nowrap"
              >
                {t(`usage.${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, it]) => (
            <Row key={name} name={name} sum={it} />
          ))}
          {rows.length > 1 && <Row name={t('usage.all')} sum={sum} strong />}
        </tbody>
      </table>
    </section>
  );
}

function Row({ name, sum, strong }: { name: string; sum: Sum; strong?: boolean }) {
  return (
    <tr className={strong ? 'font-semibold' : 'font-normal'}>
      <th
        scope="row"
        className="min-w-28 border-t border-line py-1.5 text-start [font-weight:inherit]"
      >
        <bdi>{name}</bdi>
      </th>
      <td className={CELL}>{count(sum.calls)}</td>
      <td className={CELL}>{money(sum.cost)}</td>
      <td className={CELL}>{count(sum.read)}</td>
      <td className={CELL}>{count(sum.written)}</td>
    </tr>
  );
}
