import { useState } from 'react';
import { keyOf } from '../../lib/key-of';
import type { Field, FieldKind } from '../../lib/wire';
import { Toggle } from '../../ui/choice';
import { InputField, Field as Labelled } from '../../ui/field';
import type { RowOf } from '../../ui/rows';
import { blankKind, KINDS } from './blank';
import { useBuilder } from './builder';
import { useFault } from './faults';
import { Fold } from './fold';
import { FoldRow } from './fold-row';
import { follows, freeKey, renamed, renaming } from './key';
import { KindFields } from './kind-fields';
import { KIND_ICONS } from './kinds';
import { KnownFromRows } from './known-from';
import { taken } from './names';
import type { Sample } from './sample';
import { t } from './text';

/** Files and consent are only the visitor's to give. */
const canBeKnown = ({ kind }: Field) => kind.type !== 'file' && kind.type !== 'consent';

/** What is rarely changed. */
const MORE = ['key', 'help', 'message', 'known_from'];

interface Props {
  at: string;
  row: RowOf<Field>;
}

/** One thing that is asked. */
export function FieldRow({ at, row }: Props) {
  const { draft, change, setSample } = useBuilder();
  const field = row.value;
  const Icon = KIND_ICONS[field.kind.type];
  const others = taken(draft, field.key);
  // A key that changes does so wherever it is named.
  const put = (now: Field) => {
    const to = { value: renaming(field.key, now.key) };
    change((old) => renamed({ ...old, fields: old.fields.with(row.at, now) }, to));
    if (now.key !== field.key) setSample((old) => carried(old, field.key, now.key));
  };
  const relabel = (label: string) => {
    const key = follows(field.key, field.label) ? freeKey(keyOf(label), others) : field.key;
    put({ ...field, label, key });
  };
  return (
    <FoldRow
      at={at}
      row={row}
      name={field.label}
      icon={<Icon size={16} aria-hidden />}
      summary={<Summary field={field} />}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <LabelField at={at} label={field.label} onChange={relabel} />
        <KindSelect
          kind={field.kind}
          lookup={draft.lookups[0]?.name ?? ''}
          onChange={(kind) => put({ ...field, kind })}
        />
      </div>
      <KindFields
        at={`${at}.kind`}
        kind={field.kind}
        onChange={(kind) => put({ ...field, kind })}
      />
      <Toggle
        label={t('ask.required')}
        on={field.required ?? false}
        onChange={(required) => put({ ...field, required })}
      />
      <More at={at} field={field} others={others} onChange={put} />
    </FoldRow>
  );
}

/** What a field was tried with stays with it. */
function carried(old: Sample, from: string, into: string): Sample {
  const answer = old.fields[from];
  return answer === undefined ? old : { ...old, fields: { ...old.fields, [into]: answer } };
}

function Summary({ field }: { field: Field }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="font-medium" dir="auto">
        {field.label || t('ask.unnamed')}
      </span>
      <span className="text-sm text-muted">
        {t(`kind.${field.kind.type}`)}
        {!field.required && ` · ${t('ask.is_optional')}`}
      </span>
      <code className="rounded bg-accent-soft px-1 text-xs text-accent" dir="ltr">
        {`{{${field.key}}}`}
      </code>
    </span>
  );
}

interface MoreProps {
  at: string;
  field: Field;
  /** Names that are taken. */
  others: readonly string[];
  onChange: (field: Field) => void;
}

function More({ at, field, others, onChange }: MoreProps) {
  const text = (name: 'help' | 'message') => (
    <InputField
      label={t(`ask.${name}`)}
      hint={t(`ask.${name}_hint`)}
      data-at={`${at}.${name}`}
      dir="auto"
      value={field[name] ?? ''}
      onChange={(event) => onChange({ ...field, [name]: event.target.value })}
    />
  );
  return (
    <Fold at={MORE.map((it) => `${at}.${it}`)} summary={t('ask.more')}>
      <div className="grid gap-4 md:grid-cols-2">
        {text('help')}
        {text('message')}
        <KeyField
          at={`${at}.key`}
          value={field.key}
          hint={t('ask.key_hint')}
          onChange={(key) => onChange({ ...field, key: freeKey(key, others) })}
        />
      </div>
      {(canBeKnown(field) || (field.known_from ?? []).length > 0) && (
        <KnownFromRows
          at={`${at}.known_from`}
          value={field.known_from ?? []}
          onChange={(known_from) => onChange({ ...field, known_from })}
        />
      )}
    </Fold>
  );
}

interface LabelProps {
  at: string;
  label: string;
  onChange: (label: string) => void;
}

function LabelField({ at, label, onChange }: LabelProps) {
  return (
    <InputField
      label={t('ask.label')}
      hint={t('ask.label_hint')}
      error={useFault(`${at}.label`)}
      data-at={`${at}.label`}
      dir="auto"
      value={label}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface KindProps {
  kind: FieldKind;
  lookup: string;
  onChange: (kind: FieldKind) => void;
}

/** Another kind keeps what both have, such as what there is to choose from. */
function KindSelect({ kind, lookup, onChange }: KindProps) {
  const choose = (type: FieldKind['type']) => {
    const blank = blankKind(type, lookup) as Record<string, unknown>;
    const kept = Object.entries(kind).filter(([name]) => name in blank && name !== 'type');
    onChange({ ...blank, ...Object.fromEntries(kept) } as FieldKind);
  };
  return (
    <Labelled label={t('ask.kind')} hint={t(`kind_about.${kind.type}`)}>
      {(ids) => (
        <select
          {...ids}
          className="field"
          value={kind.type}
          onChange={(event) => choose(event.target.value as FieldKind['type'])}
        >
          {KINDS.map((type) => (
            <option key={type} value={type}>
              {t(`kind.${type}`)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface KeyProps {
  at: string;
  value: string;
  hint: string;
  label?: string;
  onChange: (key: string) => void;
}

/** A name for texts and requests. It counts when it is left, so that half of one never does. */
export function KeyField({ at, value, hint, label, onChange }: KeyProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    const key = typed === null ? '' : keyOf(typed, '');
    if (key) onChange(key);
    setTyped(null);
  };
  return (
    <InputField
      label={label ?? t('ask.key')}
      hint={hint}
      error={useFault(at)}
      data-at={at}
      className="font-mono"
      dir="ltr"
      spellCheck={false}
      autoComplete="off"
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}
