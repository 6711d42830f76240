//! Sources and their files.

use domain::conversation::Millis;
use domain::id::{SiteId, SourceId};
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, on};

/// A piece of a file: small enough for any network and any page cache.
const CHUNK_BYTES: usize = 256 * 1024;

/// What a source is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourceKind {
    /// A file that was given.
    #[default]
    File,
    /// A page of a website.
    Page,
    /// A text written here.
    Text,
    /// A question, or several ways to ask it, and the answer to it.
    Pair,
}

impl SourceKind {
    const ALL: [Self; 4] = [Self::File, Self::Page, Self::Text, Self::Pair];

    /// Its word in rows.
    fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Page => "page",
            Self::Text => "text",
            Self::Pair => "pair",
        }
    }

    /// Whether it is written and edited here.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Text | Self::Pair)
    }
}

/// A source as stored.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// What it is made from.
    pub kind: SourceKind,
    /// Its name: the file's, or the title of what was written.
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
    /// The last one begun or ended: whoever reads carries it, and a later one ends theirs.
    pub reading: u32,
    /// Passages of that revision.
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
    /// Its id, unless there is one of this kind and name already, which then keeps its own.
    pub id: SourceId,
    /// What it is made from.
    pub kind: SourceKind,
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
    /// The website or feed that it is a page or item of, and where it can be read.
    pub page_of: Option<(SiteId, Option<String>)>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    kind: String,
    name: String,
    title: String,
    bytes: i64,
    hash: Vec<u8>,
    state: String,
    revision: i64,
    reading: i64,
    passages: i64,
    created_at: i64,
    changed_at: i64,
    address: Option<String>,
    site: Option<Uuid>,
}

impl Stored {
    fn read(self) -> Result<Source> {
        let kind = SourceKind::ALL.into_iter().find(|kind| kind.as_str() == self.kind);
        let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Source {
            kind: kind.ok_or_else(|| {
                StoreError::inconsistent("sources", "kind", self.id, "no such kind")
            })?,
            id: self.id.into(),
            name: self.name,
            title: self.title,
            bytes: self.bytes,
            hash: self.hash,
            state: self.state,
            revision: number(self.revision),
            reading: number(self.reading),
            passages: number(self.passages),
            created_at: self.created_at,
            changed_at: self.changed_at,
            address: self.address,
            site: self.site.map(Into::into),
        })
    }
}

const COLUMNS: &str = "SELECT id, kind, name, title, bytes, hash, state, revision, reading, \
     passages, created_at, changed_at, address, site FROM sources WHERE workspace = $1 ";

