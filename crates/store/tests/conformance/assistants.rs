//! Many assistants: what each learns, what stays out of figures, what is removed.

use std::sync::Arc;

use domain::conversation::{Draft, DraftUse, Event};
use domain::id::{AssistantId, ConversationId, SourceId, VisitorId};
use domain::rollout::{Kind, Stage};
use domain::signal::Verdict;
use store::{ConversationRow, Db, LogRow, NewSource, Saved, SourceKind, Tenant, ViewOf, Window};

use crate::fixtures::{append, assistant, id, said, workspace, write};

conforms!(
    an_assistant_learns_all_or_some,
    an_archived_assistant_and_its_settings_come_back_as_they_were,
    rehearsals_stay_out_of_figures_and_go_at_once,
    drafts_are_counted_by_what_became_of_them,
);

async fn source(db: &Db, tenant: Tenant, name: &'static str) -> SourceId {
    let source = id();
    write(db, move |tx| {
        Box::pin(async move {
            let (name, content, hash) = (name.to_owned(), b"x".to_vec(), vec![1]);
            let (kind, state, page_of) = (SourceKind::File, "{}".into(), None);
            let new = NewSource { id: source, kind, name, content, hash, state, at: 1, page_of };
            tx.write_of(tenant).put_source(&new).await
        })
    })
    .await
}

async fn learnt(db: &Db, tenant: Tenant, by: AssistantId) -> (Vec<SourceId>, i64) {
    let mut conn = db.read().await.unwrap();
    let known = conn.of(tenant).assistant(by).await.unwrap().unwrap();
    (conn.of(tenant).sources_of(by).await.unwrap(), known.generation)
}

async fn an_assistant_learns_all_or_some(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (all, some) = (assistant(&db, tenant).await, assistant(&db, tenant).await);
    let first = source(&db, tenant, "a.md").await;
    let theirs = source(&db, other, "a.md").await;
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).learn_only(some, &[theirs]).await })
    })
    .await;
    assert_eq!(learnt(&db, tenant, some).await, (vec![], 1), "a stranger's source is none");
    let second = source(&db, tenant, "b.md").await;
    source(&db, tenant, "a.md").await;
    assert_eq!(learnt(&db, tenant, all).await.0, [first, second]);
    assert_eq!(learnt(&db, tenant, some).await.0, [], "new sources and new files are not for it");
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).learn_too(some, second).await })
    })
    .await;
    assert_eq!(learnt(&db, tenant, some).await, (vec![second], 2));
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).learn_all(some).await })).await;
    assert_eq!(learnt(&db, tenant, some).await, (vec![first, second], 3));
    let third = source(&db, tenant, "c.md").await;
    assert_eq!(learnt(&db, tenant, some).await.0, [first, second, third]);
}

async fn an_archived_assistant_and_its_settings_come_back_as_they_were(db: Db) {
    let tenant = workspace(&db).await;
    let id = assistant(&db, tenant).await;
    let mut known = db.read().await.unwrap().of(tenant).assistant(id).await.unwrap().unwrap();
    assert_eq!((known.settings.as_str(), known.archived_at, known.learns_all), ("{}", None, true));
    known.settings = "{\"voice\":{}}".into();
    known.archived_at = Some(9);
    let changed = Arc::new(known.clone());
    write(&db, move |tx| {
        let changed = Arc::clone(&changed);
        Box::pin(async move { tx.write_of(tenant).save_assistant(&changed).await })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).assistants().await.unwrap(), [known.clone()]);
    assert_eq!(conn.system().assistant_by_site(&known.site).await.unwrap(), Some((tenant, known)));
}

