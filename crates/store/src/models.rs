//! The language models of each assistant, by rank: the first is asked, the second where the first
//! does not answer.

use domain::conversation::Millis;
use domain::id::AssistantId;

use crate::{Result, Workspace, on};

/// A model as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AssistantModel {
    /// Its place among those that are asked one after the other, from 0.
    pub rank: i64,
    /// Which, where and how, as JSON of the caller's.
    pub settings: String,
    /// The key, sealed by the caller.
    pub secret: Option<String>,
    /// When it last changed.
    pub changed_at: Millis,
}

/// What a million tokens of a model cost, in millionths.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ModelPrice {
    /// Its name, as the provider has it.
    pub model: String,
    /// Of what it reads.
    pub tokens_in: i64,
    /// Of what it writes.
    pub tokens_out: i64,
}

impl Workspace<'_> {
    /// The models that write an assistant's answers, in the order in which they are asked.
    pub async fn assistant_models(&mut self, of: AssistantId) -> Result<Vec<AssistantModel>> {
        const SQL: &str = "SELECT rank, settings, secret, changed_at FROM assistant_models \
             WHERE workspace = $1 AND assistant = $2 ORDER BY rank";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_all(c).await)?)
    }

    /// Stores it in place of the earlier one of its rank. False when there is no such assistant.
    pub async fn save_assistant_model(
        &mut self,
        of: AssistantId,
        new: &AssistantModel,
    ) -> Result<bool> {
        const SQL: &str = "INSERT INTO assistant_models (workspace, assistant, rank, settings, \
             secret, changed_at) SELECT workspace, id, $3, $4, $5, $6 FROM assistants \
             WHERE workspace = $1 AND id = $2 ON CONFLICT (workspace, assistant, rank) \
             DO UPDATE SET settings = EXCLUDED.settings, secret = EXCLUDED.secret, \
             changed_at = EXCLUDED.changed_at";
        let saved = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(new.rank)
            .bind(new.settings.as_str())
            .bind(new.secret.as_deref())
            .bind(new.changed_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(saved == 1)
    }

    /// From now on the models of this rank and after it are not asked.
    pub async fn delete_assistant_models(&mut self, of: AssistantId, from: i64) -> Result<()> {
        const SQL: &str =
            "DELETE FROM assistant_models WHERE workspace = $1 AND assistant = $2 AND rank >= $3";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(of.uuid()).bind(from).execute(c).await.map(drop))?;
        Ok(())
    }

    /// What models cost, by name.
    pub async fn model_prices(&mut self) -> Result<Vec<ModelPrice>> {
        const SQL: &str = "SELECT model, tokens_in, tokens_out FROM model_prices \
             WHERE workspace = $1 ORDER BY model";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?)
    }

    /// Puts these prices in place of all there were.
    pub async fn set_model_prices(&mut self, prices: &[ModelPrice]) -> Result<()> {
        const CLEAR: &str = "DELETE FROM model_prices WHERE workspace = $1";
        const ADD: &str = "INSERT INTO model_prices (workspace, model, tokens_in, tokens_out) \
             VALUES ($1, $2, $3, $4)";
        on!(&mut *self.conn, c => sqlx::query(CLEAR).bind(self.id).execute(c).await.map(drop))?;
        for price in prices {
            on!(&mut *self.conn, c => sqlx::query(ADD)
                .bind(self.id)
                .bind(price.model.as_str())
                .bind(price.tokens_in)
                .bind(price.tokens_out)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }
}
