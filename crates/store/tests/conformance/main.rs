//! One suite, both databases. Without a PostgreSQL server it fails, it does not skip: say where one
//! is in `BATON_TEST_POSTGRES` (`scripts/with-postgres` starts one).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by stopping")]

/// Runs bodies of the shape `async fn name(db: Db)` once per database.
macro_rules! conforms {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(crate::place::sqlite().await.db).await; })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::place::postgres(stringify!($name)).await.db).await;
            })*
        }
    };
}

mod accounts;
mod actions;
mod answers;
mod asking;
mod assistants;
mod codes;
mod embeddings;
mod fixtures;
mod handoffs;
mod jobs;
mod knowledge;
mod log;
mod looking;
mod mail;
mod people;
mod pictures;
mod place;
mod push;
mod reaches;
mod rules;
mod runs;
mod sites;
mod tags;
mod visitors;
mod waits;
mod writing;