/// A conversation of a kind with one message.
pub(crate) async fn begun(
    db: &Db,
    tenant: Tenant,
    with: AssistantId,
    kind: Kind,
) -> ConversationId {
    let (conversation, visitor): (_, VisitorId) = (id(), id());
    let stage = (kind == Kind::Rehearsal).then_some(Stage::Drafts.as_str());
    let mut row = ConversationRow::begun(conversation, with, (visitor, kind), 60_000);
    row.state.apply(&Event::VisitorSaid { courtesy: false }, 60_000);
    let saved = Arc::new([Saved { row, page: true, trail: true }]);
    write(db, move |tx| {
        let saved = Arc::clone(&saved);
        Box::pin(async move {
            let token = visitor.uuid().as_bytes().to_vec();
            let mut rows = tx.write_of(tenant);
            rows.insert_visitor_as(visitor, &token, with, (kind, stage), 1).await?;
            tx.write_of(tenant).save_conversations(&*saved).await
        })
    })
    .await;
    append(db, tenant, conversation, vec![said(1, 0)]).await;
    let mut conn = db.read().await.unwrap();
    let found = conn.system().visitor_by_token(visitor.uuid().as_bytes()).await.unwrap().unwrap();
    assert_eq!((found.kind, found.stage), (kind, stage.and_then(Stage::parse)));
    conversation
}

async fn listed(db: &Db, tenant: Tenant, view: ViewOf) -> Vec<ConversationId> {
    let window = Window { view, cursor: None, limit: 9, reader: None, tag: None };
    let rows = db.read().await.unwrap().of(tenant).conversations(window).await.unwrap();
    rows.into_iter().map(|row| row.row.id).collect()
}

async fn rehearsals_stay_out_of_figures_and_go_at_once(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let with = assistant(&db, tenant).await;
    let live = begun(&db, tenant, with, Kind::Live).await;
    let played = begun(&db, tenant, with, Kind::Rehearsal).await;
    let tried = begun(&db, tenant, with, Kind::Playground).await;
    let theirs = begun(&db, other, with, Kind::Rehearsal).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).begun_since(1).await.unwrap(), [(with, 1)]);
    assert_eq!(conn.of(tenant).begun_since(60_001).await.unwrap(), []);
    assert_eq!(conn.of(tenant).answered_since(with, 1).await.unwrap(), (1, 0));
    assert_eq!(conn.of(tenant).count_apart().await.unwrap(), 2);
    drop(conn);
    assert_eq!(listed(&db, tenant, ViewOf::Apart).await, [tried, played]);
    let gone = write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_kind(Kind::Rehearsal).await })
    })
    .await;
    assert_eq!(gone, [played]);
    let none = write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_kind(Kind::Live).await })
    })
    .await;
    assert_eq!(none, [], "what visitors said is not removed this way");
    assert_eq!(listed(&db, tenant, ViewOf::All).await, [tried, live]);
    assert_eq!(listed(&db, other, ViewOf::Apart).await, [theirs]);
    let team = domain::message::Audience::Team;
    let mut conn = db.read().await.unwrap();
    assert!(conn.of(tenant).events(played, 0, team, 9).await.unwrap().is_empty());
    assert_eq!(conn.of(tenant).events(live, 0, team, 9).await.unwrap().len(), 1);
}

async fn drafts_are_counted_by_what_became_of_them(db: Db) {
    let tenant = workspace(&db).await;
    let with = assistant(&db, tenant).await;
    let live = begun(&db, tenant, with, Kind::Live).await;
    let played = begun(&db, tenant, with, Kind::Rehearsal).await;
    let by = id();
    let drafted = |verdict| {
        let content = Draft { through: 1, citations: vec![], verdict, confidence: None };
        Event::Drafted { draft: 1, content: Box::new(content) }
    };
    let sent = |edited| Event::Replied { by, draft: Some(DraftUse { draft: 1, edited }) };
    let events = [
        drafted(Some(Verdict::Answered)),
        drafted(None),
        sent(true),
        sent(false),
        sent(false),
        Event::Replied { by, draft: None },
        Event::DraftDismissed { by, draft: 1 },
    ];
    for thread in [live, played] {
        let rows = (2..).zip(&events).map(|(seq, event)| LogRow {
            event: event.clone(),
            words: None,
            ..said(seq, seq - 1)
        });
        append(&db, tenant, thread, rows.collect()).await;
    }
    let mut conn = db.read().await.unwrap();
    let drafts = conn.of(tenant).drafts_since(with, 1).await.unwrap();
    assert_eq!((drafts.written, drafts.as_is, drafts.edited, drafts.dismissed), (1, 2, 1, 1));
    assert_eq!(conn.of(tenant).drafts_since(with, 1_000).await.unwrap(), store::Drafts::default());
}
