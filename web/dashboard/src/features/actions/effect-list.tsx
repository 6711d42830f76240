import { useQuery } from '@tanstack/react-query';
import {
  Clock,
  Flag,
  type LucideIcon,
  MessageSquare,
  Play,
  Plus,
  Tag,
  UserRound,
  Variable,
  Webhook,
} from 'lucide-react';
import { actionsQuery } from '../../lib/actions-api';
import type { Effect } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { type RowOf, RowTools, rowKeys, useRows } from '../../ui/rows';
import { blankEffect, EFFECTS } from './blank';
import { useBuilder } from './builder';
import { EffectFields } from './effect-fields';
import { FaultLines } from './faults';
import { LongMenu } from './long-menu';
import { t } from './text';

export const EFFECT_ICONS: Record<Effect['do'], LucideIcon> = {
  say: MessageSquare,
  hand_off: UserRound,
  tag: Tag,
  priority: Flag,
  call_back: Clock,
  set: Variable,
  webhook: Webhook,
  start: Play,
};

/** What has to wait until something is known. */
const LATER: readonly Effect['do'][] = ['say', 'set', 'start', 'webhook'];

interface Props {
  /** Their path in the definition. */
  at: string;
  /** After what they are done. */
  label: string;
  effects: readonly Effect[];
  onChange: (effects: Effect[]) => void;
}

/** What is done, in order, a sentence each. */
export function EffectList({ at, label, effects, onChange }: Props) {
  const { action, assistant } = useBuilder();
  const all = useQuery(actionsQuery(assistant)).data?.actions ?? [];
  const other = all.find((it) => it.id !== action)?.id;
  const isFirst = at === 'first';
  const kinds = EFFECTS.filter((it) => (isFirst ? !LATER.includes(it) : it !== 'start' || other));
  const { rows, add, box } = useRows(effects, onChange);
  return (
    <div className="grid gap-2" data-at={at} tabIndex={-1}>
      {rows.length === 0 && <p className="text-sm text-muted">{t('effect.none')}</p>}
      <ol ref={box} aria-label={label} className="grid gap-2">
        {rows.map((it) => (
          <Row key={it.id} at={`${at}.${it.at}`} row={it} />
        ))}
      </ol>
      <div>
        <Menu
          align="start"
          trigger={
            <Button
              small
              look="quiet"
              icon={<Plus size={14} aria-hidden />}
              aria-label={`${t('effect.add')}: ${label}`}
            >
              {t('effect.add')}
            </Button>
          }
        >
          <LongMenu label={t('effect.add')}>
            {kinds.map((kind) => {
              const Icon = EFFECT_ICONS[kind];
              return (
                <MenuItem key={kind} onChoose={() => add(blankEffect(kind, other ?? action))}>
                  <Icon size={16} aria-hidden className="shrink-0 text-accent" />
                  <span className="min-w-0">
                    <span className="block font-medium">{t(`effect.${kind}`)}</span>
                    <span className="block text-sm text-muted">{t(`effect.${kind}_about`)}</span>
                  </span>
                </MenuItem>
              );
            })}
          </LongMenu>
        </Menu>
      </div>
      <FaultLines at={at} />
    </div>
  );
}

function Row({ at, row }: { at: string; row: RowOf<Effect> }) {
  const { value } = row;
  const Icon = EFFECT_ICONS[value.do];
  return (
    <li
      data-row
      data-at={at}
      tabIndex={-1}
      onKeyDownCapture={rowKeys(row)}
      className="rounded-control border border-line bg-bg py-1.5 ps-3 pe-1"
    >
      <div className="flex items-start gap-2 max-md:flex-wrap">
        <span className="flex min-h-8 shrink-0 items-center gap-2 font-medium max-md:flex-1">
          <Icon size={16} aria-hidden className="text-accent" />
          {t(`effect.${value.do}_lead`)}
        </span>
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-md:order-last max-md:basis-full max-md:pe-2">
          <EffectFields at={at} effect={value} onChange={row.put} />
        </div>
        <RowTools {...row} name={t(`effect.${value.do}`)} />
      </div>
      <FaultLines at={at} />
    </li>
  );
}
