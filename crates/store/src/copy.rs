//! Copies of the file, whole and as it is at one moment, while others write to it.
//!
//! A PostgreSQL server has tools of its own for this, so nothing here speaks to one.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::conversation::Millis;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use crate::{Conn, Result, StoreError, Where, migrate, on};

/// Copies from before an upgrade that are kept.
const BEFORE_KEPT: usize = 2;

/// A database that is only looked at: opened as it is, not made and not brought up to date.
#[derive(Debug)]
pub struct Looked {
    /// To ask it.
    pub conn: Conn,
    /// The version of its tables; 0 for none.
    pub version: i64,
}

/// The version of the tables that this program works with.
pub fn version() -> i64 {
    migrate::newest()
}

/// Opens a database to look at it.
pub async fn look(place: &Where) -> Result<Looked> {
    let mut conn = match place {
        Where::File(path) => {
            let options = SqliteConnectOptions::new()
                .filename(path)
                .busy_timeout(Duration::from_secs(10))
                // A copy of a large file takes long, and that is no fault.
                .disable_statement_logging();
            let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
            Conn::Sqlite(pool.acquire().await?)
        }
        Where::Server(address) => {
            let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1);
            let patience = pool.acquire_timeout(Duration::from_secs(5));
            Conn::Postgres(patience.connect(address).await?.acquire().await?)
        }
    };
    let version = migrate::applied(&mut conn).await?;
    Ok(Looked { conn, version })
}

impl Looked {
    /// Bytes of the file, with what its log of writes has grown it by.
    pub async fn bytes(&mut self) -> Result<u64> {
        const SQL: &str = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        match &mut self.conn {
            Conn::Sqlite(c) => {
                let bytes: i64 = sqlx::query_scalar(SQL).fetch_one(&mut **c).await?;
                Ok(u64::try_from(bytes).unwrap_or(0))
            }
            Conn::Postgres(_) => Ok(0),
        }
    }

    /// Writes the whole file as it is at this moment to a new one, and to the disk.
    pub async fn copy_to(&mut self, to: &Path) -> Result<()> {
        vacuum_into(&mut self.conn, to).await
    }

    /// What is wrong with the file, in the words of SQLite; `quick` leaves out the indexes.
    pub async fn wrongs(&mut self, quick: bool) -> Result<Vec<String>> {
        let Conn::Sqlite(c) = &mut self.conn else { return Ok(Vec::new()) };
        let sql = if quick { "PRAGMA quick_check(10)" } else { "PRAGMA integrity_check(10)" };
        let said: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut **c).await?;
        Ok(said.into_iter().filter(|line| line != "ok").collect())
    }

    /// Names of all workspaces, conversations, and when one changed last.
    pub async fn contents(&mut self) -> Result<Contents> {
        const NAMES: &str = "SELECT name FROM workspaces ORDER BY created_at, id";
        const COUNT: &str = "SELECT COUNT(*), MAX(changed_at) FROM conversations";
        let workspaces = on!(&mut self.conn, c => sqlx::query_scalar(NAMES).fetch_all(c).await)?;
        let (conversations, last_at): (i64, Option<i64>) =
            on!(&mut self.conn, c => sqlx::query_as(COUNT).fetch_one(c).await)?;
        Ok(Contents { workspaces, conversations, last_at })
    }

    /// Brings an old copy up to the newest version of the tables and ends what must not come back
    /// to life with it: whoever was let in is let in anew, but for visitors who nobody vouches for,
    /// and mails that waited are over with this outcome. How many those were.
    pub async fn end_the_past(&mut self, at: Millis, outcome: &str) -> Result<u64> {
        const GONE: [&str; 3] = [
            "DELETE FROM sessions",
            "DELETE FROM links",
            "DELETE FROM visitor_tokens WHERE EXISTS (SELECT 1 FROM visitors v \
             WHERE v.workspace = visitor_tokens.workspace AND v.id = visitor_tokens.visitor \
             AND v.subject IS NOT NULL)",
        ];
        const USED: &str = "UPDATE return_links SET used_at = $1 WHERE used_at IS NULL";
        const MAILS: &str = "UPDATE mails SET state = 'failed', round = round + 1, outcome = $2, \
             next_at = NULL, sending_until = NULL, ended_at = $1 WHERE state = 'waiting'";
        migrate::run_in_place(&mut self.conn).await?;
        for sql in GONE {
            on!(&mut self.conn, c => sqlx::query(sql).execute(c).await.map(drop))?;
        }
        Ok(on!(&mut self.conn, c => {
            sqlx::query(USED).bind(at).execute(&mut *c).await?;
            let ended = sqlx::query(MAILS).bind(at).bind(outcome).execute(c).await?;
            Ok::<_, sqlx::Error>(ended.rows_affected())
        })?)
    }

    /// The signing keys for visitors, oldest first.
    pub async fn signing_keys(&mut self) -> Result<Vec<KeyInForce>> {
        const SQL: &str = "SELECT w.name AS workspace, k.hint, k.created_at, t.name AS created_by \
             FROM identity_keys k JOIN workspaces w ON w.id = k.workspace \
             LEFT JOIN teammates t ON t.workspace = k.workspace AND t.id = k.created_by \
             ORDER BY w.created_at, k.created_at, k.id";
        Ok(on!(&mut self.conn, c => sqlx::query_as(SQL).fetch_all(c).await)?)
    }

    /// Closes the file, so that it stands alone without a log of writes.
    pub async fn close(self) -> Result<()> {
        match self.conn {
            Conn::Sqlite(c) => Ok(c.close().await?),
            Conn::Postgres(c) => Ok(c.close().await?),
        }
    }
}

