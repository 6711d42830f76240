//! Websites that are learnt.

use domain::conversation::Millis;
use domain::id::{SiteId, SourceId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A website as stored.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// The address that was given.
    pub address: String,
    /// What of it is read and when, as JSON of the caller's.
    pub plan: String,
    /// How far it is, as JSON of the caller's.
    pub state: String,
    /// The fence: whoever reads carries it.
    pub run: i64,
    /// The reading that pages belong to, from 1; 0 before the first.
    pub round: i64,
    /// When it was given.
    pub created_at: Millis,
    /// When it last changed.
    pub changed_at: Millis,
    /// When the last reading that did not fail came to its end.
    pub read_at: Option<Millis>,
    /// When it is read again by itself.
    pub next_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    address: String,
    plan: String,
    state: String,
    run: i64,
    round: i64,
    created_at: i64,
    changed_at: i64,
    read_at: Option<i64>,
    next_at: Option<i64>,
}

impl From<Stored> for Site {
    fn from(row: Stored) -> Self {
        Self {
            id: row.id.into(),
            address: row.address,
            plan: row.plan,
            state: row.state,
            run: row.run,
            round: row.round,
            created_at: row.created_at,
            changed_at: row.changed_at,
            read_at: row.read_at,
            next_at: row.next_at,
        }
    }
}

const COLUMNS: &str = "SELECT id, address, plan, state, run, round, created_at, changed_at, \
     read_at, next_at FROM sites WHERE workspace = $1 ";

impl Workspace<'_> {
    /// Every website, newest first.
    pub async fn sites(&mut self) -> Result<Vec<Site>> {
        let sql = format!("{COLUMNS} ORDER BY created_at DESC, address");
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).fetch_all(c).await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// One website.
    pub async fn site(&mut self, id: SiteId) -> Result<Option<Site>> {
        let sql = format!("{COLUMNS} AND id = $2");
        let row: Option<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await
        })?;
        Ok(row.map(Into::into))
    }

    /// The website or feed that a source is a page or item of.
    pub async fn site_of(&mut self, source: SourceId) -> Result<Option<Site>> {
        let sql = format!(
            "{COLUMNS} AND id = (SELECT site FROM sources WHERE workspace = $1 AND id = $2)"
        );
        let row: Option<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(source.uuid())
                .fetch_optional(c)
                .await
        })?;
        Ok(row.map(Into::into))
    }

    /// Stores a website. False when its address is there already. Assistants that learn all learn
    /// it.
    pub async fn insert_site(&mut self, new: &Site) -> Result<bool> {
        const LEARN: &str = "INSERT INTO assistant_sources (workspace, assistant, source) \
             SELECT workspace, id, $2 FROM assistants WHERE workspace = $1 AND learns_all \
             ON CONFLICT DO NOTHING";
        const SQL: &str = "INSERT INTO sites (workspace, id, address, plan, state, run, round, \
             created_at, changed_at, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT DO NOTHING";
        let stored = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.address.as_str())
            .bind(new.plan.as_str())
            .bind(new.state.as_str())
            .bind(new.run)
            .bind(new.round)
            .bind(new.created_at)
            .bind(new.changed_at)
            .bind(new.next_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if stored == 1 {
            on!(&mut *self.conn, c => sqlx::query(LEARN)
                .bind(self.id)
                .bind(new.id.uuid())
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(stored == 1)
    }

    /// Stores how a website stands now, if nobody else has begun, paused or ended a reading since
    /// `run`.
    pub async fn save_site(&mut self, run: i64, site: &Site) -> Result<bool> {
        const SQL: &str = "UPDATE sites SET plan = $3, state = $4, run = $5, round = $6, \
             changed_at = $7, read_at = $8, next_at = $9 \
             WHERE workspace = $1 AND id = $2 AND run = $10";
        let saved = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(site.id.uuid())
            .bind(site.plan.as_str())
            .bind(site.state.as_str())
            .bind(site.run)
            .bind(site.round)
            .bind(site.changed_at)
            .bind(site.read_at)
            .bind(site.next_at)
            .bind(run)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(saved == 1)
    }

    /// Whether this run still reads, and keeps others from ending it before this commit.
    pub async fn holds_site(&mut self, id: SiteId, run: i64, at: Millis) -> Result<bool> {
        const SQL: &str = "UPDATE sites SET changed_at = $4 \
             WHERE workspace = $1 AND id = $2 AND run = $3";
        let held = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(run)
            .bind(at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(held == 1)
    }

    /// Removes a website with every page and all that was learnt from them, at once.
    pub async fn delete_site(&mut self, id: SiteId) -> Result<bool> {
        const PAGES: &str = "(SELECT id FROM sources WHERE workspace = $1 AND site = $2)";
        const SQL: &str = "DELETE FROM sites WHERE workspace = $1 AND id = $2";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        for sql in [
            format!(
                "UPDATE assistants SET generation = generation + 1 WHERE workspace = $1 AND id IN \
                 (SELECT assistant FROM assistant_sources WHERE workspace = $1 \
                 AND source IN {PAGES})"
            ),
            format!("DELETE FROM passages WHERE workspace = $1 AND source IN {PAGES}"),
            format!("DELETE FROM source_chunks WHERE workspace = $1 AND source IN {PAGES}"),
            format!("DELETE FROM source_uses WHERE workspace = $1 AND source IN {PAGES}"),
            format!(
                "DELETE FROM assistant_sources WHERE workspace = $1 \
                 AND (source = $2 OR source IN {PAGES})"
            ),
            "DELETE FROM sources WHERE workspace = $1 AND site = $2".to_owned(),
            "DELETE FROM site_pages WHERE workspace = $1 AND site = $2".to_owned(),
        ] {
            on!(&mut *self.conn, c => sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(id.uuid())
                .execute(c)
                .await
                .map(drop))?;
        }
        self.forget_reach(id.uuid()).await?;
        Ok(gone == 1)
    }

    /// What was learnt from a site's pages counts in answers now: its sources say so.
    pub async fn ready_pages(&mut self, id: SiteId, state: &str, at: Millis) -> Result<()> {
        const SQL: &str = "UPDATE sources SET state = $3, changed_at = $4 \
             WHERE workspace = $1 AND site = $2 AND state <> $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(state)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
