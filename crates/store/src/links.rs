//! One-time links: only the hash of their token is kept.

use domain::access::Role;
use domain::conversation::Millis;
use domain::id::TeammateId;
use uuid::Uuid;

use crate::{Result, StoreError, System, Tenant, Workspace, on};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The first owner.
    Setup,
    /// A new teammate.
    Invite,
    /// A new password.
    Reset,
    /// To sign in at once.
    SignIn,
}

impl LinkKind {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Setup, "setup"),
        (Self::Invite, "invite"),
        (Self::Reset, "reset"),
        (Self::SignIn, "sign_in"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).expect("every kind is listed").1
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == text).map(|(kind, _)| *kind)
    }
}

/// A link to store.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// Its id.
    pub id: Uuid,
    /// The hash of its token.
    pub token: Vec<u8>,
    /// What for.
    pub kind: LinkKind,
    /// For whom, where they are a teammate already.
    pub teammate: Option<TeammateId>,
    /// The address invited.
    pub email: Option<String>,
    /// The role invited to.
    pub role: Option<Role>,
    /// After this it is dead.
    pub expires_at: Millis,
}

/// A link as stored.
#[derive(Debug, Clone)]
pub struct Link {
    /// Whose.
    pub tenant: Tenant,
    /// Its id.
    pub id: Uuid,
    /// What for.
    pub kind: LinkKind,
    /// For whom, where they are a teammate already.
    pub teammate: Option<TeammateId>,
    /// The address invited.
    pub email: Option<String>,
    /// The role invited to.
    pub role: Option<Role>,
    /// After this it is dead.
    pub expires_at: Millis,
}

#[derive(sqlx::FromRow)]
struct Stored {
    workspace: Uuid,
    id: Uuid,
    kind: String,
    teammate: Option<Uuid>,
    email: Option<String>,
    role: Option<String>,
    expires_at: i64,
}

impl Stored {
    fn read(self) -> Result<Link> {
        let kind = LinkKind::parse(&self.kind)
            .ok_or_else(|| StoreError::inconsistent("links", "kind", self.id, "no such kind"))?;
        Ok(Link {
            tenant: Tenant::new(self.workspace),
            id: self.id,
            kind,
            teammate: self.teammate.map(Into::into),
            email: self.email,
            role: self.role.as_deref().and_then(Role::parse),
            expires_at: self.expires_at,
        })
    }
}

const COLUMNS: &str = "SELECT workspace, id, kind, teammate, email, role, expires_at FROM links ";

impl System<'_> {
    /// The link of a token that has not expired.
    pub async fn link(&mut self, token: &[u8], now: Millis) -> Result<Option<Link>> {
        let sql = format!("{COLUMNS} WHERE token = $1 AND expires_at > $2");
        let row: Option<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(token).bind(now).fetch_optional(c).await
        })?;
        row.map(Stored::read).transpose()
    }
}

impl Workspace<'_> {
    /// Stores a link.
    pub async fn insert_link(&mut self, new: &NewLink) -> Result<()> {
        const SQL: &str = "INSERT INTO links \
             (workspace, id, token, kind, teammate, email, role, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id)
            .bind(new.token.as_slice())
            .bind(new.kind.word())
            .bind(new.teammate.map(TeammateId::uuid))
            .bind(new.email.as_deref())
            .bind(new.role.map(Role::as_str))
            .bind(new.expires_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Uses a link up. False when somebody was faster.
    pub async fn delete_link(&mut self, id: Uuid) -> Result<bool> {
        const SQL: &str = "DELETE FROM links WHERE workspace = $1 AND id = $2";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone == 1)
    }

    /// Uses up every link of a teammate: a new one replaces the old.
    pub async fn delete_links_of(&mut self, teammate: TeammateId) -> Result<()> {
        const SQL: &str = "DELETE FROM links WHERE workspace = $1 AND teammate = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(teammate.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Uses up every link of a kind, or those to one address: a new one replaces the old.
    pub async fn delete_links_for(&mut self, kind: LinkKind, email: Option<&str>) -> Result<()> {
        const SQL: &str = "DELETE FROM links WHERE workspace = $1 AND kind = $2 \
             AND ($3 IS NULL OR email = $3)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(kind.word())
            .bind(email)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Invitations that still work.
    pub async fn invitations(&mut self, now: Millis) -> Result<Vec<Link>> {
        let sql = format!(
            "{COLUMNS} WHERE workspace = $1 AND kind = 'invite' AND expires_at > $2 ORDER BY id"
        );
        let rows: Vec<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).bind(now).fetch_all(c).await
        })?;
        rows.into_iter().map(Stored::read).collect()
    }
}
