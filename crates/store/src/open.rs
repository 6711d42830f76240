//! Opening: where the two databases differ most.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::write::Writer;
use crate::{Conn, Db, Result, StoreError, migrate};

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Where {
    /// A file, made when it is missing.
    File(PathBuf),
    /// A PostgreSQL server, as a `postgres://` address.
    Server(String),
}

/// Pages that each connection keeps, as SQLite counts them: below zero in KiB. They are taken as
/// they are needed.
const CACHE_KIB: &str = "-65536";

/// Pages of log that are folded into the file at once, 32 MB: a page that is written a hundred
/// times in between is folded in once.
const CHECKPOINT_PAGES: &str = "8000";

/// Readers of the file: more would only wait for the two cores of a small server.
const READERS_MAX: u32 = 4;

/// Connections to a PostgreSQL server from one node.
const CONNECTIONS_MAX: u32 = 16;

/// Longest wait for a connection before the caller is told that the database is busy.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

impl Db {
    /// Opens the database and brings its tables up to this version.
    pub async fn open(place: &Where) -> Result<Self> {
        match place {
            Where::File(path) => open_file(path.clone()).await,
            Where::Server(address) => open_server(address).await,
        }
    }
}

async fn open_file(path: PathBuf) -> Result<Db> {
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // The acknowledgement of a message is its commit, so a commit must survive a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10))
        // The ends of a few thousand busy threads. The default of 2 MB spills them to the file.
        .pragma("cache_size", CACHE_KIB)
        // What undoes half of a statement need not be a file.
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .statement_cache_capacity(256);
    let writers = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.clone())
        .await?;
    migrate::run(&mut Conn::Sqlite(writers.acquire().await?), Some(&path)).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Db::Sqlite { readers, writer: Writer::start(writers) })
}

async fn open_server(address: &str) -> Result<Db> {
    let options: PgConnectOptions = address.parse()?;
    // Another node that is stuck in a transaction must not hold this one up for ever.
    let options = options.options([
        ("lock_timeout", "5s"),
        ("statement_timeout", "60s"),
        ("idle_in_transaction_session_timeout", "30s"),
        // A plan that was made while a table was small is kept while it grows, and every query of
        // ours has an index: so none reads whole tables where it can do otherwise.
        ("enable_seqscan", "off"),
        ("jit", "off"),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await?;
    migrate::run(&mut Conn::Postgres(pool.acquire().await?), None).await?;
    Ok(Db::Postgres(pool))
}

impl From<PathBuf> for Where {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl std::str::FromStr for Where {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Server(text.to_owned()))
        } else {
            Ok(Self::File(PathBuf::from(text)))
        }
    }
}
