//! Sources and their files.

use domain::conversation::Millis;
use domain::id::{SiteId, SourceId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A piece of a file: small enough for any network and any page cache.
const CHUNK_BYTES: usize = 256 * 1024;

/// A source as stored.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its name: the file's.
    pub name: String,
    /// Its title, once it has been read; the name until then.
    pub title: String,
    /// The size of its file.
    pub bytes: i64,
    /// The hash of its file.
    pub hash: Vec<u8>,
    /// How far it is learnt, as JSON of the caller's.
    pub state: String,
    /// The reading that passages belong to, from 1; 0 before the first.
    pub revision: u32,
    /// Passages of that reading.
    pub passages: u32,
    /// When it was given.
    pub created_at: Millis,
    /// When it last changed.
    pub changed_at: Millis,
    /// Where it can be read, for a page of a website.
    pub address: Option<String>,
    /// The website that it is a page of.
    pub site: Option<SiteId>,
}

/// A source to store.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// Its id, unless there is one of this name already, which then keeps its own.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Its file.
    pub content: Vec<u8>,
    /// The hash of its file.
    pub hash: Vec<u8>,
    /// How far it is learnt.
    pub state: String,
    /// When it was given.
    pub at: Millis,
    /// The website that it is a page of, and its address there.
    pub page_of: Option<(SiteId, String)>,
}

/// A reading that is whole.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The source.
    pub source: SourceId,
    /// The hash of the file that was read.
    pub hash: Vec<u8>,
    /// The title found in it.
    pub title: String,
    /// How far the source is now.
    pub state: String,
    /// The reading.
    pub revision: u32,
    /// Its passages.
    pub passages: u32,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    name: String,
    title: String,
    bytes: i64,
    hash: Vec<u8>,
    state: String,
    revision: i64,
    passages: i64,
    created_at: i64,
    changed_at: i64,
    address: Option<String>,
    site: Option<Uuid>,
}

impl From<Stored> for Source {
    fn from(row: Stored) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            title: row.title,
            bytes: row.bytes,
            hash: row.hash,
            state: row.state,
            revision: u32::try_from(row.revision).unwrap_or(u32::MAX),
            passages: u32::try_from(row.passages).unwrap_or(u32::MAX),
            created_at: row.created_at,
            changed_at: row.changed_at,
            address: row.address,
            site: row.site.map(Into::into),
        }
    }
}

const COLUMNS: &str = "SELECT id, name, title, bytes, hash, state, revision, passages, \
     created_at, changed_at, address, site FROM sources WHERE workspace = $1 ";

