// The pages of the settings that say which other machines are used, fetched as one.
export { EmbeddingSettings as SearchRoute } from '../features/embeddings/embeddings';
export { MailSettings as MailRoute } from '../features/mail/mail';
