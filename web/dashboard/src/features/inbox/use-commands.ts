// What a teammate can do with the conversation now, by button and by key.
import { useState } from 'react';
import { type Action, useActions } from '../../lib/actions';
import { command, type PlainCommand } from '../../lib/live/index';
import { t } from '../../lib/text';
import type { OwnerNow } from '../../lib/wire';
import { toast } from '../../ui/toast';
import type { Tab } from './composer';

export interface Commands {
  busy: PlainCommand | null;
  run: (type: PlainCommand) => Promise<void>;
  can: Record<PlainCommand, boolean>;
}

export function allowed(owner: OwnerNow | undefined, me: string): Commands['can'] {
  const resolved = owner?.is === 'resolved';
  const mine = owner?.is === 'teammate' && owner.teammate.id === me;
  const others = owner?.is === 'teammate' && !mine;
  return {
    take_over: Boolean(owner) && !mine && !resolved,
    hand_back: mine || owner?.is === 'queue',
    resolve: Boolean(owner) && !resolved && !others,
    reopen: resolved,
  };
}

export function useCommands(
  conversation: string,
  owner: OwnerNow | undefined,
  me: string,
  onTab: (tab: Tab) => void,
): Commands {
  const [busy, setBusy] = useState<PlainCommand | null>(null);
  const can = allowed(owner, me);
  const run = async (type: PlainCommand) => {
    setBusy(type);
    const wrong = await command(conversation, type);
    setBusy(null);
    if (wrong === 'unreachable') toast(t('error.unreachable'));
    else if (wrong && !['taken_by', 'stale'].includes(wrong.code)) toast(wrong.detail);
    else if (wrong) return;
    else done(type, () => void run('reopen'));
  };
  const action = (id: PlainCommand, label: string): Action[] =>
    can[id] ? [{ id, label, group: 'conversation', run: () => void run(id) }] : [];
  const tab = (id: Tab): Action => ({
    id,
    label: t(`key.${id}`),
    group: 'conversation',
    run: () => {
      onTab(id);
      requestAnimationFrame(() => document.getElementById('composer')?.focus());
    },
  });
  useActions([
    ...action('take_over', t('key.take_over')),
    tab('reply'),
    tab('note'),
    ...action('hand_back', t('key.hand_back')),
    ...action('resolve', t('key.resolve')),
    ...action('reopen', t('do.reopen')),
  ]);
  return { busy, run, can };
}

function done(type: PlainCommand, reopen: () => void): void {
  if (type === 'resolve') toast(t('done.resolved'), { label: t('do.undo'), run: reopen });
  if (type === 'hand_back') toast(t('done.handed_back'));
  if (type === 'take_over') {
    requestAnimationFrame(() => document.getElementById('composer')?.focus());
  }
}
