//! A workspace's own model for vectors, and the vectors that it gave.

use domain::conversation::Millis;
use domain::id::SourceId;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::batch::batches;
use crate::{Result, Workspace, on};

/// The settings as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EmbeddingSettings {
    /// Where the model is asked.
    pub address: String,
    /// Its name there.
    pub model: String,
    /// The key, sealed by the caller.
    pub secret: Option<String>,
    /// What stands before each query.
    pub query_prefix: String,
    /// What stands before each passage.
    pub passage_prefix: String,
    /// Numbers in a vector.
    pub dimensions: i64,
    /// Of all that shapes a vector.
    pub identity: Vec<u8>,
    /// The fence: who embeds carries it.
    pub run: Uuid,
    /// How far it is, as JSON of the caller's.
    pub state: String,
    /// When they last changed.
    pub changed_at: Millis,
}

/// The hash of a text, and its vector as packed by the caller.
pub type TextVector = (Vec<u8>, Vec<u8>);

impl Workspace<'_> {
    /// The settings, once somebody has made them.
    pub async fn embedding_settings(&mut self) -> Result<Option<EmbeddingSettings>> {
        const SQL: &str = "SELECT address, model, secret, query_prefix, passage_prefix, \
             dimensions, identity, run, state, changed_at FROM embedding_settings \
             WHERE workspace = $1";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_optional(c).await)?)
    }

    /// Stores the settings in place of the earlier ones.
    pub async fn save_embedding_settings(&mut self, new: &EmbeddingSettings) -> Result<()> {
        const SQL: &str = "INSERT INTO embedding_settings (workspace, address, model, secret, \
             query_prefix, passage_prefix, dimensions, identity, run, state, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
             ON CONFLICT (workspace) DO UPDATE SET address = EXCLUDED.address, \
             model = EXCLUDED.model, secret = EXCLUDED.secret, \
             query_prefix = EXCLUDED.query_prefix, passage_prefix = EXCLUDED.passage_prefix, \
             dimensions = EXCLUDED.dimensions, identity = EXCLUDED.identity, \
             run = EXCLUDED.run, state = EXCLUDED.state, changed_at = EXCLUDED.changed_at";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.address.as_str())
            .bind(new.model.as_str())
            .bind(new.secret.as_deref())
            .bind(new.query_prefix.as_str())
            .bind(new.passage_prefix.as_str())
            .bind(new.dimensions)
            .bind(new.identity.as_slice())
            .bind(new.run)
            .bind(new.state.as_str())
            .bind(new.changed_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notes how far it is. False when the settings have changed since: whoever embeds stops.
    pub async fn note_embedding(&mut self, run: Uuid, state: &str) -> Result<bool> {
        const SQL: &str =
            "UPDATE embedding_settings SET state = $3 WHERE workspace = $1 AND run = $2";
        let noted = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(run)
            .bind(state)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(noted == 1)
    }

    /// No model is asked from now on. Its vectors go by [`Workspace::drop_vectors`].
    pub async fn delete_embedding_settings(&mut self) -> Result<()> {
        const SQL: &str = "DELETE FROM embedding_settings WHERE workspace = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(self.id).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Stores vectors; a text that has one keeps it.
    pub async fn insert_vectors(&mut self, identity: &[u8], vectors: &[TextVector]) -> Result<()> {
        const SQL: &str = "INSERT INTO passage_vectors (workspace, identity, text, vector) ";
        let workspace = self.id;
        for vectors in batches(vectors) {
            on!(&mut *self.conn, c => {
                let mut insert = QueryBuilder::new(SQL);
                insert.push_values(vectors, |mut row, (text, vector)| {
                    row.push_bind(workspace)
                        .push_bind(identity)
                        .push_bind(text.as_slice())
                        .push_bind(vector.as_slice());
                });
                insert.push(" ON CONFLICT DO NOTHING");
                insert.build().execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// The hashes of the texts that have a vector of one model.
    pub async fn embedded_texts(&mut self, identity: &[u8]) -> Result<Vec<Vec<u8>>> {
        const SQL: &str = "SELECT text FROM passage_vectors WHERE workspace = $1 AND identity = $2";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).bind(identity).fetch_all(c).await)?)
    }

    /// Every source that something was learnt from, pages of websites too.
    pub async fn learnt_sources(&mut self) -> Result<Vec<SourceId>> {
        const SQL: &str = "SELECT id FROM sources WHERE workspace = $1 AND passages > 0 \
             ORDER BY id";
        let ids: Vec<Uuid> =
            on!(&mut *self.conn, c => sqlx::query_scalar(SQL).bind(self.id).fetch_all(c).await)?;
        Ok(ids.into_iter().map(Into::into).collect())
    }

    /// Every vector of one model.
    pub async fn vectors(&mut self, identity: &[u8]) -> Result<Vec<TextVector>> {
        const SQL: &str =
            "SELECT text, vector FROM passage_vectors WHERE workspace = $1 AND identity = $2";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(identity).fetch_all(c).await)?)
    }

    /// Deletes the vectors of texts that no source has any more.
    pub async fn forget_texts(&mut self, identity: &[u8], texts: &[Vec<u8>]) -> Result<()> {
        const SQL: &str =
            "DELETE FROM passage_vectors WHERE workspace = $1 AND identity = $2 AND text = $3";
        for text in texts {
            on!(&mut *self.conn, c => sqlx::query(SQL)
                .bind(self.id)
                .bind(identity)
                .bind(text.as_slice())
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Deletes at most `count` vectors of every model but one, and says how many those were.
    pub async fn drop_vectors(&mut self, but: &[u8], count: i64) -> Result<u64> {
        const SQL: &str = "DELETE FROM passage_vectors WHERE (workspace, identity, text) IN \
             (SELECT workspace, identity, text FROM passage_vectors \
             WHERE workspace = $1 AND identity <> $2 LIMIT $3)";
        Ok(on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(but)
            .bind(count)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
