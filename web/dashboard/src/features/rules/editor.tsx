import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { tagOf } from '../../lib/key-of';
import { peopleQuery } from '../../lib/queries';
import { same } from '../../lib/same';
import type { Priority, Rule } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Toggle } from '../../ui/choice';
import { ConditionList } from '../../ui/conditions/list';
import { tc } from '../../ui/conditions/text';
import { InputField, TextField } from '../../ui/field';
import { TeamSelect } from '../../ui/team-select';
import { ActionField } from './action-field';
import { blankCondition } from './compare';
import { CompareRow } from './compare-row';
import { nameOf, type Then } from './sentence';
import { t } from './text';
import { ofPart, type Part, type Wrong } from './wrong';

interface Props {
  id: string;
  n: number;
  rule: Rule;
  wrong: readonly Wrong[];
  onChange: (rule: Rule) => void;
  onClose: () => void;
}

/** A rule as a sentence to be filled in. */
export function RuleEditor({ id, n, rule, wrong, onChange, onClose }: Props) {
  const box = useRef<HTMLFieldSetElement>(null);
  const said = (part: Part) => ofPart(wrong, rule.id, part);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    // A new one is filled in first.
    if (rule.name === '') box.current?.querySelector<HTMLElement>('select')?.focus();
  }, []);
  return (
    <fieldset
      ref={box}
      id={id}
      className="mt-3 grid min-w-0 scroll-mt-16 scroll-mb-4 gap-4 rounded-card border border-line bg-bg p-3 md:ms-8 md:p-4"
    >
      <legend className="sr-only">{t('edit.label', { n, name: nameOf(rule) })}</legend>
      <ConditionList
        label={t('edit.when')}
        lead={t('edit.when')}
        value={rule.when}
        onChange={(when) => onChange(reading(rule, when))}
        blank={blankCondition}
        row={(row, label, put) => <CompareRow row={row} label={label} onChange={put} />}
      >
        <Fault what={said('when')} />
      </ConditionList>
      <ThenFields rule={rule} onChange={onChange} said={said} />
      <MarkFields rule={rule} onChange={onChange} said={said} />
      <InputField
        label={t('edit.name')}
        hint={t('edit.name_hint')}
        error={said('name')}
        value={rule.name}
        placeholder={nameOf(rule)}
        maxLength={80}
        dir="auto"
        onChange={(event) => onChange({ ...rule, name: event.target.value })}
      />
      <Toggle
        label={t('edit.watched')}
        about={t('edit.watched_about')}
        on={rule.watched ?? false}
        onChange={(watched) => onChange({ ...rule, watched })}
      />
      <Fault what={said('other')} />
      <div>
        <Button onClick={onClose}>{t('rule.done')}</Button>
      </div>
    </fieldset>
  );
}

/** Another condition; a name that only said the old one goes with it. */
function reading(rule: Rule, when: Rule['when']): Rule {
  const isOwn = rule.name !== nameOf({ name: '', when: rule.when });
  return { ...rule, when, name: isOwn ? rule.name : '' };
}

interface PartProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
  said: (part: Part) => string | undefined;
}

const THEN = ['hand_off', 'offer', 'forbid', 'answer', 'mark'] as const satisfies Then[];

function follows(rule: Rule, then: Then): Rule {
  return {
    ...rule,
    // biome-ignore lint/suspicious/noThenProperty: it is what the wire calls it.
    then: then === 'mark' ? null : then,
    // Only what is handed off is routed, and only what is not answered is told.
    team: then === 'hand_off' ? (rule.team ?? null) : null,
    message: then === 'hand_off' || then === 'forbid' ? (rule.message ?? '') : '',
    action: then === 'hand_off' || then === 'answer' ? (rule.action ?? null) : null,
  };
}

function ThenFields({ rule, onChange, said }: PartProps) {
  const then: Then = rule.then ?? 'mark';
  const id = useId();
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-6 font-medium">{t('edit.then')}</span>
        <select
          aria-label={t('edit.then_label')}
          aria-describedby={id}
          className="field w-auto font-medium"
          value={then}
          onChange={(event) => onChange(follows(rule, event.target.value as Then))}
        >
          {THEN.map((it) => (
            <option key={it} value={it}>
              {t(`then.${it}`)}
            </option>
          ))}
        </select>
        {then === 'hand_off' && <TeamField rule={rule} onChange={onChange} />}
        <p id={id} className="basis-full text-sm text-muted">
          {t(`then_about.${then}`)}
        </p>
      </div>
      <ActionField rule={rule} onChange={onChange} />
      <Fault what={said('then')} />
      <Fault what={said('team')} />
      {(then === 'hand_off' || then === 'forbid') && (
        <TextField
          label={t(`edit.message_${then}`)}
          hint={t(`edit.message_none_${then}`)}
          error={said('message')}
          rows={2}
          maxLength={500}
          dir="auto"
          placeholder={t(`edit.message_hint_${then}`)}
          value={rule.message ?? ''}
          onChange={(event) => onChange({ ...rule, message: event.target.value })}
        />
      )}
    </div>
  );
}

function TeamField({ rule, onChange }: Omit<PartProps, 'said'>) {
  const teams = useQuery(peopleQuery).data?.teams ?? [];
  const { team } = rule;
  if (teams.length === 0 && !team) return null;
  return (
    <>
      <span>{t('edit.team')}</span>
      <TeamSelect
        teams={teams}
        value={team}
        className="max-w-56"
        onChange={(team) => onChange({ ...rule, team })}
      />
    </>
  );
}

/** Tags and priority, which every rule adds that holds. */
function MarkFields({ rule, onChange, said }: PartProps) {
  return (
    <div className="grid gap-2">
      <p className="text-sm font-medium">{t('edit.marks')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <span>{t('edit.tags')}</span>
        <TagsInput value={rule.tags ?? []} onChange={(tags) => onChange({ ...rule, tags })} />
        <span>{t('edit.priority')}</span>
        <select
          aria-label={t('edit.priority_label')}
          className="field w-auto"
          value={rule.priority ?? 'normal'}
          onChange={(event) => onChange({ ...rule, priority: event.target.value as Priority })}
        >
          {(['normal', 'high', 'urgent'] as const).map((it) => (
            <option key={it} value={it}>
              {tc(`priority.${it}`)}
            </option>
          ))}
        </select>
      </div>
      <Fault what={said('tags')} />
    </div>
  );
}

/** What stands between commas, as tags. */
export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .filter((it) => /[\p{L}\p{N}]/u.test(it))
      .map(tagOf),
  ),
];

interface TagsProps {
  value: readonly string[];
  onChange: (tags: string[]) => void;
}

function TagsInput({ value, onChange }: TagsProps) {
  const [raw, setRaw] = useState(value.join(', '));
  // Somebody discarded what was written.
  const shown = same(tagsIn(raw), value) ? raw : value.join(', ');
  return (
    <input
      aria-label={t('edit.tags_label')}
      title={t('edit.tags_about')}
      className="field w-auto min-w-40 flex-1"
      placeholder={t('edit.tags_hint')}
      value={shown}
      onChange={(event) => {
        setRaw(event.target.value);
        onChange(tagsIn(event.target.value));
      }}
      onBlur={() => setRaw(value.join(', '))}
      dir="auto"
    />
  );
}

function Fault({ what }: { what: string | undefined }): ReactNode {
  if (!what) return null;
  return (
    <p role="alert" className="mt-1 flex items-start gap-1.5 text-sm text-danger">
      <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
      {what}
    </p>
  );
}
