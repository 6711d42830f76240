//! Tags: what is said of each, and which conversations have it.

use domain::conversation::Millis;
use domain::id::ConversationId;
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A tag as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TagRow {
    /// Its identity.
    pub tag: String,
    /// What is said of it, as JSON of the caller's.
    pub text: String,
    /// Grows with each change.
    pub revision: i64,
    /// Since when nobody sets it any more.
    pub archived_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
}

impl Workspace<'_> {
    /// Every tag, archived ones too, by its short word.
    pub async fn tags(&mut self) -> Result<Vec<TagRow>> {
        const SQL: &str = "SELECT tag, text, revision, archived_at, created_at FROM tags \
             WHERE workspace = $1 ORDER BY tag";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?)
    }

    /// One tag.
    pub async fn tag(&mut self, tag: &str) -> Result<Option<TagRow>> {
        const SQL: &str = "SELECT tag, text, revision, archived_at, created_at FROM tags \
             WHERE workspace = $1 AND tag = $2";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(tag)
            .fetch_optional(c)
            .await)?)
    }

    /// A number that grows with each change of any tag.
    pub async fn tags_revision(&mut self) -> Result<i64> {
        const SQL: &str = "SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM tags \
             WHERE workspace = $1";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?)
    }

    /// Stores a tag. False where there is one of that word.
    pub async fn insert_tag(&mut self, tag: &str, text: &str, at: Millis) -> Result<bool> {
        const SQL: &str = "INSERT INTO tags (workspace, tag, text, revision, archived_at, \
             created_at) VALUES ($1, $2, $3, 1, NULL, $4) ON CONFLICT DO NOTHING";
        let stored = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(tag)
            .bind(text)
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(stored > 0)
    }

    /// Changes what is said of a tag, and whether it is archived. False where there is none.
    pub async fn change_tag(
        &mut self,
        tag: &str,
        text: &str,
        archived_at: Option<Millis>,
    ) -> Result<bool> {
        const SQL: &str = "UPDATE tags SET text = $3, archived_at = $4, revision = revision + 1 \
             WHERE workspace = $1 AND tag = $2";
        let changed = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(tag)
            .bind(text)
            .bind(archived_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed > 0)
    }

    /// Notes that a conversation has a tag now, or has it no more.
    pub async fn note_tag(&mut self, of: ConversationId, tag: &str, has: bool) -> Result<()> {
        const ADD: &str = "INSERT INTO conversation_tags (workspace, conversation, tag) \
             VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        const TAKE: &str = "DELETE FROM conversation_tags \
             WHERE workspace = $1 AND conversation = $2 AND tag = $3";
        on!(&mut *self.conn, c => sqlx::query(if has { ADD } else { TAKE })
            .bind(self.id)
            .bind(of.uuid())
            .bind(tag)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// How many conversations have each tag. Rehearsals and trials are not counted.
    pub async fn count_tags(&mut self) -> Result<Vec<(String, i64)>> {
        const SQL: &str = "SELECT t.tag, COUNT(*) FROM conversation_tags t \
             JOIN conversations c ON c.workspace = t.workspace AND c.id = t.conversation \
             WHERE t.workspace = $1 AND c.kind = 'live' GROUP BY t.tag ORDER BY t.tag";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?)
    }

    /// What visitors said since then, conversation by conversation, those that changed last first;
    /// at most so many conversations, without rehearsals and trials.
    pub async fn said_since(
        &mut self,
        since: Millis,
        conversations: usize,
    ) -> Result<Vec<(ConversationId, Vec<String>)>> {
        const SQL: &str = "SELECT e.conversation, e.words FROM events e JOIN (\
             SELECT id, changed_at FROM conversations WHERE workspace = $1 AND kind = 'live' \
             AND seq > 0 AND changed_at >= $2 ORDER BY changed_at DESC, id LIMIT $3) c \
             ON c.id = e.conversation WHERE e.workspace = $1 AND e.words IS NOT NULL \
             AND e.body LIKE '{\"event\":\"visitor_said\"%' \
             ORDER BY c.changed_at DESC, e.conversation, e.seq";
        let rows: Vec<(Uuid, String)> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(since)
            .bind(i64::try_from(conversations).unwrap_or(i64::MAX))
            .fetch_all(c)
            .await)?;
        let mut said: Vec<(ConversationId, Vec<String>)> = Vec::new();
        for (of, words) in rows {
            match said.last_mut() {
                Some((last, messages)) if last.uuid() == of => messages.push(words),
                _ => said.push((of.into(), vec![words])),
            }
        }
        Ok(said)
    }
}