impl Workspace<'_> {
    /// Every source that stands for itself, newest first; pages of websites stand with those.
    pub async fn sources(&mut self) -> Result<Vec<Source>> {
        let sql = format!("{COLUMNS} AND site IS NULL ORDER BY created_at DESC, name");
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).fetch_all(c).await)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Whether anything was learnt, from whatever source.
    pub async fn has_learnt(&mut self) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM sources \
             WHERE workspace = $1 AND passages > 0 LIMIT 1) known";
        let count: i64 = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).fetch_one(c).await)?;
        Ok(count > 0)
    }

    /// One source.
    pub async fn source(&mut self, id: SourceId) -> Result<Option<Source>> {
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

    /// One source, by its name.
    pub async fn source_named(&mut self, name: &str) -> Result<Option<Source>> {
        let sql = format!("{COLUMNS} AND name = $2");
        let row: Option<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(name)
                .fetch_optional(c)
                .await
        })?;
        Ok(row.map(Into::into))
    }

    /// Stores a source and its file; a source of the same name gets the new file and keeps its id
    /// and, until it has been read anew, its passages. Assistants that learn all learn it.
    pub async fn put_source(&mut self, new: &NewSource) -> Result<SourceId> {
        const SOURCE: &str = "INSERT INTO sources (workspace, id, name, title, bytes, hash, \
             state, revision, reading, passages, created_at, changed_at, kind, address, site) \
             VALUES ($1, $2, $3, $3, $4, $5, $6, 0, 0, 0, $7, $7, $8, $9, $10) \
             ON CONFLICT (workspace, name) DO UPDATE SET bytes = EXCLUDED.bytes, \
             hash = EXCLUDED.hash, state = EXCLUDED.state, changed_at = EXCLUDED.changed_at, \
             address = EXCLUDED.address RETURNING id";
        const CLEAR: &str = "DELETE FROM source_chunks WHERE workspace = $1 AND source = $2";
        const CHUNK: &str = "INSERT INTO source_chunks (workspace, source, chunk, bytes) \
             VALUES ($1, $2, $3, $4)";
        const LEARN: &str = "INSERT INTO assistant_sources (workspace, assistant, source) \
             SELECT workspace, id, $2 FROM assistants a WHERE workspace = $1 AND (learns_all \
             OR EXISTS (SELECT 1 FROM assistant_sources l WHERE l.workspace = $1 \
             AND l.assistant = a.id AND l.source = $3)) ON CONFLICT DO NOTHING";
        let site = new.page_of.as_ref().map(|(site, _)| site.uuid());
        let bytes = i64::try_from(new.content.len()).unwrap_or(i64::MAX);
        let id: Uuid = on!(&mut *self.conn, c => sqlx::query_scalar(SOURCE)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.name.as_str())
            .bind(bytes)
            .bind(new.hash.as_slice())
            .bind(new.state.as_str())
            .bind(new.at)
            .bind(if site.is_some() { "page" } else { "file" })
            .bind(new.page_of.as_ref().map(|(_, address)| address.as_str()))
            .bind(site)
            .fetch_one(c)
            .await)?;
        on!(&mut *self.conn, c =>
            sqlx::query(CLEAR).bind(self.id).bind(id).execute(c).await.map(drop))?;
        for (number, chunk) in (0_i64..).zip(new.content.chunks(CHUNK_BYTES)) {
            on!(&mut *self.conn, c => sqlx::query(CHUNK)
                .bind(self.id)
                .bind(id)
                .bind(number)
                .bind(chunk)
                .execute(c)
                .await
                .map(drop))?;
        }
        on!(&mut *self.conn, c =>
            sqlx::query(LEARN).bind(self.id).bind(id).bind(site).execute(c).await.map(drop))?;
        Ok(id.into())
    }

    /// The file of a source.
    pub async fn source_content(&mut self, id: SourceId) -> Result<Vec<u8>> {
        const SQL: &str = "SELECT bytes FROM source_chunks \
             WHERE workspace = $1 AND source = $2 ORDER BY chunk";
        let chunks: Vec<Vec<u8>> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .fetch_all(c)
            .await)?;
        Ok(chunks.concat())
    }

    /// Notes how far the file of this hash is learnt. False when the source is gone or was given
    /// another file since, whose reader notes for itself.
    pub async fn save_source_state(
        &mut self,
        id: SourceId,
        hash: &[u8],
        state: &str,
        at: Millis,
    ) -> Result<bool> {
        const SQL: &str = "UPDATE sources SET state = $3, changed_at = $4 \
             WHERE workspace = $1 AND id = $2 AND hash = $5";
        let saved = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(state)
            .bind(at)
            .bind(hash)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(saved == 1)
    }

    /// Begins a reading of its own for this attempt. None when the source is gone.
    pub async fn begin_reading(&mut self, id: SourceId) -> Result<Option<u32>> {
        const SQL: &str = "UPDATE sources SET reading = reading + 1 \
             WHERE workspace = $1 AND id = $2 RETURNING reading";
        let reading: Option<i64> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .fetch_optional(c)
            .await)?;
        Ok(reading.map(|reading| u32::try_from(reading).unwrap_or(u32::MAX)))
    }

    /// Makes a reading the present one, drops the earlier ones, and tells the assistants that they
    /// know something new. False when the source is gone, was given another file since, or has a
    /// later reading: then this one is dropped.
    pub async fn publish_source(&mut self, new: &Reading, at: Millis) -> Result<bool> {
        const SQL: &str = "UPDATE sources SET title = $3, state = $4, revision = $5, \
             passages = $6, changed_at = $7 \
             WHERE workspace = $1 AND id = $2 AND revision < $5 AND hash = $8";
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
            .bind(new.hash.as_slice())
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

    /// Removes a source with everything learnt from it, at once.
    pub async fn delete_source(&mut self, id: SourceId) -> Result<bool> {
        const SQL: &str = "DELETE FROM sources WHERE workspace = $1 AND id = $2";
        // The source first and its assistants second, as whoever publishes locks them too.
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        self.knowledge_changed(id).await?;
        for sql in [
            "DELETE FROM passages WHERE workspace = $1 AND source = $2",
            "DELETE FROM source_chunks WHERE workspace = $1 AND source = $2",
            "DELETE FROM assistant_sources WHERE workspace = $1 AND source = $2",
        ] {
            on!(&mut *self.conn, c =>
                sqlx::query(sql).bind(self.id).bind(id.uuid()).execute(c).await.map(drop))?;
        }
        Ok(gone == 1)
    }

    /// An index of an earlier generation is stale from this commit on.
    async fn knowledge_changed(&mut self, source: SourceId) -> Result<()> {
        const SQL: &str = "UPDATE assistants SET generation = generation + 1 \
             WHERE workspace = $1 AND id IN (SELECT assistant FROM assistant_sources \
             WHERE workspace = $1 AND source = $2)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(source.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
