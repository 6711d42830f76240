//! Teammates.

use domain::access::Role;
use domain::conversation::Millis;
use domain::id::{PictureId, TeammateId};
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
    /// Away by hand.
    pub away: bool,
    /// Signs in with a code besides the password.
    pub second_factor: bool,
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
    away: bool,
    second_factor: bool,
    picture: Option<Uuid>,
}

/// The columns of a teammate.
const COLUMNS: &str = "SELECT t.id, t.name, t.email, t.role, t.active, t.away, t.picture, \
     COALESCE(f.confirmed, FALSE) AS second_factor FROM teammates t LEFT JOIN second_factors f \
     ON f.workspace = t.workspace AND f.teammate = t.id WHERE t.workspace = $1";

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
            away: self.away,
            second_factor: self.second_factor,
            picture: self.picture.map(Into::into),
        })
    }
}

impl Workspace<'_> {
    /// Makes others who hold the same workspace wait until this transaction ends, so that what
    /// was read about its people is still so when it is acted upon.
    pub async fn hold(&mut self) -> Result<()> {
        const SQL: &str = "UPDATE workspaces SET name = name WHERE id = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(self.id).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Everybody who works or worked here, oldest first.
    pub async fn teammates(&mut self) -> Result<Vec<Teammate>> {
        let sql = format!("{COLUMNS} ORDER BY t.created_at, t.id");
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).fetch_all(c).await)?;
        rows.into_iter().map(Stored::read).collect()
    }

    /// One teammate.
    pub async fn teammate(&mut self, id: TeammateId) -> Result<Option<Teammate>> {
        let sql = format!("{COLUMNS} AND t.id = $2");
        let row: Option<Stored> = on!(&mut *self.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
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

    /// Says whether a teammate is away by hand.
    pub async fn set_away(&mut self, id: TeammateId, away: bool) -> Result<()> {
        const SQL: &str = "UPDATE teammates SET away = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(away)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
