//! Migrations: small, forward only, each in the transaction that records it, so that one killed
//! midway has not happened.

use std::path::Path;

use crate::{Conn, Result, StoreError, copy, on};

/// Its version, its name, its text.
type Migration = (i64, &'static str, &'static str);

/// In order; a released one is never edited.
const MIGRATIONS: &[Migration] = &[
    (1, "start", include_str!("../migrations/0001_start.sql")),
    (2, "mail", include_str!("../migrations/0002_mail.sql")),
    (3, "identity", include_str!("../migrations/0003_identity.sql")),
    (4, "people", include_str!("../migrations/0004_people.sql")),
    (5, "assistants", include_str!("../migrations/0005_assistants.sql")),
    (6, "look", include_str!("../migrations/0006_look.sql")),
    (7, "push", include_str!("../migrations/0007_push.sql")),
    (8, "setup", include_str!("../migrations/0008_setup.sql")),
    (9, "bounds", include_str!("../migrations/0009_bounds.sql")),
    (10, "pages", include_str!("../migrations/0010_pages.sql")),
    (11, "sites", include_str!("../migrations/0011_sites.sql")),
    (12, "written", include_str!("../migrations/0012_written.sql")),
    (13, "embeddings", include_str!("../migrations/0013_embeddings.sql")),
    (14, "models", include_str!("../migrations/0014_models.sql")),
    (15, "answers", include_str!("../migrations/0015_answers.sql")),
    (16, "actions", include_str!("../migrations/0016_actions.sql")),
    (17, "rules", include_str!("../migrations/0017_rules.sql")),
    (18, "files", include_str!("../migrations/0018_files.sql")),
    (19, "back_test", include_str!("../migrations/0019_back_test.sql")),
    (20, "waits", include_str!("../migrations/0020_waits.sql")),
    (21, "tags", include_str!("../migrations/0021_tags.sql")),
    (22, "handoffs", include_str!("../migrations/0022_handoffs.sql")),
];

/// What only PostgreSQL has to be told. A conversation's row changes with every message: with room
/// on its page the new version stands beside the old one, and no index has to learn of it.
const POSTGRES_ROOM: &str = "ALTER TABLE conversations SET (fillfactor = 50)";

/// Any number that no other program on the same server locks.
const POSTGRES_LOCK: i64 = 0x6261_746f;

/// The version that all of them lead to.
pub(crate) fn newest() -> i64 {
    last_of(MIGRATIONS)
}

fn last_of(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |(version, ..)| *version)
}

/// The version that a database is at; 0 where none was applied.
pub(crate) async fn applied(conn: &mut Conn) -> Result<i64> {
    const SQLITE: &str = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'migrations'";
    const POSTGRES: &str = "SELECT COUNT(to_regclass('migrations'))";
    const LAST: &str = "SELECT COALESCE(MAX(version), 0) FROM migrations";
    let tables: i64 = match conn {
        Conn::Sqlite(c) => sqlx::query_scalar(SQLITE).fetch_one(&mut **c).await?,
        Conn::Postgres(c) => sqlx::query_scalar(POSTGRES).fetch_one(&mut **c).await?,
    };
    if tables == 0 {
        return Ok(0);
    }
    Ok(on!(conn, c => sqlx::query_scalar(LAST).fetch_one(c).await)?)
}

/// Brings the tables up to the newest version. A file that has some is copied before.
pub(crate) async fn run(conn: &mut Conn, file: Option<&Path>) -> Result<()> {
    run_all(conn, file, MIGRATIONS).await
}

async fn run_all(conn: &mut Conn, file: Option<&Path>, migrations: &[Migration]) -> Result<()> {
    let (from, to) = (applied(conn).await?, last_of(migrations));
    if 0 < from && from < to {
        if let Some(file) = file {
            copy::before_upgrade(conn, file, from, to).await?;
        } else {
            tracing::info!(
                from,
                to,
                "the database is brought up to a new version; no copy was made, because a \
                 PostgreSQL server has tools of its own"
            );
        }
    }
    apply(conn, migrations).await
}

/// The same, where the caller has a copy.
pub(crate) async fn run_in_place(conn: &mut Conn) -> Result<()> {
    apply(conn, MIGRATIONS).await
}

async fn apply(conn: &mut Conn, migrations: &[Migration]) -> Result<()> {
    begin(conn).await?;
    let applied = apply_missing(conn, migrations).await;
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

async fn apply_missing(conn: &mut Conn, migrations: &[Migration]) -> Result<()> {
    const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations \
         (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
    const LAST: &str = "SELECT COALESCE(MAX(version), 0) FROM migrations";
    const RECORD: &str = "INSERT INTO migrations (version, name) VALUES ($1, $2)";
    on!(conn, c => sqlx::query(TABLE).execute(c).await.map(drop))?;
    let last: i64 = on!(conn, c => sqlx::query_scalar(LAST).fetch_one(c).await)?;
    let newest = last_of(migrations);
    if last > newest {
        return Err(StoreError::Version(format!(
            "the database is at version {last} and this program knows up to {newest}: \
             start the program that made it, or restore a copy from before"
        )));
    }
    for (version, name, sql) in migrations.iter().filter(|(version, ..)| *version > last) {
        on!(conn, c => sqlx::raw_sql(*sql).execute(c).await.map(drop))?;
        if let (Conn::Postgres(c), 1) = (&mut *conn, *version) {
            sqlx::query(POSTGRES_ROOM).execute(&mut **c).await?;
        }
        on!(conn, c => sqlx::query(RECORD).bind(version).bind(*name).execute(c).await.map(drop))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Where, look};

    #[tokio::test]
    async fn an_upgrade_keeps_a_copy_from_before_and_no_more_than_two() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baton.db");
        let db = crate::Db::open(&Where::File(file.clone())).await.unwrap();
        db.close().await;
        let mut known = MIGRATIONS.to_vec();
        let start = newest();
        for more in 1..=3 {
            let sql = ["ALTER TABLE workspaces ADD COLUMN a TEXT", "SELECT 1", "SELECT 1"];
            known.push((start + more, "more", sql[usize::try_from(more).unwrap() - 1]));
            for _ in 0..2 {
                let mut looked = look(&Where::File(file.clone())).await.unwrap();
                run_all(&mut looked.conn, Some(&file), &known).await.unwrap();
                looked.close().await.unwrap();
            }
        }
        let kept = |version: i64| folder.path().join(format!("baton.db.before-{version}"));
        assert!(!kept(start + 1).exists() && kept(start + 2).exists());
        let mut copy = look(&Where::File(kept(start + 3))).await.unwrap();
        assert_eq!((copy.version, copy.wrongs(false).await.unwrap()), (start + 2, vec![]));
        let older = run(&mut look(&Where::File(file)).await.unwrap().conn, None).await;
        assert!(matches!(older, Err(StoreError::Version(_))));
    }
}
