// The form of the model for vectors, and what goes over the wire.
import type { EmbeddingSettingsView, SetUpEmbeddings } from '../../lib/wire';

export interface Fields {
  address: string;
  model: string;
  key: string;
  query_prefix: string;
  passage_prefix: string;
}

export function toFields(it: EmbeddingSettingsView | null): Fields {
  return {
    address: it?.address ?? '',
    model: it?.model ?? '',
    // What is stored never comes back.
    key: '',
    query_prefix: it?.query_prefix ?? '',
    passage_prefix: it?.passage_prefix ?? '',
  };
}

export function toSettings(it: Fields): SetUpEmbeddings {
  return {
    address: it.address.trim(),
    model: it.model.trim(),
    key: it.key.trim() || null,
    // A space at its end counts.
    query_prefix: it.query_prefix,
    passage_prefix: it.passage_prefix,
  };
}
