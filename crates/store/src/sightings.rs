//! Where the snippet of an assistant was seen.

use domain::conversation::Millis;
use domain::id::AssistantId;

use crate::{Result, Workspace, on};

/// A site on which the snippet of an assistant was seen.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Sighting {
    /// Such as `https://shop.example`; empty where the browser did not say.
    pub origin: String,
    /// When it was first seen.
    pub first_at: Millis,
    /// When it was last seen; a later time of the same minute may be missing.
    pub last_at: Millis,
    /// When the loader was last fetched.
    pub loaded_at: Option<Millis>,
    /// When the chat was last opened.
    pub opened_at: Option<Millis>,
    /// When the chat was last asked for by a site that may not show it.
    pub refused_at: Option<Millis>,
}

impl Workspace<'_> {
    /// Every site on which an assistant was seen, the latest first.
    pub async fn sightings(&mut self, assistant: AssistantId) -> Result<Vec<Sighting>> {
        const SQL: &str = "SELECT origin, first_at, last_at, loaded_at, opened_at, refused_at \
             FROM sightings WHERE workspace = $1 AND assistant = $2 \
             ORDER BY last_at DESC, origin";
        let rows = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .fetch_all(c)
            .await)?;
        Ok(rows)
    }

    /// Notes what was seen. Of two that note the same site at once, the later times stay.
    pub async fn note_sighting(&mut self, assistant: AssistantId, seen: &Sighting) -> Result<()> {
        // Neither database has a greatest of two that both would take by one name.
        const SQL: &str = "INSERT INTO sightings \
             (workspace, assistant, origin, first_at, last_at, loaded_at, opened_at, refused_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (workspace, assistant, origin) DO UPDATE SET \
             last_at = CASE WHEN EXCLUDED.last_at > sightings.last_at \
             THEN EXCLUDED.last_at ELSE sightings.last_at END, \
             loaded_at = COALESCE(EXCLUDED.loaded_at, sightings.loaded_at), \
             opened_at = COALESCE(EXCLUDED.opened_at, sightings.opened_at), \
             refused_at = COALESCE(EXCLUDED.refused_at, sightings.refused_at)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .bind(seen.origin.as_str())
            .bind(seen.first_at)
            .bind(seen.last_at)
            .bind(seen.loaded_at)
            .bind(seen.opened_at)
            .bind(seen.refused_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets a site, to make room for another.
    pub async fn forget_sighting(&mut self, assistant: AssistantId, origin: &str) -> Result<()> {
        const SQL: &str =
            "DELETE FROM sightings WHERE workspace = $1 AND assistant = $2 AND origin = $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .bind(origin)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
