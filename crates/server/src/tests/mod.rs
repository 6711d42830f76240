//! The server through its real router and its real sockets, on both databases.

/// Runs bodies of the shape `async fn name(test: TestApp)` once per database.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $name() { super::$name(crate::tests::TestApp::new().await).await; })*
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $name() { super::$name(crate::tests::TestApp::on_postgres().await).await; })*
        }
    };
}

mod accounts;
mod actions;
pub(crate) mod app;
mod assistants;
mod backup;
mod conversations;
mod crash;
mod embeddings;
mod going_live;
mod handoffs;
mod hours;
mod identity;
mod learning;
mod line;
mod mail;
mod masks;
mod matrix;
mod models;
mod names;
mod people;
mod pictures;
mod place;
mod promises;
mod push;
mod rules;
mod security;
mod setup;
mod sites;
mod sockets;
mod strangers;
mod tags;
mod talk;
mod teams;
mod written;

use std::time::Duration;

use app::{Answer, Teammate, TestApp, Visitor, Who};

/// Longest wait for anything: far more than a loaded machine needs, and an end all the same.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for what must come.
async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let Ok(come) = tokio::time::timeout(PATIENCE, future).await else {
        panic!("this did not come: {what}")
    };
    come
}
