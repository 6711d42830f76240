// A cited passage is fetched when it is opened.
import type { Citation } from '../../shared/events';
import type { Client } from './client';

export async function openSource(client: Client, citation: Citation): Promise<void> {
  const { store, api } = client;
  const mine = () => store.state.source?.citation === citation;
  store.set({ source: { citation, passage: null, failed: false } });
  try {
    const passage = await api.passage(citation);
    if (mine()) store.set({ source: { citation, passage, failed: false } });
  } catch {
    if (mine()) store.set({ source: { citation, passage: null, failed: true } });
  }
}
