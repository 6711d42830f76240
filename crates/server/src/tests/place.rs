//! Databases of a test's own.

use domain::id::WorkspaceId;
use store::Where;
use tempfile::TempDir;

use crate::clock;

/// A file in the folder.
pub(crate) fn file(folder: &TempDir) -> Where {
    Where::File(folder.path().join("baton.db"))
}

/// A schema of the server that `BATON_TEST_POSTGRES` names; without one the test fails.
pub(crate) async fn schema() -> String {
    let server = std::env::var("BATON_TEST_POSTGRES").expect(
        "a PostgreSQL server in BATON_TEST_POSTGRES: run the tests by scripts/with-postgres",
    );
    let name = format!("test_{}", clock::new_id::<WorkspaceId>().uuid().simple());
    let admin = sqlx::PgPool::connect(&server).await.unwrap();
    let sql = format!("CREATE SCHEMA {name}");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&admin).await.unwrap();
    admin.close().await;
    let and = if server.contains('?') { '&' } else { '?' };
    format!("{server}{and}options[search_path]={name}")
}
