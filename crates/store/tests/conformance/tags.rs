//! Tags: described, archived, counted, and what lists are filtered by.

use std::sync::Arc;

use domain::id::{ConversationId, VisitorId};
use domain::rollout::Kind;
use store::{ConversationRow, Db, Saved, Tenant, ViewOf, Window};

use crate::assistants::begun;
use crate::fixtures::{append, assistant, id, said, workspace, write};

conforms!(
    a_tag_is_made_once_and_each_change_is_noticed,
    lists_are_filtered_by_tag_and_only_live_conversations_are_counted,
    what_visitors_said_comes_conversation_by_conversation,
);

async fn insert(db: &Db, tenant: Tenant, tag: &'static str) -> bool {
    write(db, move |tx| Box::pin(async move { tx.write_of(tenant).insert_tag(tag, "{}", 7).await }))
        .await
}

async fn change(db: &Db, tenant: Tenant, tag: &'static str, archived: Option<i64>) -> bool {
    write(db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).change_tag(tag, "{1}", archived).await })
    })
    .await
}

async fn note(db: &Db, tenant: Tenant, of: ConversationId, tag: &'static str, has: bool) {
    write(db, move |tx| Box::pin(async move { tx.write_of(tenant).note_tag(of, tag, has).await }))
        .await;
}

async fn a_tag_is_made_once_and_each_change_is_noticed(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let revision = async || db.read().await.unwrap().of(tenant).tags_revision().await.unwrap();
    assert_eq!(revision().await, 0);
    assert!(insert(&db, tenant, "refund").await && !insert(&db, tenant, "refund").await);
    assert!(insert(&db, tenant, "late").await && insert(&db, other, "refund").await);
    assert_eq!(revision().await, 2);
    assert!(change(&db, tenant, "refund", Some(9)).await);
    assert!(!change(&db, tenant, "nothing", None).await && !change(&db, other, "late", None).await);
    assert_eq!(revision().await, 3);
    let mut conn = db.read().await.unwrap();
    let rows = conn.of(tenant).tags().await.unwrap();
    let shown: Vec<_> =
        rows.iter().map(|it| (it.tag.as_str(), it.text.as_str(), it.archived_at)).collect();
    assert_eq!(shown, [("late", "{}", None), ("refund", "{1}", Some(9))]);
    let theirs = conn.of(other).tag("refund").await.unwrap().unwrap();
    assert_eq!((theirs.text.as_str(), theirs.created_at), ("{}", 7));
    assert_eq!(conn.of(other).tag("late").await.unwrap(), None);
}

/// A conversation in which something was said.
async fn spoken(
    db: &Db,
    tenant: Tenant,
    visitor: VisitorId,
    kind: Kind,
    at: i64,
) -> ConversationId {
    let of = id();
    let mut row = ConversationRow::begun(of, id(), (visitor, kind), at);
    row.state.seq = 1;
    let saved = Arc::new([Saved { row, page: true, trail: true }]);
    write(db, move |tx| {
        let saved = Arc::clone(&saved);
        Box::pin(async move { tx.write_of(tenant).save_conversations(&*saved).await })
    })
    .await;
    append(db, tenant, of, vec![said(1, 0), said(2, 1)]).await;
    of
}

async fn lists_are_filtered_by_tag_and_only_live_conversations_are_counted(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let with = assistant(&db, tenant).await;
    let played = begun(&db, tenant, with, Kind::Rehearsal).await;
    let (one, two) = (
        spoken(&db, tenant, id(), Kind::Live, 5).await,
        spoken(&db, tenant, id(), Kind::Live, 6).await,
    );
    for (of, tag, has) in [
        (one, "refund", true),
        (one, "refund", true),
        (two, "refund", true),
        (two, "late", true),
        (two, "late", false),
        (played, "refund", true),
    ] {
        note(&db, tenant, of, tag, has).await;
    }
    note(&db, other, one, "late", true).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).count_tags().await.unwrap(), [("refund".to_owned(), 2)]);
    let mut listed = async |view, tag| {
        let window = Window { view, cursor: None, limit: 9, reader: None, tag };
        let rows = conn.of(tenant).conversations(window).await.unwrap();
        rows.iter().map(|row| row.row.id).collect::<Vec<_>>()
    };
    assert!(listed(ViewOf::All, Some("late")).await.is_empty());
    note(&db, tenant, two, "late", true).await;
    assert_eq!(listed(ViewOf::All, Some("late")).await, [two]);
    assert_eq!(listed(ViewOf::All, Some("refund")).await, [played, two, one]);
    assert!(listed(ViewOf::Queue, Some("refund")).await.is_empty());
    assert!(listed(ViewOf::All, None).await.len() >= 2);
}

async fn what_visitors_said_comes_conversation_by_conversation(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let early = spoken(&db, tenant, id(), Kind::Live, 5).await;
    let late = spoken(&db, tenant, id(), Kind::Live, 60_005).await;
    spoken(&db, tenant, id(), Kind::Playground, 7).await;
    spoken(&db, other, id(), Kind::Live, 8).await;
    let mut conn = db.read().await.unwrap();
    let words = || vec!["message 1".to_owned(), "message 2".to_owned()];
    let said = conn.of(tenant).said_since(0, 9).await.unwrap();
    assert_eq!(said, [(late, words()), (early, words())]);
    assert_eq!(conn.of(tenant).said_since(0, 1).await.unwrap(), [(late, words())]);
    assert_eq!(conn.of(tenant).said_since(6, 9).await.unwrap(), [(late, words())]);
}
