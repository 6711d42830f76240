//! Codes that are mailed to visitors, to prove an address.

use domain::conversation::Millis;
use domain::id::VisitorId;

use crate::{Result, Workspace, on};

/// The code that was mailed to a visitor last.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VisitorCode {
    /// Where it went.
    pub email: String,
    /// Signed by the caller.
    pub signature: Vec<u8>,
    /// Until when it counts.
    pub ends_at: Millis,
    /// Wrong codes that were tried since.
    pub tries: i64,
}

impl Workspace<'_> {
    /// The code that was mailed to a visitor last.
    pub async fn visitor_code(&mut self, of: VisitorId) -> Result<Option<VisitorCode>> {
        const SQL: &str = "SELECT email, signature, ends_at, tries FROM visitor_codes \
             WHERE workspace = $1 AND visitor = $2";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_optional(c).await)?)
    }

    /// Stores one in place of the last.
    pub async fn save_visitor_code(&mut self, of: VisitorId, new: &VisitorCode) -> Result<()> {
        const SQL: &str = "INSERT INTO visitor_codes (workspace, visitor, email, signature, \
             ends_at, tries) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace, visitor) \
             DO UPDATE SET email = EXCLUDED.email, signature = EXCLUDED.signature, \
             ends_at = EXCLUDED.ends_at, tries = EXCLUDED.tries";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(new.email.as_str())
            .bind(new.signature.as_slice())
            .bind(new.ends_at)
            .bind(new.tries)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Counts a try, at most `max`. False when there is no code, or there were too many.
    pub async fn try_visitor_code(&mut self, of: VisitorId, max: i64) -> Result<bool> {
        const SQL: &str = "UPDATE visitor_codes SET tries = tries + 1 \
             WHERE workspace = $1 AND visitor = $2 AND tries < $3";
        let tried = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(max)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(tried > 0)
    }

    /// A code counts once.
    pub async fn drop_visitor_code(&mut self, of: VisitorId) -> Result<()> {
        const SQL: &str = "DELETE FROM visitor_codes WHERE workspace = $1 AND visitor = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id).bind(of.uuid()).execute(c).await.map(drop))?;
        Ok(())
    }
}
