import { Link } from '@tanstack/react-router';
import type { HandoffCounts } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { whyOf } from './row';
import { t } from './text';

const HEAD = 'px-3 py-2 text-start font-medium';
const CELL = 'px-3 py-2 tabular-nums';

/** What became of the handoffs by each rule, the most frequent first. */
export function Counts({ counts }: { counts: readonly HandoffCounts[] }) {
  if (counts.length === 0) return null;
  return (
    <section aria-labelledby="by-rule" className="mb-6">
      <h2 id="by-rule" className="mb-2 text-lg font-semibold">
        {t('handoffs.by_rule')}
      </h2>
      <div className="overflow-x-auto rounded-card border border-line bg-panel shadow-card">
        <table className="w-full text-sm">
          <thead className="border-b border-line text-muted">
            <tr>
              {(['rule', 'count', 'missed', 'right', 'answerable'] as const).map((it) => (
                <th key={it} scope="col" className={HEAD}>
                  {t(`handoffs.col_${it}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((it) => (
              <tr key={it.rule?.id ?? it.reason} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-2 text-start font-medium">
                  <Link
                    to="/rules/handoffs"
                    search={it.rule ? { rule: it.rule.id } : { reason: it.reason }}
                    className="text-accent hover:underline"
                  >
                    {whyOf(it)}
                  </Link>
                </th>
                <td className={CELL}>{it.handoffs}</td>
                <td className={cx(CELL, it.missed > 0 && 'font-medium text-danger')}>
                  {it.missed}
                </td>
                <td className={CELL}>{it.right}</td>
                <td className={CELL}>{it.answerable}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
