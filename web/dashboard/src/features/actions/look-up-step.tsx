import { Plus } from 'lucide-react';
import { Button } from '../../ui/button';
import { useRows } from '../../ui/rows';
import { blankLookup } from './blank';
import { useBuilder } from './builder';
import { LookupRow } from './lookup-row';
import { taken } from './names';
import { Step } from './step';
import { t } from './text';

/** What it asks programs of the owner, in order. */
export function LookUpStep() {
  const { draft, change } = useBuilder();
  const { rows, add, box } = useRows(draft.lookups, (lookups) =>
    change((old) => ({ ...old, lookups })),
  );
  return (
    <Step name="look_up" n={3}>
      {rows.length === 0 && <p className="text-muted">{t('look_up.none')}</p>}
      <ol
        ref={box}
        aria-label={t('step.look_up')}
        hidden={rows.length === 0}
        className={rows.length > 0 ? 'grid gap-2' : undefined}
      >
        {rows.map((it) => (
          <LookupRow key={it.id} at={`lookups.${it.at}`} row={it} />
        ))}
      </ol>
      <div>
        <Button
          icon={<Plus size={15} aria-hidden />}
          onClick={() => add(blankLookup(taken(draft), t('look_up.new_name')))}
        >
          {t('look_up.add')}
        </Button>
      </div>
    </Step>
  );
}
