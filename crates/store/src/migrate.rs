//! Migrations: small, forward only, each in the transaction that records it, so that one killed
//! midway has not happened.

use crate::{Conn, Result, StoreError, on};

/// In order; a released one is never edited.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("../migrations/0001_start.sql")),
    (2, "mail", include_str!("../migrations/0002_mail.sql")),
    (3, "identity", include_str!("../migrations/0003_identity.sql")),
];

/// What only PostgreSQL has to be told. A conversation's row changes with every message: with room
/// on its page the new version stands beside the old one, and no index has to learn of it.
const POSTGRES_ROOM: &str = "ALTER TABLE conversations SET (fillfactor = 50)";

/// Any number that no other program on the same server locks.
const POSTGRES_LOCK: i64 = 0x6261_746f;

pub(crate) async fn run(conn: &mut Conn) -> Result<()> {
    begin(conn).await?;
    let applied = apply_missing(conn).await;
    let end = if applied.is_ok() { "COMMIT" } else { "ROLLBACK" };
    on!(conn, c => sqlx::query(end).execute(c).await.map(drop))?;
    applied
}

/// Two nodes that start at once apply each migration once.
async fn begin(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(c) => {
            sqlx::query("BEGIN IMMEDIATE").execute(&mut **c).await?;
        }
        Conn::Postgres(c) => {
            sqlx::query("BEGIN").execute(&mut **c).await?;
            sqlx::query("SELECT pg_advisory_xact_lock($1)")
                .bind(POSTGRES_LOCK)
                .execute(&mut **c)
                .await?;
        }
    }
    Ok(())
}

async fn apply_missing(conn: &mut Conn) -> Result<()> {
    const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations \
         (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
    const LAST: &str = "SELECT COALESCE(MAX(version), 0) FROM migrations";
    const RECORD: &str = "INSERT INTO migrations (version, name) VALUES ($1, $2)";
    on!(conn, c => sqlx::query(TABLE).execute(c).await.map(drop))?;
    let last: i64 = on!(conn, c => sqlx::query_scalar(LAST).fetch_one(c).await)?;
    let newest = MIGRATIONS.last().map_or(0, |(version, ..)| *version);
    if last > newest {
        return Err(StoreError::Version(format!(
            "the database is at version {last} and this program knows up to {newest}: \
             start the program that made it, or restore a copy from before"
        )));
    }
    for (version, name, sql) in MIGRATIONS.iter().filter(|(version, ..)| *version > last) {
        on!(conn, c => sqlx::raw_sql(*sql).execute(c).await.map(drop))?;
        if let (Conn::Postgres(c), 1) = (&mut *conn, *version) {
            sqlx::query(POSTGRES_ROOM).execute(&mut **c).await?;
        }
        on!(conn, c => sqlx::query(RECORD).bind(version).bind(*name).execute(c).await.map(drop))?;
    }
    Ok(())
}
