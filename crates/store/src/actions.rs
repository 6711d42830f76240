//! Custom actions: drafts, what is published, and the secrets that lookups send.

use domain::conversation::Millis;
use domain::id::{ActionId, AssistantId, TeammateId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// An action as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// Its id.
    pub id: ActionId,
    /// Whose it is.
    pub assistant: AssistantId,
    /// Its place among the assistant's, from 0.
    pub rank: i64,
    /// The definition as it is edited, as JSON of the caller's.
    pub draft: String,
    /// Grows with each saved draft.
    pub revision: i64,
    /// What is published; none before the first time.
    pub version: Option<i64>,
    /// Visitors have it.
    pub live: bool,
    /// Who changed it last.
    pub changed_by: Option<TeammateId>,
    /// When.
    pub changed_at: Millis,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionVersion {
    /// Counts from 1.
    pub version: i64,
    /// As JSON of the caller's.
    pub definition: String,
    /// Who published it.
    pub by: Option<TeammateId>,
    /// When.
    pub at: Millis,
}

/// A secret that lookups send.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ActionSecret {
    /// Its name.
    pub name: String,
    /// Sealed by the caller.
    pub sealed: String,
    /// When it was kept.
    pub changed_at: Millis,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    assistant: Uuid,
    rank: i64,
    draft: String,
    revision: i64,
    version: Option<i64>,
    live: bool,
    changed_by: Option<Uuid>,
    changed_at: i64,
}

const COLUMNS: &str = "id, assistant, rank, draft, revision, version, live, changed_by, changed_at";

impl From<Stored> for ActionRow {
    fn from(row: Stored) -> Self {
        Self {
            id: row.id.into(),
            assistant: row.assistant.into(),
            rank: row.rank,
            draft: row.draft,
            revision: row.revision,
            version: row.version,
            live: row.live,
            changed_by: row.changed_by.map(Into::into),
            changed_at: row.changed_at,
        }
    }
}

impl Workspace<'_> {
    /// The actions of an assistant, in their order; of every assistant where none is named.
    pub async fn actions(&mut self, of: Option<AssistantId>) -> Result<Vec<ActionRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM actions WHERE workspace = $1 \
             AND ($2 IS NULL OR assistant = $2) ORDER BY assistant, rank, id"
        );
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(of.map(AssistantId::uuid))
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// One of them.
    pub async fn action(&mut self, id: ActionId) -> Result<Option<ActionRow>> {
        let sql = format!("SELECT {COLUMNS} FROM actions WHERE workspace = $1 AND id = $2");
        let row: Option<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await)?;
        Ok(row.map(Into::into))
    }

    /// What visitors have of an assistant, in order: the action, its version and definition.
    pub async fn live_actions(&mut self, of: AssistantId) -> Result<Vec<(ActionId, i64, String)>> {
        const SQL: &str = "SELECT a.id, a.version, v.definition FROM actions a \
             JOIN action_versions v ON v.workspace = a.workspace AND v.action = a.id \
             AND v.version = a.version \
             WHERE a.workspace = $1 AND a.assistant = $2 AND a.live ORDER BY a.rank, a.id";
        let rows: Vec<(Uuid, i64, String)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(id, version, text)| (id.into(), version, text)).collect())
    }

    /// Stores a new action, where `revision` is 0, or one that was changed since `revision`, at the
    /// place where it is. False when somebody else was faster, be it to remove it.
    pub async fn save_action(&mut self, row: &ActionRow, revision: i64) -> Result<bool> {
        const NEW: &str = "INSERT INTO actions (workspace, id, draft, revision, version, live, \
             changed_by, changed_at, assistant, rank) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
             $10) ON CONFLICT (workspace, id) DO NOTHING";
        const CHANGED: &str = "UPDATE actions SET draft = $3, revision = $4, version = $5, \
             live = $6, changed_by = $7, changed_at = $8 \
             WHERE workspace = $1 AND id = $2 AND revision = $9";
        let is_new = revision == 0;
        let saved = on!(&mut *self.conn, c => {
            let query = sqlx::query(if is_new { NEW } else { CHANGED })
                .bind(self.id)
                .bind(row.id.uuid())
                .bind(row.draft.as_str())
                .bind(row.revision)
                .bind(row.version)
                .bind(row.live)
                .bind(row.changed_by.map(TeammateId::uuid))
                .bind(row.changed_at);
            let query = if is_new {
                query.bind(row.assistant.uuid()).bind(row.rank)
            } else {
                query.bind(revision)
            };
            query.execute(c).await.map(|done| done.rows_affected())
        })?;
        Ok(saved > 0)
    }

    /// Puts an action at a place among the assistant's.
    pub async fn rank_action(&mut self, id: ActionId, rank: i64) -> Result<()> {
        const SQL: &str = "UPDATE actions SET rank = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id).bind(id.uuid()).bind(rank).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Removes an action. Its versions stay: a run keeps to the one that it began with.
    pub async fn delete_action(&mut self, id: ActionId) -> Result<bool> {
        const SQL: &str = "DELETE FROM actions WHERE workspace = $1 AND id = $2";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id).bind(id.uuid()).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }

    /// What was published of an action, newest first.
    pub async fn action_versions(&mut self, of: ActionId) -> Result<Vec<ActionVersion>> {
        const SQL: &str = "SELECT version, definition, teammate, at FROM action_versions \
             WHERE workspace = $1 AND action = $2 ORDER BY version DESC";
        let rows: Vec<(i64, String, Option<Uuid>, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_all(c).await)?;
        let read = |(version, definition, by, at): (i64, String, Option<Uuid>, i64)| {
            ActionVersion { version, definition, by: by.map(Into::into), at }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// One version's definition, as JSON of the caller's.
    pub async fn action_version(&mut self, of: ActionId, version: i64) -> Result<Option<String>> {
        const SQL: &str = "SELECT definition FROM action_versions \
             WHERE workspace = $1 AND action = $2 AND version = $3";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id).bind(of.uuid()).bind(version).fetch_optional(c).await)?)
    }

    /// Adds what is published. False when another was published as that version.
    pub async fn add_action_version(&mut self, of: ActionId, new: &ActionVersion) -> Result<bool> {
        const SQL: &str = "INSERT INTO action_versions (workspace, action, version, definition, \
             teammate, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (workspace, action, version) DO NOTHING";
        let added = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(new.version)
            .bind(new.definition.as_str())
            .bind(new.by.map(TeammateId::uuid))
            .bind(new.at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(added > 0)
    }

    /// The secrets that lookups send, by name.
    pub async fn action_secrets(&mut self) -> Result<Vec<ActionSecret>> {
        const SQL: &str = "SELECT name, sealed, changed_at FROM action_secrets \
             WHERE workspace = $1 ORDER BY name";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?)
    }

    /// Keeps a secret in place of the one of its name.
    pub async fn save_action_secret(&mut self, new: &ActionSecret) -> Result<()> {
        const SQL: &str = "INSERT INTO action_secrets (workspace, name, sealed, changed_at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, name) \
             DO UPDATE SET sealed = EXCLUDED.sealed, changed_at = EXCLUDED.changed_at";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.name.as_str())
            .bind(new.sealed.as_str())
            .bind(new.changed_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets a secret.
    pub async fn delete_action_secret(&mut self, name: &str) -> Result<bool> {
        const SQL: &str = "DELETE FROM action_secrets WHERE workspace = $1 AND name = $2";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id).bind(name).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }
}
