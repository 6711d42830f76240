import { type ReactNode, useRef, useState } from 'react';
import { keyOf } from '../../lib/key-of';
import { lines } from '../../lib/lines';
import type { ButtonPlace, Starts } from '../../lib/wire';
import { Toggle } from '../../ui/choice';
import { CopyBox } from '../../ui/copy';
import { Field, InputField, TextField } from '../../ui/field';
import { useBuilder } from './builder';
import { useFault } from './faults';
import { OnlyWhere } from './only-where';
import { START_ICONS } from './start-icons';
import { Step } from './step';
import { t } from './text';

/** What starts it, and for whom. */
export function WhenStep() {
  const { draft, change } = useBuilder();
  const { starts, name } = draft;
  const put = (now: Partial<Starts>) =>
    change((old) => ({ ...old, starts: { ...old.starts, ...now } }));
  return (
    <Step name="when" n={1}>
      <Way
        kind="button"
        value={starts.button}
        none={null}
        begin={() => ({ label: name.slice(0, 40), place: 'greeting' as const })}
        onChange={(button) => put({ button })}
      >
        {(button) => <ButtonFields value={button} onChange={(now) => put({ button: now })} />}
      </Way>
      <Way
        kind="phrases"
        value={starts.phrases.length > 0 ? starts.phrases : null}
        none={[]}
        begin={() => []}
        onChange={(phrases) => put({ phrases })}
      >
        {(phrases) => <Phrases value={phrases} onChange={(now) => put({ phrases: now })} />}
      </Way>
      <Way
        kind="judged"
        value={starts.judged}
        none={null}
        begin={() => ({ use_when: '', do_not_use_when: '' })}
        onChange={(judged) => put({ judged })}
      >
        {(judged) => <JudgedFields value={judged} onChange={(now) => put({ judged: now })} />}
      </Way>
      <Way
        kind="teammate"
        value={starts.teammate || null}
        none={false}
        begin={() => true}
        onChange={(teammate) => put({ teammate })}
      />
      <Way
        kind="script"
        value={starts.script}
        none={null}
        begin={() => keyOf(name, 'action')}
        onChange={(script) => put({ script })}
      >
        {(script) => <Script value={script} onChange={(now) => put({ script: now })} />}
      </Way>
      <OnlyWhere />
    </Step>
  );
}

interface WayProps<T> {
  kind: keyof typeof START_ICONS;
  /** None where it does not start so. */
  value: T | null;
  none: T | null;
  begin: () => T;
  onChange: (value: never) => void;
  children?: (value: T) => ReactNode;
}

/** One way to start: off, or on with what it needs. What was there comes back when it is on again. */
function Way<T>({ kind, value, none, begin, onChange, children }: WayProps<T>) {
  const [wanted, setWanted] = useState(false);
  const last = useRef(value);
  if (value !== null) last.current = value;
  const on = value !== null || wanted;
  const turn = (now: boolean) => {
    setWanted(now);
    onChange((now ? (last.current ?? begin()) : none) as never);
  };
  const Icon = START_ICONS[kind];
  return (
    <div>
      <div className="flex items-start gap-2.5">
        <Icon size={18} aria-hidden className="mt-0.5 shrink-0 text-accent" />
        <div className="min-w-0 flex-1">
          <Toggle
            label={t(`start.${kind}`)}
            about={t(`start_about.${kind}`)}
            on={on}
            onChange={turn}
          />
        </div>
      </div>
      {on && children && (
        <div className="mt-2 grid gap-4 ps-8">{children(value ?? last.current ?? begin())}</div>
      )}
    </div>
  );
}

interface Props<T> {
  value: T;
  onChange: (value: T) => void;
}

const PLACES = ['greeting', 'menu', 'declined'] as const satisfies ButtonPlace[];

function ButtonFields({ value, onChange }: Props<NonNullable<Starts['button']>>) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <InputField
        label={t('start.button_label')}
        error={useFault('starts.button.label')}
        data-at="starts.button.label"
        dir="auto"
        value={value.label}
        onChange={(event) => onChange({ ...value, label: event.target.value })}
      />
      <Field label={t('start.button_place')}>
        {(ids) => (
          <select
            {...ids}
            className="field"
            value={value.place}
            onChange={(event) => onChange({ ...value, place: event.target.value as ButtonPlace })}
          >
            {PLACES.map((it) => (
              <option key={it} value={it}>
                {t(`place.${it}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

function Phrases({ value, onChange }: Props<string[]>) {
  const [raw, setRaw] = useState(value.join('\n'));
  // An empty line that is being written is no phrase yet, and stays in sight.
  const shown = lines(raw).join('\n') === value.join('\n') ? raw : value.join('\n');
  return (
    <TextField
      label={t('start.phrases_label')}
      hint={t('start.phrases_hint', { count: value.length })}
      error={useFault('starts.phrases')}
      data-at="starts.phrases"
      className="field-sizing-content min-h-24"
      rows={4}
      dir="auto"
      placeholder={t('start.phrases_example')}
      value={shown}
      onChange={(event) => {
        setRaw(event.target.value);
        onChange(lines(event.target.value));
      }}
    />
  );
}

function JudgedFields({ value, onChange }: Props<NonNullable<Starts['judged']>>) {
  const row = (name: 'use_when' | 'do_not_use_when', error: string | undefined) => (
    <TextField
      label={t(`start.${name}`)}
      error={error}
      data-at={`starts.judged.${name}`}
      className="field-sizing-content min-h-16"
      rows={2}
      dir="auto"
      placeholder={t(`start.${name}_example`)}
      value={value[name]}
      onChange={(event) => onChange({ ...value, [name]: event.target.value })}
    />
  );
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {row('use_when', useFault('starts.judged.use_when'))}
      {row('do_not_use_when', useFault('starts.judged.do_not_use_when'))}
    </div>
  );
}

function Script({ value, onChange }: Props<string>) {
  return (
    <>
      <InputField
        label={t('start.script_name')}
        error={useFault('starts.script')}
        data-at="starts.script"
        className="max-w-56 font-mono"
        dir="ltr"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <CopyBox label={t('start.script_snippet')} text={`baton('action', '${value}')`} />
    </>
  );
}
