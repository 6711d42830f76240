// Escalation rules: their query and their change.
import { queryOptions } from '@tanstack/react-query';
import { call } from './api';
import { client } from './queries';
import type { BackTest, RulesView, SaveRules, TryRules } from './wire';

const at = (assistant: string) => `/api/assistants/${assistant}/rules`;

export const rulesQuery = (assistant: string) =>
  queryOptions({
    queryKey: ['rules', assistant],
    queryFn: () => call<RulesView>('GET', at(assistant)),
    // Hits are counted meanwhile.
    staleTime: 0,
  });

export async function saveRules(assistant: string, asked: SaveRules): Promise<RulesView> {
  const view = await call<RulesView>('PUT', at(assistant), asked);
  client.setQueryData<RulesView>(rulesQuery(assistant).queryKey, view);
  return view;
}

/** What a list would have changed in past conversations. */
export const tryRules = (assistant: string, asked: TryRules) =>
  call<BackTest>('POST', `${at(assistant)}/back-test`, asked);
