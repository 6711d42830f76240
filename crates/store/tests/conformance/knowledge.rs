//! Sources, their readings, and the boundary of a workspace.

use std::sync::Arc;

use domain::message::{Audience, Citation};
use store::{Citing, Db, NewSource, PassageRow, Reading, SourceKind, Tenant};

use crate::fixtures::{append, assistant, conversation, id, said, workspace, write};

conforms!(
    a_workspace_does_not_see_another,
    a_later_reading_replaces_the_earlier_whole,
    a_reading_that_was_ended_writes_nothing,
    a_removed_source_cannot_be_cited,
    uses_are_counted_by_answer_and_passage,
);

/// A source with one passage in its first reading.
pub(crate) async fn learnt(
    db: &Db,
    tenant: Tenant,
    name: &str,
    content: &[u8],
) -> domain::id::SourceId {
    let new = Arc::new(NewSource {
        id: id(),
        kind: SourceKind::File,
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
            let reading = reading(source, revision);
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
        questions: vec!["How long?".into()],
        text: format!("reading {revision}"),
        page: Some(7),
    }
}

fn reading(source: domain::id::SourceId, revision: u32) -> Reading {
    let (title, state) = ("Returns".into(), "ready".into());
    Reading { source, title, state, revision, passages: 1 }
}

fn citation(source: domain::id::SourceId) -> Citation {
    let (title, heading) = ("Returns".into(), "Time".into());
    Citation { source, revision: 1, position: 0, title, heading, page: Some(7) }
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
    assert_eq!((after.1.len(), after.1[0].text.as_str()), (1, "reading 3"));
    assert!(after.0 > before.0, "the assistants are told");
    assert_eq!(conn.of(tenant).source_content(source).await.unwrap(), b"two");
}

async fn a_reading_that_was_ended_writes_nothing(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    let before = db.read().await.unwrap().of(tenant).knowledge_of(known_to).await.unwrap();
    let (noted, published) = write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let revision = rows.begin_reading(source).await?.unwrap();
            rows.insert_passages(&[passage(source, revision, 0)]).await?;
            assert!(rows.note_reading(source, revision, "reading", 3).await?);
            assert!(rows.end_reading(source, "stopped", 4).await?);
            let noted = rows.note_reading(source, revision, "indexing", 5).await?;
            Ok((noted, rows.publish_source(&reading(source, revision), 5).await?))
        })
    })
    .await;
    assert!(!noted && !published);
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).source(source).await.unwrap().unwrap().state, "stopped");
    assert_eq!(conn.of(tenant).knowledge_of(known_to).await.unwrap(), before);
}

async fn a_removed_source_cannot_be_cited(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    let mut conn = db.read().await.unwrap();
    assert!(conn.of(tenant).reach_of(known_to, (source, 1, 0)).await.unwrap().is_some());
    assert_eq!(conn.of(tenant).passages_around(source, 1, 0).await.unwrap().len(), 1);
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_source(source).await }))
        .await;
    assert!(conn.of(tenant).reach_of(known_to, (source, 1, 0)).await.unwrap().is_none());
    assert!(conn.of(tenant).source(source).await.unwrap().is_none());
    assert!(conn.of(tenant).source_content(source).await.unwrap().is_empty());
}

async fn uses_are_counted_by_answer_and_passage(db: Db) {
    let tenant = workspace(&db).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    append(&db, tenant, thread, vec![said(1, 0)]).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    write(&db, move |tx| {
        Box::pin(async move {
            let citations = [citation(source), Citation { revision: 9, ..citation(source) }];
            // The turn that cites twice is one answer; what an earlier reading said is gone.
            let said = [(1, 1, 0..1), (1, 2, 0..1), (2, 3, 0..1), (3, 4, 1..2)];
            let said = said.map(|(turn, seq, cited)| Citing {
                conversation: thread,
                turn,
                seq,
                at: seq,
                citations: &citations[cited],
            });
            tx.write_of(tenant).note_uses(&said).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    assert_eq!(rows.source_uses().await.unwrap(), [(source, 3)]);
    assert_eq!(rows.passage_uses(source).await.unwrap(), [(0, 2)]);
    let uses = rows.uses_of(source, 2).await.unwrap();
    let brief: Vec<_> = uses.iter().map(|it| (it.seq, it.position, it.words.is_some())).collect();
    assert_eq!(brief, [(4, None, false), (3, Some(0), false)]);
    let all = rows.uses_of(source, 9).await.unwrap();
    assert_eq!((all.len(), all[2].seq, all[2].words.as_deref()), (3, 1, Some("message 1")));
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_source(source).await }))
        .await;
    assert!(conn.of(tenant).uses_of(source, 9).await.unwrap().is_empty());
}
