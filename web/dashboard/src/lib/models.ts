// The language models of an assistant. Not with the other queries, which come with the inbox.
import { queryOptions } from '@tanstack/react-query';
import { call } from './api';
import type { ModelsView } from './wire';

export const modelsQuery = (id: string) =>
  queryOptions({
    queryKey: ['models', id],
    queryFn: () => call<ModelsView>('GET', `/api/assistants/${id}/models`),
  });
