import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/api';
import { modelsQuery } from '../../lib/models';
import type { Prices, UsageView } from '../../lib/wire';
import { Failed, Skeletons } from '../../ui/states';
import { Budget } from './budget';
import { PricesForm } from './prices';
import { Usage } from './usage';

const SPAN = 30;

/** What an assistant's models cost: how far they may go, what they did, and their prices. */
export function AssistantCost() {
  const { id = '' } = useParams({ strict: false });
  const [span, setSpan] = useState(SPAN);
  const models = useQuery(modelsQuery(id));
  const prices = useQuery({
    queryKey: ['prices'],
    queryFn: () => call<Prices>('GET', '/api/prices'),
  });
  const usage = useQuery({
    queryKey: ['usage', id, span],
    queryFn: () => call<UsageView>('GET', `/api/assistants/${id}/usage?days=${span}`),
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const failed = models.error ?? prices.error ?? usage.error;
  if (failed && !(models.data && prices.data && usage.data)) {
    const retry = () => void Promise.all([models.refetch(), prices.refetch(), usage.refetch()]);
    return <Failed error={failed} onRetry={retry} />;
  }
  if (!models.data || !prices.data || !usage.data) return <Skeletons count={5} />;
  const { first, second } = models.data;
  const setUp = [first, second].flatMap((it) => it.settings?.model ?? []);
  const asked = usage.data.days.map((line) => line.model);
  const inUse = [...new Set([...setUp, ...asked])];
  return (
    <>
      {/* Read with the days, so it is as fresh as they are. */}
      <Budget key={id} assistant={id} budget={usage.data.budget} />
      <Usage
        assistant={id}
        lines={usage.data.days}
        span={span}
        onSpan={setSpan}
        hasModel={setUp.length > 0}
      />
      <PricesForm prices={prices.data.prices} inUse={inUse} />
    </>
  );
}
