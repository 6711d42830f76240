//! What the stories begin with.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::conversation::Event;
use domain::id::{AssistantId, ConversationId, VisitorId};
use domain::rollout::Kind;
use futures_util::future::BoxFuture;
use store::{
    Appended, Assistant, ConversationRow, Db, LogRow, NewAssistant, Saved, StoreError, Tenant, Tx,
};
use uuid::Uuid;

/// Ids of a test, in order and never twice.
static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) fn id<T: From<Uuid>>() -> T {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u128(u128::from(number) << 64 | 0x7000_8000_0000_0000).into()
}

pub(crate) async fn write<T, W>(db: &Db, work: W) -> T
where
    T: Send + 'static,
    W: for<'tx> Fn(&'tx mut Tx) -> BoxFuture<'tx, Result<T, StoreError>> + Send + Sync + 'static,
{
    db.write(work).await.unwrap()
}

pub(crate) async fn workspace(db: &Db) -> Tenant {
    let workspace = id();
    write(db, move |tx| {
        Box::pin(async move { tx.write_system().insert_workspace(workspace, "A shop", 1).await })
    })
    .await
}

pub(crate) async fn assistant(db: &Db, tenant: Tenant) -> AssistantId {
    let assistant: AssistantId = id();
    write(db, move |tx| {
        Box::pin(async move {
            let new = NewAssistant {
                assistant: Assistant {
                    id: assistant,
                    site: assistant.to_string(),
                    name: "Wren".into(),
                    greeting: "Hello".into(),
                    suggestions: vec!["A?".into()],
                    allowed_sites: vec![],
                    look: domain::look::Look::default(),
                    picture: None,
                    generation: 0,
                    settings: "{}".into(),
                    archived_at: None,
                    learns_all: true,
                },
                at: 1,
            };
            tx.write_of(tenant).insert_assistant(&new).await
        })
    })
    .await;
    assistant
}

pub(crate) async fn conversation(
    db: &Db,
    tenant: Tenant,
    visitor: VisitorId,
    at: i64,
) -> ConversationId {
    let conversation = id();
    let row = ConversationRow::begun(conversation, id(), (visitor, Kind::Live), at);
    let saved = Arc::new([Saved { row, page: true, trail: true }]);
    write(db, move |tx| {
        let saved = Arc::clone(&saved);
        Box::pin(async move { tx.write_of(tenant).save_conversations(&*saved).await })
    })
    .await;
    conversation
}

pub(crate) fn said(seq: i64, prev: i64) -> LogRow {
    LogRow {
        seq,
        visitor_prev: prev,
        at: 10 + seq,
        command: Some(id()),
        event: Event::VisitorSaid { courtesy: false },
        words: Some(format!("message {seq}")),
        pictures: vec![],
    }
}

pub(crate) async fn append(
    db: &Db,
    tenant: Tenant,
    thread: ConversationId,
    rows: Vec<LogRow>,
) -> Appended {
    let rows = Arc::new(rows);
    write(db, move |tx| {
        let rows = Arc::clone(&rows);
        Box::pin(async move {
            {
                let rows: Vec<_> = rows.iter().map(|row| (thread, row)).collect();
                tx.write_of(tenant).append(&rows).await
            }
        })
    })
    .await
}
