//! What an assistant was told, from each change on.

use domain::conversation::Millis;
use domain::id::{AssistantId, TeammateId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// What an assistant was told from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssistantVersion {
    /// Counts from 1.
    pub version: i64,
    /// What it was told, as JSON of the caller's.
    pub body: String,
    /// Who changed it; none for what there was before the first change.
    pub by: Option<TeammateId>,
    /// When.
    pub at: Millis,
}

impl Workspace<'_> {
    /// Every version, newest first.
    pub async fn assistant_versions(&mut self, of: AssistantId) -> Result<Vec<AssistantVersion>> {
        const SQL: &str = "SELECT version, body, teammate, at FROM assistant_versions \
             WHERE workspace = $1 AND assistant = $2 ORDER BY version DESC";
        let rows: Vec<(i64, String, Option<Uuid>, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_all(c).await)?;
        let read = |(version, body, by, at): (i64, String, Option<Uuid>, i64)| AssistantVersion {
            version,
            body,
            by: by.map(Into::into),
            at,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Adds the next version.
    pub async fn add_assistant_version(
        &mut self,
        of: AssistantId,
        body: &str,
        by: Option<TeammateId>,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO assistant_versions (workspace, assistant, version, body, \
             teammate, at) SELECT $1, $2, COALESCE(MAX(version), 0) + 1, $3, $4, $5 \
             FROM assistant_versions WHERE workspace = $1 AND assistant = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(body)
            .bind(by.map(TeammateId::uuid))
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
