import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { t } from '../../lib/page-text';
import { type PushState, pushState, switchOff, switchOn, tryPush } from '../../lib/push';
import { Button } from '../../ui/button';
import { Toggle } from '../../ui/choice';
import { toast } from '../../ui/toast';

const KEY = ['push'];

/** Notices on this device while Baton is closed. */
export function PushChoice() {
  const state = useQuery({ queryKey: KEY, queryFn: pushState, staleTime: 0 }).data;
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<PushState>) => {
    setBusy(true);
    try {
      client.setQueryData(KEY, await work());
    } catch (error) {
      toast(explain(error, t('push.failed')));
    }
    setBusy(false);
  };
  const test = () =>
    attempt(async () => {
      await tryPush();
      toast(t('push.sent'));
    });
  if (!state) return null;
  const can = state === 'on' || state === 'off';
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <Toggle
        label={t('push.label')}
        about={can ? t('push.about') : t(`push.${state}`)}
        on={state === 'on'}
        disabled={!can || busy}
        onChange={(on) => void act(on ? switchOn : switchOff)}
      />
      {state === 'on' && <Button onClick={() => void test()}>{t('push.try')}</Button>}
    </div>
  );
}
