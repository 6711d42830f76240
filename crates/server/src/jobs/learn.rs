//! Reading a source: bytes to text, text to passages, passages to the store and the index.
//!
//! A file that cannot be read is a normal state of a source, said in plain words.

use domain::id::SourceId;
use knowledge::passage::Passage;
use store::{PassageRow, Source, Tenant};

use crate::app::App;
use crate::clock;
use crate::embeddings;
use crate::protocol::{Partly, SourceState, ToTeammate};
use crate::reader::{self, Reading};
use crate::sources::{source_view, state_text};

/// Passages stored in one commit, so that chats are not held up by a large manual.
const COMMIT_PASSAGES: usize = 200;

/// Learns a source. A source that was removed meanwhile is nothing to learn.
pub(super) async fn learn(app: &App, tenant: Tenant, id: SourceId) -> store::Result<()> {
    let Some(source) = find(app, tenant, id).await? else { return Ok(()) };
    let reader = reader::free().await;
    note(app, tenant, &source, SourceState::Reading).await?;
    let content = app.db.read().await?.of(tenant).source_content(id).await?;
    let read = reader.read(&source.name, &content).await;
    drop((reader, content));
    match read {
        Ok(reading) => store_passages(app, tenant, &source, reading).await,
        Err(unread) => note(app, tenant, &source, SourceState::Failed { why: unread.why }).await,
    }
}

async fn store_passages(
    app: &App,
    tenant: Tenant,
    source: &Source,
    Reading { title, passages: found, pages, pictures_only, .. }: Reading,
) -> store::Result<()> {
    let Some(revision) = begin(app, tenant, source.id).await? else { return Ok(()) };
    let of = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let rows: Vec<PassageRow> =
        found.into_iter().map(|passage| row(source.id, revision, passage)).collect();
    let mut done = 0;
    for chunk in rows.chunks(COMMIT_PASSAGES) {
        note(app, tenant, source, SourceState::Indexing { done, of }).await?;
        let stored = chunk.to_vec();
        app.db
            .write(move |tx| {
                let stored = stored.clone();
                Box::pin(async move { tx.write_of(tenant).insert_passages(&stored).await })
            })
            .await?;
        done += u32::try_from(chunk.len()).unwrap_or(0);
    }
    let state = state_text(&SourceState::Indexing { done: of, of });
    let hash = source.hash.clone();
    let partly = (pictures_only > 0).then_some(Partly { pages, pictures_only });
    let reading = store::Reading { source: source.id, hash, title, state, revision, passages: of };
    publish(app, tenant, reading, SourceState::Ready { partly }).await
}

async fn begin(app: &App, tenant: Tenant, id: SourceId) -> store::Result<Option<u32>> {
    app.db
        .write(move |tx| Box::pin(async move { tx.write_of(tenant).begin_reading(id).await }))
        .await
}

/// The reader of this file gave up on it: said as a failure, so that nobody waits for it.
pub(super) async fn give_up(app: &App, tenant: Tenant, id: SourceId) -> store::Result<()> {
    let Some(source) = find(app, tenant, id).await? else { return Ok(()) };
    let why =
        "This file could not be read, however often it was tried. Save it anew and try again."
            .to_owned();
    note(app, tenant, &source, SourceState::Failed { why }).await
}

/// The reading counts from the commit; "ready" is said once answers use it.
async fn publish(
    app: &App,
    tenant: Tenant,
    reading: store::Reading,
    ready: SourceState,
) -> store::Result<()> {
    let id = reading.source;
    let published = app
        .db
        .write(move |tx| {
            let reading = reading.clone();
            Box::pin(
                async move { tx.write_of(tenant).publish_source(&reading, clock::now()).await },
            )
        })
        .await?;
    if !published {
        return Ok(());
    }
    refresh(app, tenant).await?;
    match find(app, tenant, id).await? {
        Some(source) => note(app, tenant, &source, ready).await,
        None => Ok(()),
    }
}

/// Sources changed: every assistant that learns from them does, and what is new gets its vectors
/// where the workspace has a model of its own.
pub(crate) async fn refresh(app: &App, tenant: Tenant) -> store::Result<()> {
    bring_up(app, tenant).await?;
    embeddings::wake(app, tenant).await
}

/// Brings the index of every assistant up to the store.
pub(crate) async fn bring_up(app: &App, tenant: Tenant) -> store::Result<()> {
    let assistants = app.db.read().await?.of(tenant).assistants().await?;
    for assistant in assistants {
        app.knowledge.refresh(app, tenant, assistant.id).await?;
    }
    Ok(())
}

pub(super) fn row(source: SourceId, revision: u32, passage: Passage) -> PassageRow {
    PassageRow {
        source,
        revision,
        position: passage.position,
        title: passage.title,
        headings: passage.heading_path,
        text: passage.text,
        page: passage.page,
    }
}

async fn find(app: &App, tenant: Tenant, id: SourceId) -> store::Result<Option<Source>> {
    app.db.read().await?.of(tenant).source(id).await
}

/// Notes how far the source is, and tells every dashboard.
async fn note(app: &App, tenant: Tenant, source: &Source, state: SourceState) -> store::Result<()> {
    let (id, at, text) = (source.id, clock::now(), state_text(&state));
    let (stored, hash) = (text.clone(), source.hash.clone());
    let saved = app
        .db
        .write(move |tx| {
            let (stored, hash) = (stored.clone(), hash.clone());
            Box::pin(
                async move { tx.write_of(tenant).save_source_state(id, &hash, &stored, at).await },
            )
        })
        .await?;
    if saved {
        let now = Source { state: text, changed_at: at, ..source.clone() };
        app.tell_team(tenant, &ToTeammate::Source { source: source_view(&now) });
    }
    Ok(())
}
