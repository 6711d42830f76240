export { EmbeddingSettings as SearchRoute } from '../features/embeddings/embeddings';
