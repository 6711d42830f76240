import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { EmbeddingsView } from '../../lib/wire';
import { Failed, Skeletons } from '../../ui/states';
import { ModelForm } from './model-form';
import { Standing } from './standing';

export const embeddingsQuery = queryOptions({
  queryKey: ['embeddings'],
  queryFn: () => call<EmbeddingsView>('GET', '/api/embeddings'),
});

/** The workspace's own model for vectors: how far it is, and which it is. */
export function EmbeddingSettings() {
  const query = useQuery(embeddingsQuery);
  if (query.isError && !query.data) {
    return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <Skeletons count={4} />;
  return (
    <>
      <Standing view={query.data} />
      <ModelForm
        settings={query.data.settings ?? null}
        hasFailed={query.data.state?.is === 'failed'}
      />
    </>
  );
}
