//! Visitors.

use domain::conversation::Millis;
use domain::id::{AssistantId, VisitorId};
use domain::rollout::Kind;
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A visitor as stored.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Their id.
    pub id: VisitorId,
    /// As they told it.
    pub name: Option<String>,
    /// As they told it.
    pub email: Option<String>,
}

impl Workspace<'_> {
    /// Stores a visitor; only the hash of their token.
    pub async fn insert_visitor(
        &mut self,
        id: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        at: Millis,
    ) -> Result<()> {
        self.insert_visitor_as(id, token, assistant, (Kind::Live, None), at).await
    }

    /// Stores a visitor of a kind; a rehearsal may play at another step of going live.
    pub async fn insert_visitor_as(
        &mut self,
        id: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        (kind, stage): (Kind, Option<&str>),
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO visitors (workspace, id, token, assistant, kind, stage, \
             created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(token)
            .bind(assistant.uuid())
            .bind(kind.as_str())
            .bind(stage)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One visitor.
    pub async fn visitor(&mut self, id: VisitorId) -> Result<Option<Visitor>> {
        type Row = (Uuid, Option<String>, Option<String>);
        const SQL: &str = "SELECT id, name, email FROM visitors WHERE workspace = $1 AND id = $2";
        let row: Option<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await)?;
        Ok(row.map(|(id, name, email)| Visitor { id: id.into(), name, email }))
    }

    /// What a visitor told of themselves; `None` leaves as it was.
    pub async fn name_visitor(
        &mut self,
        id: VisitorId,
        name: Option<&str>,
        email: Option<&str>,
    ) -> Result<()> {
        const SQL: &str = "UPDATE visitors SET name = COALESCE($3, name), \
             email = COALESCE($4, email) WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(name)
            .bind(email)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
