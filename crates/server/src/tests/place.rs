//! A place of a test's own on the PostgreSQL server.

use domain::id::WorkspaceId;

use crate::clock;

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
