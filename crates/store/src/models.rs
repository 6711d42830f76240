//! The language model of each assistant.

use domain::conversation::Millis;
use domain::id::AssistantId;

use crate::{Result, Workspace, on};

/// A model as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AssistantModel {
    /// Which, where and how, as JSON of the caller's.
    pub settings: String,
    /// The key, sealed by the caller.
    pub secret: Option<String>,
    /// When it last changed.
    pub changed_at: Millis,
}

impl Workspace<'_> {
    /// The model that writes an assistant's answers, if any.
    pub async fn assistant_model(&mut self, of: AssistantId) -> Result<Option<AssistantModel>> {
        const SQL: &str = "SELECT settings, secret, changed_at FROM assistant_models \
             WHERE workspace = $1 AND assistant = $2";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_optional(c).await)?)
    }

    /// Stores it in place of the earlier one. False when there is no such assistant.
    pub async fn save_assistant_model(
        &mut self,
        of: AssistantId,
        new: &AssistantModel,
    ) -> Result<bool> {
        const SQL: &str = "INSERT INTO assistant_models (workspace, assistant, settings, secret, \
             changed_at) SELECT workspace, id, $3, $4, $5 FROM assistants \
             WHERE workspace = $1 AND id = $2 ON CONFLICT (workspace, assistant) DO UPDATE SET \
             settings = EXCLUDED.settings, secret = EXCLUDED.secret, \
             changed_at = EXCLUDED.changed_at";
        let saved = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(new.settings.as_str())
            .bind(new.secret.as_deref())
            .bind(new.changed_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(saved == 1)
    }

    /// From now on no model writes for it.
    pub async fn delete_assistant_model(&mut self, of: AssistantId) -> Result<()> {
        const SQL: &str = "DELETE FROM assistant_models WHERE workspace = $1 AND assistant = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(of.uuid()).execute(c).await.map(drop))?;
        Ok(())
    }
}
