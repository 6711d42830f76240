//! Browsers that want notices.

use domain::conversation::Millis;
use domain::id::{SessionId, TeammateId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A browser that wants notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushDevice {
    /// Its id.
    pub id: Uuid,
    /// The session in which it asked.
    pub session: SessionId,
    /// Whose browser it is.
    pub teammate: TeammateId,
    /// Where its push service takes notices.
    pub endpoint: String,
    /// Its public key, a point of P-256.
    pub key: Vec<u8>,
    /// What it shares with us.
    pub auth: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    session: Uuid,
    teammate: Uuid,
    endpoint: String,
    key: Vec<u8>,
    auth: Vec<u8>,
}

impl From<Stored> for PushDevice {
    fn from(row: Stored) -> Self {
        Self {
            id: row.id,
            session: row.session.into(),
            teammate: row.teammate.into(),
            endpoint: row.endpoint,
            key: row.key,
            auth: row.auth,
        }
    }
}

impl Workspace<'_> {
    /// The sealed key, if one was made.
    pub async fn push_key(&mut self) -> Result<Option<String>> {
        const SQL: &str = "SELECT sealed FROM push_keys WHERE workspace = $1";
        let row: Option<(String,)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_optional(c).await)?;
        Ok(row.map(|(sealed,)| sealed))
    }

    /// Keeps a sealed key, unless somebody was quicker.
    pub async fn insert_push_key(&mut self, sealed: &str) -> Result<()> {
        const SQL: &str = "INSERT INTO push_keys (workspace, sealed) VALUES ($1, $2) \
             ON CONFLICT (workspace) DO NOTHING";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(sealed).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Stores a browser. One that was there before is now this session's.
    pub async fn save_push_device(&mut self, device: &PushDevice, at: Millis) -> Result<()> {
        const SQL: &str = "INSERT INTO push_devices (workspace, id, session, teammate, endpoint, \
             key, auth, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (workspace, endpoint) DO UPDATE SET session = excluded.session, \
             teammate = excluded.teammate, key = excluded.key, auth = excluded.auth";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(device.id)
            .bind(device.session.uuid())
            .bind(device.teammate.uuid())
            .bind(device.endpoint.as_str())
            .bind(device.key.as_slice())
            .bind(device.auth.as_slice())
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Every browser whose session was used since then and whose teammate works here.
    pub async fn push_devices(&mut self, used_since: Millis) -> Result<Vec<PushDevice>> {
        const SQL: &str = "SELECT d.id, d.session, d.teammate, d.endpoint, d.key, d.auth \
             FROM push_devices d \
             JOIN sessions s ON s.workspace = d.workspace AND s.id = d.session \
             JOIN teammates t ON t.workspace = d.workspace AND t.id = d.teammate \
             WHERE d.workspace = $1 AND t.active AND s.used_at > $2 ORDER BY d.id";
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(used_since).fetch_all(c).await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Forgets the browser of this address, and those whose session has ended.
    pub async fn forget_push_device(&mut self, endpoint: &str) -> Result<()> {
        const SQL: &str = "DELETE FROM push_devices WHERE workspace = $1 AND (endpoint = $2 \
             OR session NOT IN (SELECT id FROM sessions WHERE workspace = $1))";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(endpoint).execute(c).await.map(drop))?;
        Ok(())
    }
}
