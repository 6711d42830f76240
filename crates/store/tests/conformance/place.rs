//! A database of a test's own.

use store::{Db, Where};

/// The folder goes with the test.
pub(crate) struct Fresh {
    pub(crate) db: Db,
    _folder: tempfile::TempDir,
}

pub(crate) async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Where::File(folder.path().join("test.db"))).await.unwrap();
    Fresh { db, _folder: folder }
}

pub(crate) async fn postgres(name: &str) -> Fresh {
    let (address, _) = empty_postgres(name).await;
    let db = Db::open(&Where::Server(address)).await.unwrap();
    Fresh { db, _folder: tempfile::tempdir().unwrap() }
}

/// A database without a table: its address, and a way in beside the store.
pub(crate) async fn empty_postgres(name: &str) -> (String, sqlx::PgPool) {
    let server = std::env::var("BATON_TEST_POSTGRES").expect(
        "a PostgreSQL server in BATON_TEST_POSTGRES: run the tests by scripts/with-postgres",
    );
    let name = format!("conformance_{name}");
    let admin = sqlx::PgPool::connect(&server).await.unwrap();
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&admin).await.unwrap();
    }
    let address = match server.split_once('?') {
        Some((before, options)) => format!("{}/{name}?{options}", base(before)),
        None => format!("{}/{name}", base(&server)),
    };
    let pool = sqlx::PgPool::connect(&address).await.unwrap();
    (address, pool)
}

/// The address without the name of its database.
fn base(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find('/').map_or(address, |slash| &address[..host + slash])
}