impl Workspace<'_> {
    /// The titles of what a website or feed holds, by the alphabet.
    pub async fn titles_of_site(&mut self, site: SiteId, limit: usize) -> Result<Vec<String>> {
        const SQL: &str = "SELECT DISTINCT title FROM sources \
             WHERE workspace = $1 AND site = $2 ORDER BY title LIMIT $3";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(site.uuid())
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(c)
            .await)?)
    }

    /// Every source that stands for itself, newest first; pages of websites stand with those.
    pub async fn sources(&mut self) -> Result<Vec<Source>> {
        let sql = format!("{COLUMNS} AND site IS NULL ORDER BY created_at DESC, name");
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).fetch_all(c).await)?;
        rows.into_iter().map(Stored::read).collect()
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
        row.map(Stored::read).transpose()
    }

    /// One source, by its kind and name.
    pub async fn source_named(&mut self, kind: SourceKind, name: &str) -> Result<Option<Source>> {
        let sql = format!("{COLUMNS} AND kind = $2 AND name = $3");
        let row: Option<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(kind.as_str())
                .bind(name)
                .fetch_optional(c)
                .await
        })?;
        row.map(Stored::read).transpose()
    }

    /// Stores a source and its file; one of the same kind and name gets the new file and keeps its
    /// id and, until it has been read anew, its passages. Assistants that learn all learn it.
    pub async fn put_source(&mut self, new: &NewSource) -> Result<SourceId> {
        const SOURCE: &str = "INSERT INTO sources (workspace, id, name, title, bytes, hash, \
             state, revision, reading, passages, created_at, changed_at, kind, address, site) \
             VALUES ($1, $2, $3, $3, $4, $5, $6, 0, 0, 0, $7, $7, $8, $9, $10) \
             ON CONFLICT (workspace, kind, name) DO UPDATE SET bytes = EXCLUDED.bytes, \
             hash = EXCLUDED.hash, state = EXCLUDED.state, changed_at = EXCLUDED.changed_at, \
             address = EXCLUDED.address, reading = sources.reading + 1 RETURNING id";
        const LEARN: &str = "INSERT INTO assistant_sources (workspace, assistant, source) \
             SELECT workspace, id, $2 FROM assistants a WHERE workspace = $1 AND (learns_all \
             OR EXISTS (SELECT 1 FROM assistant_sources l WHERE l.workspace = $1 \
             AND l.assistant = a.id AND l.source = $3)) ON CONFLICT DO NOTHING";
        let site = new.page_of.as_ref().map(|(site, _)| site.uuid());
        let id: Uuid = on!(&mut *self.conn, c => sqlx::query_scalar(SOURCE)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.name.as_str())
            .bind(i64::try_from(new.content.len()).unwrap_or(i64::MAX))
            .bind(new.hash.as_slice())
            .bind(new.state.as_str())
            .bind(new.at)
            .bind(new.kind.as_str())
            .bind(new.page_of.as_ref().and_then(|(_, address)| address.as_deref()))
            .bind(site)
            .fetch_one(c)
            .await)?;
        self.put_content(id, &new.content).await?;
        on!(&mut *self.conn, c =>
            sqlx::query(LEARN).bind(self.id).bind(id).bind(site).execute(c).await.map(drop))?;
        Ok(id.into())
    }

    /// Gives a source another name and content; until it has been read anew it keeps its
    /// passages. False when it is gone.
    pub async fn rewrite_source(&mut self, new: &NewSource) -> Result<bool> {
        const SQL: &str = "UPDATE sources SET name = $3, bytes = $4, hash = $5, state = $6, \
             changed_at = $7, reading = reading + 1 WHERE workspace = $1 AND id = $2";
        let written = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.name.as_str())
            .bind(i64::try_from(new.content.len()).unwrap_or(i64::MAX))
            .bind(new.hash.as_slice())
            .bind(new.state.as_str())
            .bind(new.at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if written == 1 {
            self.put_content(new.id.uuid(), &new.content).await?;
        }
        Ok(written == 1)
    }

    async fn put_content(&mut self, id: Uuid, content: &[u8]) -> Result<()> {
        const CLEAR: &str = "DELETE FROM source_chunks WHERE workspace = $1 AND source = $2";
        const CHUNK: &str = "INSERT INTO source_chunks (workspace, source, chunk, bytes) \
             VALUES ($1, $2, $3, $4)";
        on!(&mut *self.conn, c =>
            sqlx::query(CLEAR).bind(self.id).bind(id).execute(c).await.map(drop))?;
        for (number, chunk) in (0_i64..).zip(content.chunks(CHUNK_BYTES)) {
            on!(&mut *self.conn, c => sqlx::query(CHUNK)
                .bind(self.id)
                .bind(id)
                .bind(number)
                .bind(chunk)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
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
            "DELETE FROM source_uses WHERE workspace = $1 AND source = $2",
        ] {
            on!(&mut *self.conn, c =>
                sqlx::query(sql).bind(self.id).bind(id.uuid()).execute(c).await.map(drop))?;
        }
        self.forget_reach(id.uuid()).await?;
        Ok(gone == 1)
    }

    /// An index of an earlier generation is stale from this commit on.
    pub(crate) async fn knowledge_changed(&mut self, source: SourceId) -> Result<()> {
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
