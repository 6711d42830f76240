//! Sessions of teammates.

use domain::conversation::Millis;
use domain::id::{SessionId, TeammateId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A session to store; only the hash of its token.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// The hash of its token.
    pub token: Vec<u8>,
    /// Browser and system, in a few words.
    pub device: String,
    /// The network address, where it says anything.
    pub address: String,
    /// It may do nothing but set up a second factor.
    pub confined: bool,
    /// When it began.
    pub at: Millis,
}

/// A session as its teammate sees it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Browser and system, in a few words.
    pub device: String,
    /// The network address, where it says anything.
    pub address: String,
    /// When it began.
    pub created_at: Millis,
    /// When it was last used, to the minute.
    pub used_at: Millis,
}

impl Workspace<'_> {
    /// Stores a session of a teammate.
    pub async fn insert_session(&mut self, teammate: TeammateId, new: &NewSession) -> Result<()> {
        const SQL: &str = "INSERT INTO sessions (workspace, id, token, teammate, created_at, \
             used_at, device, address, confined) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.token.as_slice())
            .bind(teammate.uuid())
            .bind(new.at)
            .bind(new.device.as_str())
            .bind(new.address.as_str())
            .bind(new.confined)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The sessions of a teammate that were used after `since`, the last used first.
    pub async fn sessions(&mut self, teammate: TeammateId, since: Millis) -> Result<Vec<Session>> {
        const SQL: &str = "SELECT id, device, address, created_at, used_at FROM sessions \
             WHERE workspace = $1 AND teammate = $2 AND used_at > $3 ORDER BY used_at DESC, id";
        let rows: Vec<(Uuid, String, String, i64, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL)
                .bind(self.id)
                .bind(teammate.uuid())
                .bind(since)
                .fetch_all(c)
                .await)?;
        let session = |(id, device, address, created_at, used_at): (Uuid, _, _, _, _)| Session {
            id: id.into(),
            device,
            address,
            created_at,
            used_at,
        };
        Ok(rows.into_iter().map(session).collect())
    }

    /// Whether a session is still good.
    pub async fn has_session(&mut self, id: SessionId) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM sessions WHERE workspace = $1 AND id = $2";
        let count: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .fetch_one(c)
            .await)?;
        Ok(count > 0)
    }

    /// The session was used.
    pub async fn touch_session(&mut self, id: SessionId, at: Millis) -> Result<()> {
        const SQL: &str = "UPDATE sessions SET used_at = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// This session may do everything from now on.
    pub async fn free_session(&mut self, session: SessionId) -> Result<()> {
        const SQL: &str = "UPDATE sessions SET confined = FALSE WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(session.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Ends one session of a teammate, or all of them. Says how many ended.
    pub async fn delete_sessions(
        &mut self,
        teammate: TeammateId,
        only: Option<SessionId>,
    ) -> Result<u64> {
        const SQL: &str = "DELETE FROM sessions WHERE workspace = $1 AND teammate = $2 \
             AND ($3 IS NULL OR id = $3)";
        Ok(on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .bind(only.map(SessionId::uuid))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?)
    }

    /// Ends every session of a teammate but one.
    pub async fn delete_other_sessions(
        &mut self,
        teammate: TeammateId,
        kept: SessionId,
    ) -> Result<()> {
        const SQL: &str =
            "DELETE FROM sessions WHERE workspace = $1 AND teammate = $2 AND id <> $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .bind(kept.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
