//! The one named way past the boundary of a workspace: sign-in, public ids, claims, sweeps.

use domain::access::Role;
use domain::conversation::Millis;
use domain::id::{AssistantId, SessionId, TeammateId, VisitorId, WorkspaceId};
use uuid::Uuid;

use crate::{Assistant, Conn, Result, StoreError, Tenant, assistants, on};

/// Queries that find out whose data it is.
#[derive(Debug)]
pub struct System<'conn> {
    pub(crate) conn: &'conn mut Conn,
}

/// A teammate's session, found by its token.
#[derive(Debug, Clone, Copy)]
pub struct SessionOf {
    /// Where they work.
    pub tenant: Tenant,
    /// The session.
    pub session: SessionId,
    /// Who they are.
    pub teammate: TeammateId,
    /// What they may do.
    pub role: Role,
    /// When the session was last used.
    pub used_at: Millis,
}

/// A visitor, found by their token.
#[derive(Debug, Clone, Copy)]
pub struct VisitorOf {
    /// Whose visitor.
    pub tenant: Tenant,
    /// Who.
    pub visitor: VisitorId,
    /// The assistant this browser came to.
    pub assistant: AssistantId,
}

/// What sign-in needs of an address: workspace, teammate, hash of the password.
pub(crate) type Credentials = (Uuid, Uuid, Option<String>);

impl System<'_> {
    /// Makes a workspace.
    pub async fn insert_workspace(
        &mut self,
        id: WorkspaceId,
        name: &str,
        at: Millis,
    ) -> Result<Tenant> {
        const SQL: &str = "INSERT INTO workspaces (id, name, created_at) VALUES ($1, $2, $3)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(id.uuid())
            .bind(name)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(Tenant::new(id.uuid()))
    }

    /// Names a workspace.
    pub async fn name_workspace(&mut self, tenant: Tenant, name: &str) -> Result<()> {
        const SQL: &str = "UPDATE workspaces SET name = $2 WHERE id = $1";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(tenant.workspace().uuid())
            .bind(name)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Every workspace, oldest first: for sweeps and for the command line.
    pub async fn tenants(&mut self) -> Result<Vec<Tenant>> {
        const SQL: &str = "SELECT id FROM workspaces ORDER BY created_at, id";
        let ids: Vec<Uuid> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL).fetch_all(c).await)?;
        Ok(ids.into_iter().map(Tenant::new).collect())
    }

    /// The teammate who signs in with this address, if they still work there.
    pub async fn credentials(
        &mut self,
        email: &str,
    ) -> Result<Option<(Tenant, TeammateId, Option<String>)>> {
        const SQL: &str =
            "SELECT workspace, id, password FROM teammates WHERE email = $1 AND active";
        let row: Option<Credentials> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(email).fetch_optional(c).await)?;
        Ok(row.map(|(workspace, id, hash)| (Tenant::new(workspace), id.into(), hash)))
    }

    /// The session of a token, if its teammate still works there and it was used after `since`.
    pub async fn session(&mut self, token: &[u8], since: Millis) -> Result<Option<SessionOf>> {
        const SQL: &str = "SELECT s.workspace, s.id, s.teammate, t.role, s.used_at \
             FROM sessions s JOIN teammates t \
             ON t.workspace = s.workspace AND t.id = s.teammate \
             WHERE s.token = $1 AND s.used_at > $2 AND t.active";
        let row: Option<(Uuid, Uuid, Uuid, String, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(token).bind(since).fetch_optional(c).await)?;
        row.map(|(workspace, id, teammate, role, used_at)| {
            let role = Role::parse(&role).ok_or_else(|| {
                StoreError::inconsistent("teammates", "role", teammate, "no such role")
            })?;
            Ok(SessionOf {
                tenant: Tenant::new(workspace),
                session: id.into(),
                teammate: teammate.into(),
                role,
                used_at,
            })
        })
        .transpose()
    }

    /// The visitor of a browser's token.
    pub async fn visitor_by_token(&mut self, token: &[u8]) -> Result<Option<VisitorOf>> {
        const SQL: &str =
            "SELECT workspace, visitor, assistant FROM visitor_tokens WHERE token = $1";
        let row: Option<(Uuid, Uuid, Uuid)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(token).fetch_optional(c).await)?;
        Ok(row.map(|(workspace, visitor, assistant)| VisitorOf {
            tenant: Tenant::new(workspace),
            visitor: visitor.into(),
            assistant: assistant.into(),
        }))
    }

    /// The assistant of a public id.
    pub async fn assistant_by_site(&mut self, site: &str) -> Result<Option<(Tenant, Assistant)>> {
        let sql =
            format!("SELECT workspace, {} FROM assistants WHERE site = $1", assistants::COLUMNS);
        let found = on!(&mut *self.conn, c => {
            let row =
                sqlx::query(sqlx::AssertSqlSafe(sql)).bind(site).fetch_optional(c).await?;
            row.map(|row| {
                use sqlx::{FromRow as _, Row as _};
                let workspace: Uuid = row.try_get("workspace")?;
                Ok::<_, sqlx::Error>((workspace, assistants::Stored::from_row(&row)?))
            })
            .transpose()
        })?;
        found.map(|(workspace, stored)| Ok((Tenant::new(workspace), stored.read()?))).transpose()
    }

    /// Failed sign-ins of `who` so far, and when the last one was.
    pub async fn sign_in_failures(&mut self, who: &[u8]) -> Result<(i64, Millis)> {
        const SQL: &str = "SELECT failures, last_at FROM sign_in_failures WHERE who = $1";
        let row: Option<(i64, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(who).fetch_optional(c).await)?;
        Ok(row.unwrap_or((0, 0)))
    }

    /// Counts a try to sign in as failed, before it is known whether it is, so that many at once
    /// are not more than as many in a row. `known` is what was read; false when somebody else
    /// counted since.
    pub async fn count_sign_in_try(
        &mut self,
        who: &[u8],
        known: (i64, Millis),
        failures: i64,
        at: Millis,
    ) -> Result<bool> {
        const SQL: &str = "INSERT INTO sign_in_failures (who, failures, last_at) \
             VALUES ($1, $2, $3) ON CONFLICT (who) DO UPDATE \
             SET failures = EXCLUDED.failures, last_at = EXCLUDED.last_at \
             WHERE sign_in_failures.failures = $4 AND sign_in_failures.last_at = $5";
        let counted = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(who)
            .bind(failures)
            .bind(at)
            .bind(known.0)
            .bind(known.1)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(counted == 1)
    }

    /// The try was none that failed.
    pub async fn uncount_sign_in_try(&mut self, who: &[u8]) -> Result<()> {
        const SQL: &str = "UPDATE sign_in_failures SET failures = failures - 1 \
             WHERE who = $1 AND failures > 0";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(who).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets the failures of `who`, and everybody's of before `older_than`.
    pub async fn forget_sign_in_failures(&mut self, who: &[u8], older_than: Millis) -> Result<()> {
        const SQL: &str = "DELETE FROM sign_in_failures WHERE who = $1 OR last_at < $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(who).bind(older_than).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Answers when the database does.
    pub async fn ping(&mut self) -> Result<()> {
        on!(&mut *self.conn, c => sqlx::query("SELECT 1").execute(c).await.map(drop))?;
        Ok(())
    }
}
