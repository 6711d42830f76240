import { CornerDownRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Branch } from '../../lib/wire';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { type RowOf, RowTools, rowKeys, useRows } from '../../ui/rows';
import { blankBranch } from './blank';
import { useBuilder } from './builder';
import { ConditionRows } from './condition-rows';
import { EffectList } from './effect-list';
import { FaultLines } from './faults';
import { asked } from './key';
import { Missing } from './lookup-answer';
import { Step } from './step';
import { t } from './text';

/** What follows: the first branch that holds, else what is under "Otherwise". */
export function IfStep() {
  const { draft, change, facts, taken } = useBuilder();
  const { rows, add, box } = useRows(draft.branches, (branches) =>
    change((old) => ({ ...old, branches })),
  );
  const first = facts.find((it) => it.group === 'lookup') ?? facts[0];
  const alone = rows.length === 0;
  const names = draft.branches.flatMap((it) => asked(it.when));
  const unasked = draft.lookups.find((it) => !names.includes(`${it.name}.found`))?.name;
  return (
    <Step name="if" n={4}>
      <ol
        ref={box}
        aria-label={t('branch.list')}
        hidden={alone}
        className={alone ? undefined : 'grid gap-3'}
      >
        {rows.map((it) => (
          <Row key={it.id} row={it} isTaken={taken?.way === 'branch' && taken.place === it.at} />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Plus size={15} aria-hidden />} onClick={() => add(blankBranch(first))}>
          {t('branch.add')}
        </Button>
      </div>
      {unasked && <Missing lookup={unasked} />}
      <Box isTaken={taken?.way === 'otherwise'}>
        <p className="mb-2 flex items-center gap-2 font-semibold">
          <CornerDownRight size={16} aria-hidden className="text-accent rtl:-scale-x-100" />
          {t(alone ? 'branch.then_always' : 'branch.otherwise')}
        </p>
        <EffectList
          at="otherwise"
          label={t('branch.otherwise')}
          effects={draft.otherwise}
          onChange={(otherwise) => change((old) => ({ ...old, otherwise }))}
        />
      </Box>
    </Step>
  );
}

function Row({ row, isTaken }: { row: RowOf<Branch>; isTaken: boolean }) {
  const { value, put, at } = row;
  const name = t('branch.name', { n: at + 1 });
  return (
    <li data-row data-at={`branches.${at}`} tabIndex={-1} onKeyDownCapture={rowKeys(row)}>
      <Box isTaken={isTaken}>
        <div className="mb-1 flex items-center justify-between gap-2">
          <p className="text-sm font-semibold text-muted">{name}</p>
          <RowTools {...row} name={name} />
        </div>
        <ConditionRows
          at={`branches.${at}.when`}
          label={name}
          lead={t('cond.if')}
          value={value.when}
          onChange={(when) => put({ ...value, when })}
        />
        <div className="mt-2 md:ps-5">
          <p className="mb-1 flex items-center gap-2 font-medium">
            <CornerDownRight size={16} aria-hidden className="text-accent rtl:-scale-x-100" />
            {t('branch.then')}
          </p>
          <EffectList
            at={`branches.${at}.then`}
            label={t('branch.then_of', { n: at + 1 })}
            effects={value.then}
            onChange={(then) => put({ ...value, then })}
          />
        </div>
        <FaultLines at={`branches.${at}`} />
      </Box>
    </li>
  );
}

/** Where a way is; the one that the last test took is marked, in words and not by colour alone. */
export function Box({ isTaken, children }: { isTaken: boolean; children: ReactNode }) {
  return (
    <div
      className={cx(
        'rounded-card border p-3',
        isTaken ? 'border-accent bg-accent-soft' : 'border-line',
      )}
    >
      {isTaken && <p className="mb-2 text-sm font-medium text-accent">{t('branch.taken')}</p>}
      {children}
    </div>
  );
}
