import type { Citation } from '../../shared/events';
import type { Client } from './client';

/** Opens what an answer cites, unless another source is opened meanwhile. */
export async function openSource({ store, api }: Client, citation: Citation): Promise<void> {
  const mine = () => store.state.source?.citation === citation;
  store.set({ source: { citation, passage: null, failed: false } });
  try {
    const passage = await api.passage(citation);
    if (mine()) store.set({ source: { citation, passage, failed: false } });
  } catch {
    if (mine()) store.set({ source: { citation, passage: null, failed: true } });
  }
}
