//! How far everybody has read: state, not history.

use domain::conversation::Seq;
use domain::id::{ConversationId, TeammateId};

use crate::{Result, Workspace, on};

impl Workspace<'_> {
    /// A teammate has been shown events up to `seq`. Returns how many messages of the visitor that
    /// makes.
    pub async fn seen_by_teammate(
        &mut self,
        id: ConversationId,
        teammate: TeammateId,
        seq: Seq,
    ) -> Result<i64> {
        const COUNT: &str = "SELECT COUNT(*) FROM events WHERE workspace = $1 \
             AND conversation = $2 AND seq <= $3 AND body LIKE '{\"event\":\"visitor_said\"%'";
        const READ: &str = "INSERT INTO reads (workspace, conversation, teammate, seq, messages) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, conversation, teammate) \
             DO UPDATE SET seq = EXCLUDED.seq, messages = EXCLUDED.messages \
             WHERE reads.seq < EXCLUDED.seq";
        const TEAM: &str = "UPDATE conversations SET team_seen = $3 \
             WHERE workspace = $1 AND id = $2 AND team_seen < $3";
        let messages: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(COUNT)
            .bind(self.id)
            .bind(id.uuid())
            .bind(seq)
            .fetch_one(c)
            .await)?;
        on!(&mut *self.conn, c => sqlx::query(READ)
            .bind(self.id)
            .bind(id.uuid())
            .bind(teammate.uuid())
            .bind(seq)
            .bind(messages)
            .execute(c)
            .await
            .map(drop))?;
        on!(&mut *self.conn, c => sqlx::query(TEAM)
            .bind(self.id)
            .bind(id.uuid())
            .bind(seq)
            .execute(c)
            .await
            .map(drop))?;
        Ok(messages)
    }

    /// The visitor has been shown events up to `seq`.
    pub async fn seen_by_visitor(&mut self, id: ConversationId, seq: Seq) -> Result<()> {
        const SQL: &str = "UPDATE conversations SET visitor_seen = $3 \
             WHERE workspace = $1 AND id = $2 AND visitor_seen < $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(seq)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
