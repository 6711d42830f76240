import { keyOf } from '../../lib/key-of';
import type { Lookup, Picked, PickedKind } from '../../lib/wire';
import { type RowOf, RowTools, rowKeys, useRows } from '../../ui/rows';
import { useBuilder } from './builder';
import { FaultLines, useFault } from './faults';
import { found, parsed } from './json';
import { freeKey, renamed, renaming } from './key';
import { t } from './text';

const KINDS = ['text', 'number', 'flag', 'list'] as const satisfies PickedKind[];

interface Props {
  at: string;
  /** Which lookup it is. */
  place: number;
  lookup: Lookup;
}

/** What is read from the answer, by a name each. */
export function PickRows({ at, place, lookup }: Props) {
  const { change, calls } = useBuilder();
  const values = lookup.values ?? [];
  const answer = parsed(calls[lookup.name]?.answer);
  const put = (now: Picked[]) =>
    change((old) => ({
      ...old,
      lookups: old.lookups.with(place, { ...lookup, values: now }),
    }));
  const { rows, box } = useRows(values, put);
  // A value that is called something else is so wherever it is named.
  const rename = (of: number, wanted: string) => {
    const taken = values.filter((_, other) => other !== of).map((it) => it.name);
    const one = values[of];
    if (!one) return;
    const name = freeKey(wanted, taken);
    const now = { ...lookup, values: values.with(of, { ...one, name }) };
    const to = renaming(`${lookup.name}.${one.name}`, `${lookup.name}.${name}`);
    change((old) => renamed({ ...old, lookups: old.lookups.with(place, now) }, { value: to }));
  };
  return (
    <div className="grid gap-2" data-at={at} tabIndex={-1}>
      <p>
        <span className="block text-sm font-medium">{t('picked.title')}</span>
        {rows.length === 0 && <span className="text-sm text-muted">{t('picked.none')}</span>}
      </p>
      <ol ref={box} aria-label={t('picked.title')} className="grid gap-2">
        {rows.map((it) => (
          <Row
            key={it.id}
            at={`${at}.${it.at}`}
            row={it}
            now={answer === undefined ? undefined : found(answer, it.value.pointer)}
            onRename={(name) => rename(it.at, name)}
          />
        ))}
      </ol>
      <FaultLines at={at} />
    </div>
  );
}

interface RowProps {
  at: string;
  row: RowOf<Picked>;
  /** What stood there in the last answer. */
  now: unknown;
  onRename: (name: string) => void;
}

function Row({ at, row, now, onRename }: RowProps) {
  const { value, put } = row;
  return (
    <li
      data-row
      data-at={at}
      tabIndex={-1}
      onKeyDownCapture={rowKeys(row)}
      className="rounded-control border border-line bg-bg p-2"
    >
      <div className="flex flex-wrap items-center gap-2">
        <NameInput at={`${at}.name`} value={value.name} onChange={onRename} />
        <select
          aria-label={t('picked.kind', { name: value.name })}
          className="field w-auto max-md:w-full"
          value={value.kind}
          onChange={(event) => put({ ...value, kind: event.target.value as PickedKind })}
        >
          {KINDS.map((it) => (
            <option key={it} value={it}>
              {t(`picked_kind.${it}`)}
            </option>
          ))}
        </select>
        <input
          aria-label={t('picked.pointer', { name: value.name })}
          data-at={`${at}.pointer`}
          className="field w-auto max-w-56 font-mono max-md:w-full max-md:max-w-none"
          dir="ltr"
          spellCheck={false}
          value={value.pointer}
          onChange={(event) => put({ ...value, pointer: event.target.value.trim() })}
        />
        <label className="flex min-h-8 cursor-pointer items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={value.required ?? false}
            onChange={(event) => put({ ...value, required: event.target.checked })}
          />
          {t('picked.required')}
        </label>
        {now !== undefined && (
          <span className="min-w-0 truncate font-mono text-sm text-muted" dir="auto">
            {t('picked.now', { value: JSON.stringify(now) })}
          </span>
        )}
        <span className="ms-auto">
          <RowTools {...row} name={value.name} />
        </span>
      </div>
      <FaultLines at={at} />
    </li>
  );
}

interface NameProps {
  at: string;
  value: string;
  onChange: (name: string) => void;
}

function NameInput({ at, value, onChange }: NameProps) {
  const fault = useFault(at);
  return (
    <input
      key={value}
      aria-label={t('picked.name')}
      aria-invalid={fault ? true : undefined}
      title={fault}
      data-at={at}
      className="field w-auto max-w-48 font-mono max-md:w-full max-md:max-w-none"
      dir="ltr"
      spellCheck={false}
      defaultValue={value}
      onBlur={(event) => {
        const name = keyOf(event.target.value, '');
        if (name && name !== value) onChange(name);
        else event.target.value = value;
      }}
    />
  );
}