/// What a database holds, as a person would tell it from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Names, oldest first.
    pub workspaces: Vec<String>,
    /// How many.
    pub conversations: i64,
    /// When one of them changed last, in milliseconds since 1970.
    pub last_at: Option<i64>,
}

/// A signing key for visitors, as a person tells it from others.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeyInForce {
    /// Whose visitors it vouches for.
    pub workspace: String,
    /// The last signs of its secret.
    pub hint: String,
    /// When it was made.
    pub created_at: Millis,
    /// Who made it, if that is still known.
    pub created_by: Option<String>,
}

async fn vacuum_into(conn: &mut Conn, to: &Path) -> Result<()> {
    let Conn::Sqlite(c) = conn else {
        return Err(StoreError::Version("a PostgreSQL server is copied by pg_dump".to_owned()));
    };
    let text = to.to_str().ok_or_else(|| unwritable(to, "its name is no text"))?;
    // SQLite takes an empty file as it is, and would make one that others may read.
    let made = OpenOptions::new().create_new(true).write(true).mode(0o600).open(to);
    made.map_err(|why| unwritable(to, why))?;
    sqlx::query("VACUUM INTO $1").bind(text).execute(&mut **c).await?;
    // SQLite leaves a copy to the system's good will.
    std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(|why| unwritable(to, why))
}

fn unwritable(path: &Path, why: impl std::fmt::Display) -> StoreError {
    StoreError::Unwritable(format!("{}: {why}", path.display()))
}

/// Before an upgrade from `from` to `to`: a copy beside the file, of which the last two are kept.
pub(crate) async fn before_upgrade(conn: &mut Conn, path: &Path, from: i64, to: i64) -> Result<()> {
    let kept = beside(path, &format!(".before-{to}"));
    let partial = beside(path, ".before-partial");
    let gone = |path: &Path| match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unwritable(path, error)),
        _ => Ok(()),
    };
    let journal = beside(path, ".before-partial-journal");
    let clear = || gone(&partial).and(gone(&journal));
    clear()?;
    vacuum_into(conn, &partial).await.inspect_err(|_| drop(clear()))?;
    std::fs::rename(&partial, &kept).map_err(|error| unwritable(&kept, error))?;
    tracing::info!(
        copy = %kept.display(), from, to,
        "the database is brought up to a new version; a copy from before was kept"
    );
    let mut copies = copies_before(path);
    copies.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    for (_, old) in copies.into_iter().skip(BEFORE_KEPT) {
        if let Err(error) = gone(&old) {
            tracing::warn!(%error, "an old copy was not removed");
        }
    }
    Ok(())
}

/// The copies from before upgrades, each with the version that it was made before.
fn copies_before(path: &Path) -> Vec<(i64, PathBuf)> {
    let stem = format!("{}.before-", path.file_name().unwrap_or_default().to_string_lossy());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let versions = entries.flatten().filter_map(|entry| {
        let version = entry.file_name().to_str()?.strip_prefix(&stem)?.parse().ok()?;
        Some((version, entry.path()))
    });
    versions.collect()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
