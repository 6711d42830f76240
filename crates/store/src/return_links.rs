//! Links that lead a visitor from a mail back into their thread, and what was mailed to them.

use domain::conversation::{Millis, Seq};
use domain::id::{ConversationId, VisitorId};
use uuid::Uuid;

use crate::{Result, System, Tenant, Visitor, Workspace, on};

/// A link as stored. Its token is not: the caller signs it.
#[derive(Debug, Clone)]
pub struct ReturnLink {
    /// Its id.
    pub id: Uuid,
    /// Where it leads, and by that whom it lets in.
    pub conversation: ConversationId,
    /// The address it was mailed to.
    pub email: String,
    /// When it was made.
    pub created_at: Millis,
    /// When a browser came in by it.
    pub used_at: Option<Millis>,
}

/// A link with whom it leads to now.
#[derive(Debug, Clone)]
pub struct FoundLink {
    /// Whose rows it is of.
    pub tenant: Tenant,
    /// The link.
    pub link: ReturnLink,
    /// The visitor of its conversation.
    pub visitor: Visitor,
}

#[derive(sqlx::FromRow)]
struct Row {
    workspace: Uuid,
    id: Uuid,
    conversation: Uuid,
    mailed_to: String,
    created_at: i64,
    used_at: Option<i64>,
    visitor: Uuid,
    name: Option<String>,
    email: Option<String>,
    subject: Option<String>,
    identity: Option<String>,
}

impl System<'_> {
    /// The link of an id, which only a signature of ours may have brought here; none where its
    /// conversation is gone.
    pub async fn return_link(&mut self, workspace: Uuid, id: Uuid) -> Result<Option<FoundLink>> {
        const SQL: &str = "SELECT l.workspace, l.id, l.conversation, l.email AS mailed_to, \
             l.created_at, l.used_at, v.id AS visitor, v.name, v.email, v.subject, v.identity \
             FROM return_links l \
             JOIN conversations c ON c.workspace = l.workspace AND c.id = l.conversation \
             JOIN visitors v ON v.workspace = c.workspace AND v.id = c.visitor \
             WHERE l.workspace = $1 AND l.id = $2";
        let row: Option<Row> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(workspace).bind(id).fetch_optional(c).await)?;
        Ok(row.map(|row| FoundLink {
            tenant: Tenant::new(row.workspace),
            link: ReturnLink {
                id: row.id,
                conversation: row.conversation.into(),
                email: row.mailed_to,
                created_at: row.created_at,
                used_at: row.used_at,
            },
            visitor: Visitor {
                id: row.visitor.into(),
                name: row.name,
                email: row.email,
                subject: row.subject,
                identity: row.identity,
            },
        }))
    }
}

impl Workspace<'_> {
    /// Stores a link.
    pub async fn insert_return_link(&mut self, new: &ReturnLink) -> Result<()> {
        const SQL: &str = "INSERT INTO return_links \
             (workspace, id, conversation, email, created_at, used_at) \
             VALUES ($1, $2, $3, $4, $5, $6)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id)
            .bind(new.conversation.uuid())
            .bind(new.email.as_str())
            .bind(new.created_at)
            .bind(new.used_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// A browser comes in by a link. False when another one was faster.
    pub async fn use_return_link(&mut self, id: Uuid, at: Millis) -> Result<bool> {
        const SQL: &str = "UPDATE return_links SET used_at = $3 \
             WHERE workspace = $1 AND id = $2 AND used_at IS NULL";
        let used = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id)
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(used == 1)
    }

    /// Forgets the links of before `before`, which let nobody in any more.
    pub async fn forget_return_links(&mut self, before: Millis) -> Result<()> {
        const SQL: &str = "DELETE FROM return_links WHERE workspace = $1 AND created_at < $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(before).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The visitor has shown that they read this address.
    pub async fn confirm_email(&mut self, visitor: VisitorId, email: &str) -> Result<()> {
        const SQL: &str =
            "UPDATE visitors SET confirmed_email = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(visitor.uuid())
            .bind(email)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Whether the address that the visitor has now was confirmed by a mail.
    pub async fn is_email_confirmed(&mut self, visitor: VisitorId) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM visitors \
             WHERE workspace = $1 AND id = $2 AND email = confirmed_email";
        let count: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(visitor.uuid())
            .fetch_one(c)
            .await)?;
        Ok(count > 0)
    }

    /// The last reply of a conversation that was mailed, and when.
    pub async fn reply_notice(&mut self, of: ConversationId) -> Result<Option<(Seq, Millis)>> {
        const SQL: &str =
            "SELECT seq, at FROM reply_notices WHERE workspace = $1 AND conversation = $2";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .fetch_optional(c)
            .await)?)
    }

    /// Notes that replies up to `seq` were mailed. False when somebody else did since `known`.
    pub async fn note_reply_notice(
        &mut self,
        of: ConversationId,
        known: Option<Seq>,
        seq: Seq,
        at: Millis,
    ) -> Result<bool> {
        const SQL: &str = "INSERT INTO reply_notices (workspace, conversation, seq, at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, conversation) DO UPDATE \
             SET seq = EXCLUDED.seq, at = EXCLUDED.at WHERE reply_notices.seq = $5";
        let noted = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(seq)
            .bind(at)
            .bind(known.unwrap_or(-1))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(noted == 1)
    }
}
