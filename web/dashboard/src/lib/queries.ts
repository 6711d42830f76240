// Server data and its keys.
import { notifyManager, QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiProblem, call } from './api';
import type {
  Assistants,
  ConversationView,
  IdentityView,
  Learning,
  LinkView,
  Me,
  OfficeHours,
  Passages,
  People,
  Progress,
  PromisesView,
  SessionList,
  SetupView,
  Sightings,
  Sites,
  Sources,
  WorkspaceView,
} from './wire';

// Before the next frame, so that a switch that is set does not jump back for a moment.
notifyManager.setScheduler(queueMicrotask);

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => call<Me>('GET', '/api/me'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => call<People>('GET', '/api/people'),
});

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => call<WorkspaceView>('GET', '/api/workspace'),
});

export const hoursQuery = queryOptions({
  queryKey: ['hours'],
  queryFn: () => call<OfficeHours>('GET', '/api/hours'),
});

export const promiseQuery = queryOptions({
  queryKey: ['promise'],
  queryFn: () => call<PromisesView>('GET', '/api/promise'),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => call<SessionList>('GET', '/api/sessions'),
  staleTime: 0,
});

export const assistantsQuery = queryOptions({
  queryKey: ['assistants'],
  queryFn: () => call<Assistants>('GET', '/api/assistants'),
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => call<SetupView>('GET', '/api/setup'),
  staleTime: 0,
});

export const identityQuery = queryOptions({
  queryKey: ['identity'],
  queryFn: () => call<IdentityView>('GET', '/api/identity'),
});

export const learningQuery = (id: string) =>
  queryOptions({
    queryKey: ['assistants', id, 'sources'],
    queryFn: () => call<Learning>('GET', `/api/assistants/${id}/sources`),
  });

export const progressQuery = (id: string) =>
  queryOptions({
    queryKey: ['assistants', id, 'progress'],
    queryFn: () => call<Progress>('GET', `/api/assistants/${id}/progress`),
    staleTime: 0,
  });

export const sightingsQuery = (assistant: string) =>
  queryOptions({
    queryKey: ['sightings', assistant],
    queryFn: () => call<Sightings>('GET', `/api/assistants/${assistant}/sightings`),
  });

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: () => call<Sources>('GET', '/api/sources'),
});

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: () => call<Sites>('GET', '/api/sites'),
});

export const passagesQuery = (source: string) =>
  queryOptions({
    queryKey: ['passages', source],
    queryFn: () => call<Passages>('GET', `/api/sources/${source}/passages`),
  });

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: () => call<ConversationView>('GET', `/api/conversations/${id}`),
    staleTime: 10_000,
  });

export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ['link', token],
    queryFn: () => call<LinkView>('POST', '/api/links/open', { token }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
