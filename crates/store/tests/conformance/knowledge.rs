//! Sources, their readings, and the boundary of a workspace.

use std::sync::Arc;

use domain::message::{Audience, Citation};
use store::{Db, NewSource, PassageRow, Reading, Tenant};

use crate::fixtures::{append, assistant, conversation, id, said, workspace, write};

conforms!(
    a_workspace_does_not_see_another,
    a_later_reading_replaces_the_earlier_whole,
    a_removed_source_cannot_be_cited,
);

/// A source with one passage in its first reading.
async fn learnt(db: &Db, tenant: Tenant, name: &str, content: &[u8]) -> domain::id::SourceId {
    let new = Arc::new(NewSource {
        id: id(),
        name: name.into(),
        content: content.to_vec(),
        hash: content.to_vec(),
        state: "waiting".into(),
        at: 1,
        page_of: None,
    });
    write(db, move |tx| {
        let new = Arc::clone(&new);
        Box::pin(async move {
            let source = tx.write_of(tenant).put_source(&new).await?;
            let revision = tx.write_of(tenant).begin_reading(source).await?.unwrap();
            tx.write_of(tenant).insert_passages(&[passage(source, revision, 0)]).await?;
            let reading = reading(source, revision, &new.hash);
            assert!(tx.write_of(tenant).publish_source(&reading, 2).await?);
            Ok(source)
        })
    })
    .await
}

fn passage(source: domain::id::SourceId, revision: u32, position: u32) -> PassageRow {
    PassageRow {
        source,
        revision,
        position,
        title: "Returns".into(),
        headings: vec!["Time".into()],
        text: format!("reading {revision}"),
        page: Some(7),
    }
}

fn reading(source: domain::id::SourceId, revision: u32, hash: &[u8]) -> Reading {
    let (title, state) = ("Returns".into(), "ready".into());
    Reading { source, hash: hash.to_vec(), title, state, revision, passages: 1 }
}

async fn a_workspace_does_not_see_another(db: Db) {
    let (mine, theirs) = (workspace(&db).await, workspace(&db).await);
    let visitor = id();
    let thread = conversation(&db, mine, visitor, 1).await;
    append(&db, mine, thread, vec![said(1, 0)]).await;
    let source = learnt(&db, mine, "returns.md", b"x").await;
    let known_to = assistant(&db, mine).await;
    let mut conn = db.read().await.unwrap();
    let mut other = conn.of(theirs);
    assert!(other.conversation(thread, None).await.unwrap().is_none());
    assert!(other.events(thread, 0, Audience::Team, 9).await.unwrap().is_empty());
    assert!(other.visitor(visitor).await.unwrap().is_none());
    assert!(other.source(source).await.unwrap().is_none());
    assert!(other.source_content(source).await.unwrap().is_empty());
    assert!(other.assistant(known_to).await.unwrap().is_none());
    assert!(other.changed_since(0, 9).await.unwrap().is_empty());
}

async fn a_later_reading_replaces_the_earlier_whole(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    let before = db.read().await.unwrap().of(tenant).knowledge_of(known_to).await.unwrap().unwrap();
    assert_eq!((before.1.len(), before.1[0].text.as_str()), (1, "reading 1"));
    assert_eq!(learnt(&db, tenant, "returns.md", b"two").await, source, "the name keeps its id");
    let mut conn = db.read().await.unwrap();
    let after = conn.of(tenant).knowledge_of(known_to).await.unwrap().unwrap();
    assert_eq!((after.1.len(), after.1[0].text.as_str()), (1, "reading 2"));
    assert!(after.0 > before.0, "the assistants are told");
    assert_eq!(conn.of(tenant).source_content(source).await.unwrap(), b"two");
    let late = write(&db, move |tx| {
        Box::pin(async move {
            let revision = tx.write_of(tenant).begin_reading(source).await?.unwrap();
            tx.write_of(tenant).insert_passages(&[passage(source, revision, 0)]).await?;
            tx.write_of(tenant).publish_source(&reading(source, revision, b"one"), 3).await
        })
    })
    .await;
    assert!(!late, "a reading of the file before does not replace the present one");
    let kept = conn.of(tenant).knowledge_of(known_to).await.unwrap().unwrap();
    assert_eq!(kept.1, after.1);
}

async fn a_removed_source_cannot_be_cited(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    let citation = Citation {
        source,
        revision: 1,
        position: 0,
        title: "Returns".into(),
        heading: "Time".into(),
        page: Some(7),
    };
    let mut conn = db.read().await.unwrap();
    assert!(conn.of(tenant).stands(known_to, &citation).await.unwrap());
    assert_eq!(conn.of(tenant).passages_around(source, 1, 0).await.unwrap().len(), 1);
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_source(source).await }))
        .await;
    assert!(!conn.of(tenant).stands(known_to, &citation).await.unwrap());
    assert!(conn.of(tenant).source(source).await.unwrap().is_none());
    assert!(conn.of(tenant).source_content(source).await.unwrap().is_empty());
}
