import { useState } from 'react';
import type { Field, FieldKind } from '../../lib/actions-api';
import { Toggle } from '../../ui/choice';
import { InputField, Field as Labelled } from '../../ui/field';
import { blankKind, KINDS } from './blank';
import { useBuilder } from './builder';
import { useFault } from './faults';
import { Fold } from './fold';
import { FoldRow } from './fold-row';
import { follows, freeKey, keyOf, renamed, renaming } from './key';
import { KindFields } from './kind-fields';
import { KIND_ICONS } from './kinds';
import { KnownFromRows } from './known-from';
import type { RowOf } from './rows';
import { t } from './text';

/** What is rarely changed. */
const MORE = ['key', 'help', 'message', 'known_from'];

interface Props {
  at: string;
  row: RowOf<Field>;
}

/** One thing that is asked. */
export function FieldRow({ at, row }: Props) {
  const { draft, change } = useBuilder();
  const field = row.value;
  const Icon = KIND_ICONS[field.kind.type];
  const taken = draft.fields.filter((_, other) => other !== row.at).map((it) => it.key);
  // A key that changes does so wherever it is named.
  const put = (now: Field) =>
    change((old) =>
      renamed(
        { ...old, fields: old.fields.with(row.at, now) },
        { value: renaming(field.key, now.key) },
      ),
    );
  const relabel = (label: string) => {
    const key = follows(field.key, field.label) ? freeKey(keyOf(label), taken) : field.key;
    put({ ...field, label, key });
  };
  return (
    <FoldRow
      at={at}
      row={row}
      name={field.label}
      icon={<Icon size={16} aria-hidden />}
      summary={
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
      }
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
      <Fold at={MORE.map((it) => `${at}.${it}`)} summary={t('ask.more')}>
        <div className="grid gap-4 md:grid-cols-2">
          <InputField
            label={t('ask.help')}
            hint={t('ask.help_hint')}
            dir="auto"
            value={field.help ?? ''}
            onChange={(event) => put({ ...field, help: event.target.value })}
          />
          <InputField
            label={t('ask.message')}
            hint={t('ask.message_hint')}
            dir="auto"
            value={field.message ?? ''}
            onChange={(event) => put({ ...field, message: event.target.value })}
          />
          <KeyField
            at={`${at}.key`}
            value={field.key}
            hint={t('ask.key_hint')}
            onChange={(key) => put({ ...field, key: freeKey(key, taken) })}
          />
        </div>
        <KnownFromRows
          at={`${at}.known_from`}
          value={field.known_from ?? []}
          onChange={(known_from) => put({ ...field, known_from })}
        />
      </Fold>
    </FoldRow>
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
