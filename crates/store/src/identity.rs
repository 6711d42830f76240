//! How a workspace's visitors prove who they are: settings, signing keys, and which signed token
//! was used by whom.

use domain::conversation::Millis;
use domain::id::TeammateId;
use uuid::Uuid;

use crate::{Result, Workspace, from_json, json, on};

/// What the owner decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdentitySettings {
    /// Whether a hash of the id alone is taken.
    pub allow_hash: bool,
    /// Names of attributes that count only when signed.
    pub signed_only: Vec<String>,
}

/// A signing key.
#[derive(Debug, Clone)]
pub struct IdentityKey {
    /// Its id.
    pub id: Uuid,
    /// The secret, sealed by the caller.
    pub sealed: String,
    /// The last signs of the secret.
    pub hint: String,
    /// Who made it.
    pub created_by: TeammateId,
    /// When.
    pub created_at: Millis,
    /// When it last proved a visitor.
    pub used_at: Option<Millis>,
}

/// A signed token in the hands of a browser.
#[derive(Debug, Clone)]
pub struct IdentityUse {
    /// What tells the token from others.
    pub token: Vec<u8>,
    /// The hash of the browser's own token.
    pub session: Vec<u8>,
    /// Whether one browser alone may use it.
    pub once: bool,
    /// When it is worth nothing any more.
    pub expires_at: Millis,
}

/// Whether a browser may use a signed token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// It may, for the first time.
    Now,
    /// It may, and did before.
    Before,
    /// Another browser has it.
    ByAnother,
    /// A browser that used it has signed out.
    Dead,
}

type KeyRow = (Uuid, String, String, Uuid, i64, Option<i64>);

impl Workspace<'_> {
    /// What the owner decided; the defaults where nothing was.
    pub async fn identity_settings(&mut self) -> Result<IdentitySettings> {
        const SQL: &str =
            "SELECT allow_hash, signed_only FROM identity_settings WHERE workspace = $1";
        let row: Option<(bool, String)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_optional(c).await)?;
        let Some((allow_hash, only)) = row else { return Ok(IdentitySettings::default()) };
        let signed_only = from_json("identity_settings", "signed_only", self.id, &only)?;
        Ok(IdentitySettings { allow_hash, signed_only })
    }

    /// Saves what the owner decided.
    pub async fn save_identity_settings(&mut self, settings: &IdentitySettings) -> Result<()> {
        const SQL: &str = "INSERT INTO identity_settings (workspace, allow_hash, signed_only) \
             VALUES ($1, $2, $3) ON CONFLICT (workspace) DO UPDATE \
             SET allow_hash = EXCLUDED.allow_hash, signed_only = EXCLUDED.signed_only";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(settings.allow_hash)
            .bind(json(&settings.signed_only))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The signing keys, oldest first.
    pub async fn identity_keys(&mut self) -> Result<Vec<IdentityKey>> {
        const SQL: &str = "SELECT id, sealed, hint, created_by, created_at, used_at \
             FROM identity_keys WHERE workspace = $1 ORDER BY created_at, id";
        let rows: Vec<KeyRow> =
            on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?;
        let read = |(id, sealed, hint, by, created_at, used_at): KeyRow| IdentityKey {
            id,
            sealed,
            hint,
            created_by: by.into(),
            created_at,
            used_at,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// Stores a signing key.
    pub async fn insert_identity_key(&mut self, key: &IdentityKey) -> Result<()> {
        const SQL: &str = "INSERT INTO identity_keys \
             (workspace, id, sealed, hint, created_by, created_at, used_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(key.id)
            .bind(key.sealed.as_str())
            .bind(key.hint.as_str())
            .bind(key.created_by.uuid())
            .bind(key.created_at)
            .bind(key.used_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notes that a key proved a visitor.
    pub async fn touch_identity_key(&mut self, id: Uuid, at: Millis) -> Result<()> {
        const SQL: &str = "UPDATE identity_keys SET used_at = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(id).bind(at).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets a key; false when there was none.
    pub async fn delete_identity_key(&mut self, id: Uuid) -> Result<bool> {
        const SQL: &str = "DELETE FROM identity_keys WHERE workspace = $1 AND id = $2";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone > 0)
    }

    /// Notes that a browser uses a signed token, if it may.
    pub async fn use_identity(&mut self, new: &IdentityUse) -> Result<Used> {
        const INSERT: &str = "INSERT INTO identity_uses \
             (workspace, token, session, once, dead, expires_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT DO NOTHING";
        let dead = self.is_dead(&new.token).await?;
        if dead {
            return Ok(Used::Dead);
        }
        let once = new.once.then_some(new.token.as_slice());
        let stored = on!(&mut *self.conn, c => sqlx::query(INSERT)
            .bind(self.id)
            .bind(new.token.as_slice())
            .bind(new.session.as_slice())
            .bind(once)
            .bind(false)
            .bind(new.expires_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if stored > 0 {
            return Ok(Used::Now);
        }
        self.identity_use(&new.token, &new.session).await
    }

    /// Whether a browser used a signed token before, and may again.
    pub async fn identity_use(&mut self, token: &[u8], session: &[u8]) -> Result<Used> {
        const SQL: &str = "SELECT dead FROM identity_uses \
             WHERE workspace = $1 AND token = $2 AND session = $3";
        let mine: Option<bool> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(token)
            .bind(session)
            .fetch_optional(c)
            .await)?;
        Ok(match mine {
            Some(true) => Used::Dead,
            Some(false) if self.is_dead(token).await? => Used::Dead,
            Some(false) => Used::Before,
            None => Used::ByAnother,
        })
    }

    async fn is_dead(&mut self, token: &[u8]) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM identity_uses \
             WHERE workspace = $1 AND token = $2 AND dead = $3";
        let dead: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(token)
            .bind(true)
            .fetch_one(c)
            .await)?;
        Ok(dead > 0)
    }

    /// Whatever a browser used is worth nothing any more, wherever it is.
    pub async fn end_identities_of(&mut self, session: &[u8]) -> Result<()> {
        const SQL: &str =
            "UPDATE identity_uses SET dead = $3 WHERE workspace = $1 AND session = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(session).bind(true).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets what has expired by itself.
    pub async fn sweep_identities(&mut self, now: Millis) -> Result<()> {
        const SQL: &str = "DELETE FROM identity_uses WHERE workspace = $1 AND expires_at < $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(now).execute(c).await.map(drop))?;
        Ok(())
    }
}
