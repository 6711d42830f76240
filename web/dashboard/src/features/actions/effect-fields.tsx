import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { actionsQuery } from '../../lib/actions-api';
import { keyOf, tagOf } from '../../lib/key-of';
import { peopleQuery } from '../../lib/queries';
import type { Effect } from '../../lib/wire';
import { TeamSelect } from '../../ui/team-select';
import { useBuilder } from './builder';
import { Fold } from './fold';
import { NumberInput } from './number-input';
import { RequestFields } from './request-fields';
import { t } from './text';
import { ValueText } from './value-text';

interface Props<E extends Effect = Effect> {
  at: string;
  effect: E;
  onChange: (effect: Effect) => void;
}

type Of<K extends Effect['do']> = Extract<Effect, { do: K }>;

/** The rest of an effect's sentence. */
export function EffectFields({ at, effect, onChange }: Props): ReactNode {
  switch (effect.do) {
    case 'say':
      return (
        <ValueText
          inline
          rows={2}
          at={`${at}.text`}
          label={t('effect.say_text')}
          placeholder={t('effect.say_hint')}
          value={effect.text}
          onChange={(text) => onChange({ ...effect, text })}
        />
      );
    case 'tag':
      return (
        <Plain
          at={`${at}.tag`}
          label={t('effect.tag_name')}
          placeholder={t('effect.tag_hint')}
          value={effect.tag}
          onChange={(tag) => onChange({ ...effect, tag })}
          tidy={tagOf}
        />
      );
    case 'priority':
      return <PriorityField effect={effect} onChange={onChange} />;
    case 'hand_off':
      return <HandOff at={at} effect={effect} onChange={onChange} />;
    case 'call_back':
      return (
        <>
          <NumberInput
            label={t('effect.call_back_minutes')}
            at={`${at}.within_min`}
            value={effect.within_min}
            onChange={(value) => onChange({ ...effect, within_min: Math.round(value ?? 0) })}
          />
          <span>{t('effect.minutes')}</span>
        </>
      );
    case 'set':
      return <SetFields at={at} effect={effect} onChange={onChange} />;
    case 'webhook':
      return (
        <Fold
          at={[`${at}.request`]}
          isOpen={effect.request.address === ''}
          summary={`${effect.request.method} ${effect.request.address || t('effect.webhook_open')}`}
        >
          <RequestFields
            at={`${at}.request`}
            value={effect.request}
            onChange={(request) => onChange({ ...effect, request })}
          />
        </Fold>
      );
    case 'start':
      return <StartFields at={at} effect={effect} onChange={onChange} />;
  }
}

function PriorityField({ effect, onChange }: Omit<Props<Of<'priority'>>, 'at'>) {
  return (
    <select
      aria-label={t('effect.priority_name')}
      className="field w-auto"
      value={effect.priority}
      onChange={(event) =>
        onChange({ ...effect, priority: event.target.value as Of<'priority'>['priority'] })
      }
    >
      {(['normal', 'high', 'urgent'] as const).map((it) => (
        <option key={it} value={it}>
          {t(`priority.${it}`)}
        </option>
      ))}
    </select>
  );
}

function HandOff({ at, effect, onChange }: Props<Of<'hand_off'>>) {
  const teams = useQuery(peopleQuery).data?.teams ?? [];
  return (
    <>
      <TeamSelect
        at={`${at}.team`}
        teams={teams}
        value={effect.team}
        onChange={(team) => onChange({ ...effect, team })}
      />
      <span>{t('effect.hand_off_reason_lead')}</span>
      {/* It may be long, so it has a row of its own. */}
      <div className="flex min-w-0 basis-full">
        <ValueText
          inline
          rows={1}
          at={`${at}.reason`}
          label={t('effect.hand_off_reason')}
          placeholder={t('effect.hand_off_hint')}
          value={effect.reason}
          onChange={(reason) => onChange({ ...effect, reason })}
        />
      </div>
    </>
  );
}

function SetFields({ at, effect, onChange }: Props<Of<'set'>>) {
  return (
    <>
      <Plain
        at={`${at}.name`}
        label={t('effect.set_name')}
        placeholder={t('effect.set_name_hint')}
        value={effect.name}
        onChange={(name) => onChange({ ...effect, name })}
        tidy={keyOf}
      />
      <span>{t('effect.set_to')}</span>
      <ValueText
        inline
        at={`${at}.value`}
        label={t('effect.set_value')}
        value={effect.value}
        onChange={(value) => onChange({ ...effect, value })}
      />
    </>
  );
}

function StartFields({ at, effect, onChange }: Props<Of<'start'>>) {
  const { assistant, action } = useBuilder();
  const all = useQuery(actionsQuery(assistant)).data?.actions ?? [];
  const others = all.filter((it) => it.id !== action);
  const isKnown = others.some((it) => it.id === effect.action);
  return (
    <select
      aria-label={t('effect.start_name')}
      data-at={`${at}.action`}
      className="field w-auto"
      value={effect.action}
      onChange={(event) => onChange({ ...effect, action: event.target.value })}
    >
      {!isKnown && <option value={effect.action}>{t('cond.choose')}</option>}
      {others.map((it) => (
        <option key={it.id} value={it.id}>
          {it.name}
        </option>
      ))}
    </select>
  );
}

interface PlainProps {
  at: string;
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** What becomes of it once it is left. */
  tidy: (value: string) => string;
}

function Plain({ at, label, placeholder, value, onChange, tidy }: PlainProps) {
  return (
    <input
      aria-label={label}
      data-at={at}
      className="field w-auto max-md:w-full"
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => value.trim() && tidy(value) !== value && onChange(tidy(value))}
      dir="auto"
    />
  );
}
