// Escalation rules: their query and their change.
import { queryOptions } from '@tanstack/react-query';
import { call } from './api';
import { client } from './queries';
import type { RulesView, SaveRules } from './wire';

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
