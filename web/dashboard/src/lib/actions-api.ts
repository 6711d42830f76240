// Custom actions: their queries and their changes. Not with the other queries, which come with the
// inbox.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './api';
import { client } from './queries';
import type {
  ActionRuns,
  ActionSecrets,
  Actions,
  ActionTemplates,
  ActionVersions,
  ActionView,
  CreateAction,
  Definition,
  TriedAction,
  TryAction,
} from './wire';

export const actionsQuery = (assistant: string) =>
  queryOptions({
    queryKey: ['actions', assistant],
    queryFn: () => call<Actions>('GET', `/api/assistants/${assistant}/actions`),
    // Runs are counted meanwhile.
    staleTime: 0,
  });

export const actionQuery = (id: string) =>
  queryOptions({
    queryKey: ['action', id],
    queryFn: () => call<ActionView>('GET', `/api/actions/${id}`),
    staleTime: 0,
  });

export const templatesQuery = queryOptions({
  queryKey: ['action_templates'],
  queryFn: () => call<ActionTemplates>('GET', '/api/action-templates'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const actionVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['action', id, 'versions'],
    queryFn: () => call<ActionVersions>('GET', `/api/actions/${id}/versions`),
    staleTime: 0,
  });

export const secretsQuery = queryOptions({
  queryKey: ['action_secrets'],
  queryFn: () => call<ActionSecrets>('GET', '/api/action-secrets'),
});

export const runsQuery = (id: string, failed: boolean) =>
  infiniteQueryOptions({
    queryKey: ['action', id, 'runs', failed],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ failed: String(failed) });
      if (pageParam) asked.set('cursor', pageParam);
      return call<ActionRuns>('GET', `/api/actions/${id}/runs?${asked}`);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next || null,
    staleTime: 0,
  });

/** An action as it is now. Its line in the list is read anew. */
export function takeAction(view: ActionView): ActionView {
  client.setQueryData<ActionView>(actionQuery(view.id).queryKey, view);
  void client.invalidateQueries({ queryKey: actionsQuery(view.assistant).queryKey });
  return view;
}

const at = (id: string, what = '') => `/api/actions/${id}${what}`;

export const createAction = async (assistant: string, asked: CreateAction) =>
  takeAction(await call<ActionView>('POST', `/api/assistants/${assistant}/actions`, asked));

export const saveAction = async (id: string, draft: Definition, revision: number) =>
  takeAction(await call<ActionView>('PUT', at(id), { draft, revision }));

export async function publishAction(id: string): Promise<ActionView> {
  const view = takeAction(await call<ActionView>('POST', at(id, '/publish')));
  void client.invalidateQueries({ queryKey: actionVersionsQuery(id).queryKey });
  return view;
}

export const switchAction = async (id: string, on: boolean) =>
  takeAction(await call<ActionView>('PATCH', at(id), { on }));

export async function removeAction(assistant: string, id: string): Promise<void> {
  await call('DELETE', at(id));
  void client.invalidateQueries({ queryKey: actionsQuery(assistant).queryKey });
}

export const orderActions = (assistant: string, actions: string[]) =>
  call<Actions>('PUT', `/api/assistants/${assistant}/actions/order`, { actions });

export const tryAction = (id: string, asked: TryAction) =>
  call<TriedAction>('POST', at(id, '/try'), asked);

export async function keepSecret(name: string, secret: string): Promise<void> {
  const path = `/api/action-secrets/${encodeURIComponent(name)}`;
  client.setQueryData(secretsQuery.queryKey, await call<ActionSecrets>('PUT', path, { secret }));
}

export async function forgetSecret(name: string): Promise<void> {
  const path = `/api/action-secrets/${encodeURIComponent(name)}`;
  client.setQueryData(secretsQuery.queryKey, await call<ActionSecrets>('DELETE', path));
}
