//! Looking at a database that a server has open, and copying it.

use store::{Contents, Where, look};

use crate::fixtures::{assistant, conversation, id, workspace, write};
use crate::place::{self, Fresh};

async fn somebody_else_may_look_at_what_a_server_has_open(fresh: Fresh) {
    let none = look(&fresh.place).await.unwrap().contents().await.unwrap();
    assert_eq!((none.conversations, none.last_at), (0, None));
    let tenant = workspace(&fresh.db).await;
    conversation(&fresh.db, tenant, id(), 1).await;
    assistant(&fresh.db, tenant).await;
    let mut looked = look(&fresh.place).await.unwrap();
    assert_eq!(looked.version, store::version());
    let Contents { workspaces, conversations, last_at } = looked.contents().await.unwrap();
    assert_eq!((workspaces, conversations), (vec!["A shop".to_owned()], 1));
    assert!(last_at.is_some());
    assert_eq!(looked.wrongs(true).await.unwrap(), Vec::<String>::new());
    looked.close().await.unwrap();
    // Whoever looks must not be in the writer's way.
    workspace(&fresh.db).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_somebody_else_may_look_at_what_a_server_has_open() {
    somebody_else_may_look_at_what_a_server_has_open(place::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_somebody_else_may_look_at_what_a_server_has_open() {
    somebody_else_may_look_at_what_a_server_has_open(place::postgres("looking").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_of_one_moment_closed_to_others_and_written_over_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let fresh = place::sqlite().await;
    let tenant = workspace(&fresh.db).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let mut looked = look(&fresh.place).await.unwrap();
    looked.copy_to(&copy).await.unwrap();
    assert!(looked.copy_to(&copy).await.is_err(), "it is there already");
    write(&fresh.db, move |tx| {
        Box::pin(async move { tx.write_system().name_workspace(tenant, "Renamed").await })
    })
    .await;
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let mut copied = look(&Where::File(copy)).await.unwrap();
    assert_eq!(copied.contents().await.unwrap().workspaces, ["A shop"]);
    assert_eq!(looked.contents().await.unwrap().workspaces, ["Renamed"]);
    assert!(look(&Where::File(folder.path().join("none.db"))).await.is_err(), "none is made");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_server_is_not_copied_from_here() {
    let fresh = place::postgres("not_copied").await;
    let to = tempfile::tempdir().unwrap();
    let mut looked = look(&fresh.place).await.unwrap();
    let refused = looked.copy_to(&to.path().join("copy.db")).await.unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
}
