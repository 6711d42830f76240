//! Readings of sources: each attempt has a number of its own, and a later one ends it.

use domain::conversation::Millis;
use domain::id::SourceId;

use crate::{Result, Workspace, on};

/// A reading that is whole.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The source.
    pub source: SourceId,
    /// The title found in it.
    pub title: String,
    /// How far the source is now.
    pub state: String,
    /// The reading.
    pub revision: u32,
    /// Its passages.
    pub passages: u32,
}

impl Workspace<'_> {
    /// Notes how far a reading is. False when the source is gone or that reading was ended: by
    /// another file, by a later reading, or because somebody stopped it.
    pub async fn note_reading(
        &mut self,
        id: SourceId,
        reading: u32,
        state: &str,
        at: Millis,
    ) -> Result<bool> {
        const SQL: &str = "UPDATE sources SET state = $3, changed_at = $4 \
             WHERE workspace = $1 AND id = $2 AND reading = $5";
        let saved = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(state)
            .bind(at)
            .bind(i64::from(reading))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(saved == 1)
    }

    /// Ends whatever reads a source, and says how it stands now. False when it is gone.
    pub async fn end_reading(&mut self, id: SourceId, state: &str, at: Millis) -> Result<bool> {
        const SQL: &str = "UPDATE sources SET reading = reading + 1, state = $3, \
             changed_at = $4 WHERE workspace = $1 AND id = $2";
        let ended = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(state)
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(ended == 1)
    }

    /// Begins a reading of its own for this attempt, which ends the one before and drops what that
    /// left. None when the source is gone.
    pub async fn begin_reading(&mut self, id: SourceId) -> Result<Option<u32>> {
        const SQL: &str = "UPDATE sources SET reading = reading + 1 \
             WHERE workspace = $1 AND id = $2 RETURNING reading";
        const LEFT: &str = "DELETE FROM passages WHERE workspace = $1 AND source = $2 \
             AND revision > (SELECT revision FROM sources WHERE workspace = $1 AND id = $2)";
        let reading: Option<i64> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .fetch_optional(c)
            .await)?;
        on!(&mut *self.conn, c => sqlx::query(LEFT)
            .bind(self.id)
            .bind(id.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(reading.map(|reading| u32::try_from(reading).unwrap_or(u32::MAX)))
    }

    /// Makes a reading the present one, drops the earlier ones, and tells the assistants that they
    /// know something new. False when the source is gone or the reading was ended: then what it
    /// stored is dropped.
    pub async fn publish_source(&mut self, new: &Reading, at: Millis) -> Result<bool> {
        const SQL: &str = "UPDATE sources SET title = $3, state = $4, revision = $5, \
             passages = $6, changed_at = $7 \
             WHERE workspace = $1 AND id = $2 AND reading = $5";
        const EARLIER: &str = "DELETE FROM passages \
             WHERE workspace = $1 AND source = $2 AND revision < $3";
        let revision = i64::from(new.revision);
        let saved = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.source.uuid())
            .bind(new.title.as_str())
            .bind(new.state.as_str())
            .bind(revision)
            .bind(i64::from(new.passages))
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if saved == 0 {
            self.discard_passages(new.source, new.revision).await?;
            return Ok(false);
        }
        on!(&mut *self.conn, c => sqlx::query(EARLIER)
            .bind(self.id)
            .bind(new.source.uuid())
            .bind(revision)
            .execute(c)
            .await
            .map(drop))?;
        self.knowledge_changed(new.source).await?;
        Ok(true)
    }
}
