//! Teammates and their sessions.

use domain::access::Role;
use domain::conversation::Millis;
use domain::id::{PictureId, SessionId, TeammateId};
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, on};

/// A teammate as stored.
#[derive(Debug, Clone)]
pub struct Teammate {
    /// Their id.
    pub id: TeammateId,
    /// Their name.
    pub name: String,
    /// The address they sign in with, in lower case.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// False once removed; their words stay.
    pub active: bool,
    /// Their picture.
    pub picture: Option<PictureId>,
}

/// A teammate to store.
#[derive(Debug, Clone)]
pub struct NewTeammate {
    /// Their id.
    pub id: TeammateId,
    /// Their name.
    pub name: String,
    /// The address, in lower case.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The hash of their password; none where they sign in by link only.
    pub password: Option<String>,
    /// When they joined.
    pub at: Millis,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    active: bool,
    picture: Option<Uuid>,
}

impl Stored {
    fn read(self) -> Result<Teammate> {
        let role = Role::parse(&self.role).ok_or_else(|| {
            StoreError::inconsistent("teammates", "role", self.id, "no such role")
        })?;
        Ok(Teammate {
            id: self.id.into(),
            name: self.name,
            email: self.email,
            role,
            active: self.active,
            picture: self.picture.map(Into::into),
        })
    }
}

impl Workspace<'_> {
    /// The workspace's name.
    pub async fn name(&mut self) -> Result<String> {
        const SQL: &str = "SELECT name FROM workspaces WHERE id = $1";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?)
    }

    /// Makes others who hold the same workspace wait until this transaction ends, so that what
    /// was read about its people is still so when it is acted upon.
    pub async fn hold(&mut self) -> Result<()> {
        const SQL: &str = "UPDATE workspaces SET name = name WHERE id = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(self.id).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Everybody who works or worked here, oldest first.
    pub async fn teammates(&mut self) -> Result<Vec<Teammate>> {
        const SQL: &str = "SELECT id, name, email, role, active, picture FROM teammates \
             WHERE workspace = $1 ORDER BY created_at, id";
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?;
        rows.into_iter().map(Stored::read).collect()
    }

    /// One teammate.
    pub async fn teammate(&mut self, id: TeammateId) -> Result<Option<Teammate>> {
        const SQL: &str = "SELECT id, name, email, role, active, picture FROM teammates \
             WHERE workspace = $1 AND id = $2";
        let row: Option<Stored> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .fetch_optional(c)
            .await)?;
        row.map(Stored::read).transpose()
    }

    /// Stores a teammate. An address that a removed teammate of this workspace had comes back to
    /// life with the same id; false when somebody else has it.
    pub async fn insert_teammate(&mut self, new: &NewTeammate) -> Result<Option<TeammateId>> {
        const SQL: &str = "INSERT INTO teammates \
             (workspace, id, name, email, role, password, active, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7) ON CONFLICT (email) DO UPDATE \
             SET name = EXCLUDED.name, role = EXCLUDED.role, password = EXCLUDED.password, \
             active = TRUE WHERE teammates.workspace = EXCLUDED.workspace \
             AND NOT teammates.active RETURNING id";
        let id: Option<Uuid> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.name.as_str())
            .bind(new.email.as_str())
            .bind(new.role.as_str())
            .bind(new.password.as_deref())
            .bind(new.at)
            .fetch_optional(c)
            .await)?;
        Ok(id.map(Into::into))
    }

    /// Changes name, role or whether they work here; `None` leaves as it was.
    pub async fn change_teammate(
        &mut self,
        id: TeammateId,
        name: Option<&str>,
        role: Option<Role>,
        active: Option<bool>,
    ) -> Result<()> {
        const SQL: &str = "UPDATE teammates SET name = COALESCE($3, name), \
             role = COALESCE($4, role), active = COALESCE($5, active) \
             WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(name)
            .bind(role.map(Role::as_str))
            .bind(active)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Sets the hash of a password.
    pub async fn set_password(&mut self, id: TeammateId, hash: &str) -> Result<()> {
        const SQL: &str = "UPDATE teammates SET password = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(hash)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Stores a session; only the hash of its token.
    pub async fn insert_session(
        &mut self,
        id: SessionId,
        token: &[u8],
        teammate: TeammateId,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO sessions (workspace, id, token, teammate, created_at, \
             used_at) VALUES ($1, $2, $3, $4, $5, $5)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(token)
            .bind(teammate.uuid())
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
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

    /// Ends one session of a teammate, or all of them.
    pub async fn delete_sessions(
        &mut self,
        teammate: TeammateId,
        only: Option<SessionId>,
    ) -> Result<()> {
        const SQL: &str = "DELETE FROM sessions WHERE workspace = $1 AND teammate = $2 \
             AND ($3 IS NULL OR id = $3)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .bind(only.map(SessionId::uuid))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
