//! The pages of websites: what was found, what became of it, and why.

use domain::conversation::Millis;
use domain::id::{SiteId, SourceId};
use domain::site::SitePageState;
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A page as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePage {
    /// By what it is known.
    pub page: String,
    /// What is asked for.
    pub address: String,
    /// Links from the first page.
    pub depth: u32,
    /// The reading in which it was found last.
    pub round: i64,
    /// What became of it.
    pub state: SitePageState,
    /// Why it was skipped, or has failed.
    pub why: Option<String>,
    /// What the site said of it.
    pub etag: Option<String>,
    /// What the site said of it.
    pub modified: Option<String>,
    /// The hash of its text.
    pub hash: Option<Vec<u8>>,
    /// What was learnt from it.
    pub source: Option<SourceId>,
    /// When this became so.
    pub seen_at: Millis,
}

impl SitePage {
    /// One that was found and is not read yet.
    pub fn found(page: String, address: String, round: i64, at: Millis) -> Self {
        Self {
            page,
            address,
            depth: 0,
            round,
            state: SitePageState::Waiting,
            why: None,
            etag: None,
            modified: None,
            hash: None,
            source: None,
            seen_at: at,
        }
    }
}

/// How many pages of a site stand so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCount {
    /// Whose.
    pub site: Uuid,
    /// How they stand.
    pub state: SitePageState,
    /// Why, for skipped ones.
    pub why: Option<String>,
    /// How many.
    pub count: i64,
}

#[derive(sqlx::FromRow)]
struct Stored {
    page: String,
    address: String,
    depth: i64,
    round: i64,
    state: String,
    why: Option<String>,
    etag: Option<String>,
    modified: Option<String>,
    hash: Option<Vec<u8>>,
    source: Option<Uuid>,
    seen_at: i64,
}

impl From<Stored> for SitePage {
    fn from(row: Stored) -> Self {
        Self {
            page: row.page,
            address: row.address,
            depth: u32::try_from(row.depth).unwrap_or(u32::MAX),
            round: row.round,
            // A word that is not known is no page that was read: it is asked for again.
            state: SitePageState::named(&row.state).unwrap_or(SitePageState::Waiting),
            why: row.why,
            etag: row.etag,
            modified: row.modified,
            hash: row.hash,
            source: row.source.map(Into::into),
            seen_at: row.seen_at,
        }
    }
}

const COLUMNS: &str = "SELECT page, address, depth, round, state, why, etag, modified, hash, \
     source, seen_at FROM site_pages WHERE workspace = $1 AND site = $2 ";

impl Workspace<'_> {
    /// Every page of a site, nearest first, and those that are learnt before those that are not.
    pub async fn site_pages(&mut self, site: SiteId) -> Result<Vec<SitePage>> {
        let sql = format!("{COLUMNS} ORDER BY depth, source IS NULL, seen_at, page");
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(site.uuid())
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Pages that stand so, by address, after the one that is named.
    pub async fn site_pages_in(
        &mut self,
        site: SiteId,
        state: SitePageState,
        why: Option<&str>,
        after: &str,
        max: usize,
    ) -> Result<Vec<SitePage>> {
        let sql = format!(
            "{COLUMNS} AND state = $3 AND ($4 = '' OR why = $4) AND page > $5 \
             ORDER BY page LIMIT $6"
        );
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(site.uuid())
                .bind(state.name())
                .bind(why.unwrap_or_default())
                .bind(after)
                .bind(i64::try_from(max).unwrap_or(i64::MAX))
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// How many pages of each site stand how; failures are counted together.
    pub async fn page_counts(&mut self, site: Option<SiteId>) -> Result<Vec<PageCount>> {
        let only = if site.is_some() { "AND site = $2" } else { "" };
        let sql = format!(
            "SELECT site, state, CASE WHEN state = 'skipped' THEN why END AS why, \
             COUNT(*) AS count FROM site_pages WHERE workspace = $1 {only} \
             GROUP BY site, state, CASE WHEN state = 'skipped' THEN why END"
        );
        let rows: Vec<(Uuid, String, Option<String>, i64)> = on!(&mut *self.conn, c => {
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id);
            if let Some(site) = site {
                query = query.bind(site.uuid());
            }
            query.fetch_all(c).await
        })?;
        let known = rows.into_iter().filter_map(|(site, state, why, count)| {
            SitePageState::named(&state).map(|state| PageCount { site, state, why, count })
        });
        Ok(known.collect())
    }

    /// Stores pages as they are now.
    pub async fn put_site_pages(&mut self, site: SiteId, pages: &[SitePage]) -> Result<()> {
        const SQL: &str = "INSERT INTO site_pages (workspace, site, page, address, depth, round, \
             state, why, etag, modified, hash, source, seen_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
             ON CONFLICT (workspace, site, page) DO UPDATE SET address = EXCLUDED.address, \
             depth = EXCLUDED.depth, round = EXCLUDED.round, state = EXCLUDED.state, \
             why = EXCLUDED.why, etag = EXCLUDED.etag, modified = EXCLUDED.modified, \
             hash = EXCLUDED.hash, source = EXCLUDED.source, seen_at = EXCLUDED.seen_at";
        for page in pages {
            on!(&mut *self.conn, c => sqlx::query(SQL)
                .bind(self.id)
                .bind(site.uuid())
                .bind(page.page.as_str())
                .bind(page.address.as_str())
                .bind(i64::from(page.depth))
                .bind(page.round)
                .bind(page.state.name())
                .bind(page.why.as_deref())
                .bind(page.etag.as_deref())
                .bind(page.modified.as_deref())
                .bind(page.hash.as_deref())
                .bind(page.source.map(SourceId::uuid))
                .bind(page.seen_at)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Drops what is known of a page.
    pub async fn drop_site_page(&mut self, site: SiteId, page: &str) -> Result<()> {
        const SQL: &str = "DELETE FROM site_pages WHERE workspace = $1 AND site = $2 AND page = $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(site.uuid())
            .bind(page)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Begins a reading: every page waits to be asked for again, whether anything still links to it
    /// or not, but for those that were skipped for this reason.
    pub async fn begin_round(&mut self, site: SiteId, round: i64, but: &str) -> Result<()> {
        const AGAIN: &str = "UPDATE site_pages SET round = $3, state = 'waiting', why = NULL \
             WHERE workspace = $1 AND site = $2 AND NOT (state = 'skipped' AND why = $4)";
        on!(&mut *self.conn, c => sqlx::query(AGAIN)
            .bind(self.id)
            .bind(site.uuid())
            .bind(round)
            .bind(but)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
