import { Link } from '@tanstack/react-router';
import { Zap } from 'lucide-react';
import { useState } from 'react';
import { actionsQuery, switchAction } from '../../lib/actions-api';
import { explain } from '../../lib/api';
import { client } from '../../lib/queries';
import { t as common, locale } from '../../lib/text';
import type { ActionBrief, Actions } from '../../lib/wire';
import { Switch } from '../../ui/choice';
import { RowTools, rowKeys } from '../../ui/rows';
import { toast } from '../../ui/toast';
import { RemoveAction } from './remove';
import { START_ICONS } from './start-icons';
import { StateChip } from './state-chip';
import { t } from './text';

const number = new Intl.NumberFormat(locale);

interface Props {
  assistant: string;
  action: ActionBrief;
  leads: boolean;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
}

/** One action: what it is, what starts it, how it went, and whether visitors have it. */
export function ActionRow({ assistant, action, leads, up, down }: Props) {
  const [asking, setAsking] = useState(false);
  const { id, name, state } = action;
  return (
    <li
      data-row
      onKeyDownCapture={leads ? rowKeys({ up, down }) : undefined}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 ps-4 pe-2"
    >
      <div className="min-w-56 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/actions/$assistant/$action"
            params={{ assistant, action: id }}
            className="inline-flex min-h-6 items-center gap-2 font-semibold hover:underline"
            dir="auto"
          >
            <Zap size={16} aria-hidden className="shrink-0 text-accent" />
            {name || t('ask.unnamed')}
          </Link>
          <StateChip state={state} isChanged={action.is_changed} />
        </div>
        <Starts starts={action.starts} />
      </div>
      <Runs assistant={assistant} action={action} leads={leads} />
      {leads && (
        <div className="flex items-center gap-2">
          {state !== 'draft' && <OnOff assistant={assistant} action={action} />}
          <RowTools name={name} up={up} down={down} remove={() => setAsking(true)} />
        </div>
      )}
      <RemoveAction
        assistant={assistant}
        action={action}
        open={asking}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}

function Starts({ starts }: Pick<ActionBrief, 'starts'>) {
  const known = starts.filter((it): it is keyof typeof START_ICONS => it in START_ICONS);
  if (known.length === 0) {
    return <p className="ps-6 text-sm text-muted">{t('starts.none')}</p>;
  }
  return (
    <ul aria-label={t('starts.label')} className="flex flex-wrap gap-x-3 gap-y-1 ps-6">
      {known.map((it) => {
        const Icon = START_ICONS[it];
        return (
          <li key={it} className="flex items-center gap-1 text-sm text-muted">
            <Icon size={14} aria-hidden />
            {t(`starts.${it}`)}
          </li>
        );
      })}
    </ul>
  );
}

function Runs({ assistant, action, leads }: Pick<Props, 'assistant' | 'action' | 'leads'>) {
  const { runs, failed, id } = action;
  const words = (
    <>
      {t('actions.runs', { count: runs, n: number.format(runs) })}
      {failed > 0 && (
        <span className="font-medium text-danger">
          {' · '}
          {t('actions.failed', { count: failed, n: number.format(failed) })}
        </span>
      )}
    </>
  );
  if (!leads || runs === 0) return <p className="text-sm text-muted">{words}</p>;
  return (
    <Link
      to="/actions/$assistant/$action/runs"
      params={{ assistant, action: id }}
      search={failed > 0 ? { failed: true } : {}}
      className="min-h-6 text-sm text-muted hover:underline"
    >
      {words}
    </Link>
  );
}

function OnOff({ assistant, action }: Pick<Props, 'assistant' | 'action'>) {
  const { id, name, state } = action;
  const { queryKey } = actionsQuery(assistant);
  const show = (on: boolean) =>
    client.setQueryData<Actions>(
      queryKey,
      (old) =>
        old && {
          actions: old.actions.map((it) =>
            it.id === id ? { ...it, state: on ? 'live' : 'off' } : it,
          ),
        },
    );
  const turn = async (on: boolean) => {
    show(on);
    try {
      await switchAction(id, on);
      toast(t(on ? 'actions.went_on' : 'actions.went_off', { name }), {
        label: common('do.undo'),
        run: () => void turn(!on),
      });
    } catch (error) {
      show(!on);
      toast(explain(error, common('error.unreachable')));
    }
  };
  return (
    <Switch
      on={state === 'live'}
      onChange={(on) => void turn(on)}
      aria-label={t('actions.switch', { name })}
    />
  );
}
