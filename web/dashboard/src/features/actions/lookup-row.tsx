import { Globe } from 'lucide-react';
import type { Lookup } from '../../lib/wire';
import type { RowOf } from '../../ui/rows';
import { useBuilder } from './builder';
import { KeyField } from './field-row';
import { FoldRow } from './fold-row';
import { freeKey, renamed, renamingLookup } from './key';
import { LookupTest } from './lookup-test';
import { taken } from './names';
import { PickRows } from './pick-rows';
import { RequestFields } from './request-fields';
import { t } from './text';

interface Props {
  at: string;
  row: RowOf<Lookup>;
}

/** One request, what it last came to, and what is read from its answer. */
export function LookupRow({ at, row }: Props) {
  const { draft, change, calls, noteCalls } = useBuilder();
  const lookup = row.value;
  const last = calls[lookup.name];
  const values = (lookup.values ?? []).map((it) => it.name).join(', ');
  const rename = (wanted: string) => {
    const name = freeKey(wanted, taken(draft, lookup.name));
    if (last) noteCalls([{ ...last, lookup: name }]);
    change((old) =>
      renamed(
        { ...old, lookups: old.lookups.with(row.at, { ...lookup, name }) },
        renamingLookup(lookup.name, name),
      ),
    );
  };
  return (
    <FoldRow
      at={at}
      row={row}
      name={lookup.name}
      icon={<Globe size={16} aria-hidden />}
      summary={
        <>
          <span className="font-medium">{lookup.name}</span>{' '}
          <span className="font-mono text-sm text-muted" dir="ltr">
            {lookup.method} {lookup.address || '…'}
          </span>
          <span className="block text-sm text-muted">
            {[
              values && t('look_up.reads', { values }),
              last && t('look_up.last', { status: last.status ?? '–', ms: last.took_ms }),
            ]
              .filter(Boolean)
              .join(' · ') || t('look_up.untested')}
          </span>
        </>
      }
    >
      <RequestFields at={at} value={lookup} onChange={row.put} />
      <LookupTest lookup={lookup} place={row.at} onChange={row.put} />
      <PickRows at={`${at}.values`} place={row.at} lookup={lookup} />
      <div className="max-w-80">
        <KeyField
          at={`${at}.name`}
          label={t('look_up.name')}
          hint={t('look_up.name_hint', { name: lookup.name })}
          value={lookup.name}
          onChange={rename}
        />
      </div>
    </FoldRow>
  );
}
