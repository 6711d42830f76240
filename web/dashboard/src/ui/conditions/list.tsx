import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { fromRows, type Row, toRows } from '../../lib/conditions';
import type { Condition } from '../../lib/wire';
import { Button } from '../button';
import { RowTools, rowKeys, useRows } from '../rows';
import { tc } from './text';

interface Props {
  /** Its path, where somebody may be led to it. */
  at?: string;
  /** Heard before its controls: of what it is. */
  label: string;
  value: Condition;
  onChange: (value: Condition) => void;
  /** What is said before the first row. */
  lead: string;
  /** What a row that is added begins with. */
  blank: () => Condition;
  row: (row: Row, label: string, onChange: (row: Row) => void) => ReactNode;
  /** What is wrong with it. */
  children?: ReactNode;
}

/** A condition as sentences that all or any have to hold. */
export function ConditionList({ at, label, value, onChange, lead, blank, row, children }: Props) {
  const { join, rows: list } = toRows(value);
  const { rows, add, box } = useRows(list, (rows) => onChange(fromRows({ join, rows })));
  const more = () => {
    const first = toRows(blank()).rows[0];
    if (first) add(first);
  };
  return (
    <fieldset className="min-w-0" data-at={at} tabIndex={-1}>
      <legend className="sr-only">{label}</legend>
      <ol ref={box} className="grid gap-2">
        {rows.map((it) => (
          <li
            key={it.id}
            data-row
            onKeyDownCapture={rowKeys(it)}
            className="flex flex-wrap items-center gap-2"
          >
            <span className="min-w-6 font-medium max-md:flex-1">
              {it.at === 0 ? lead : tc(`cond.${join}`)}
            </span>
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-md:order-last max-md:basis-full">
              {row(it.value, `${label} ${it.at + 1}`, it.put)}
            </div>
            <RowTools
              {...it}
              remove={rows.length > 1 ? it.remove : undefined}
              name={tc('cond.row', { n: it.at + 1 })}
            />
          </li>
        ))}
      </ol>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button small look="quiet" icon={<Plus size={14} aria-hidden />} onClick={more}>
          {tc('cond.add')}
        </Button>
        {rows.length > 1 && (
          <select
            aria-label={tc('cond.join')}
            className="field w-auto max-md:w-full"
            value={join}
            onChange={(event) =>
              onChange(fromRows({ join: event.target.value as 'all' | 'any', rows: list }))
            }
          >
            <option value="all">{tc('cond.join_all')}</option>
            <option value="any">{tc('cond.join_any')}</option>
          </select>
        )}
      </div>
      {children}
    </fieldset>
  );
}

/** What only the API can say, as a sentence. */
export function ByApi({ words }: { words: string }) {
  return (
    <p className="min-w-0 flex-1 rounded-control border border-line bg-bg px-3 py-1.5">
      {words}
      <span className="block text-xs text-muted">{tc('cond.by_api')}</span>
    </p>
  );
}
