//! Visitors.

use domain::conversation::Millis;
use domain::id::{AssistantId, VisitorId};
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
    /// Stores a visitor with their first browser.
    pub async fn insert_visitor(
        &mut self,
        id: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO visitors (workspace, id, assistant, created_at) \
             VALUES ($1, $2, $3, $4)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(assistant.uuid())
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        self.insert_visitor_token(id, token, assistant, at).await
    }

    /// Stores one more browser of a visitor; only the hash of its token.
    pub async fn insert_visitor_token(
        &mut self,
        visitor: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO visitor_tokens \
             (workspace, token, visitor, assistant, created_at, used_at) \
             VALUES ($1, $2, $3, $4, $5, $5)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(token)
            .bind(visitor.uuid())
            .bind(assistant.uuid())
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
