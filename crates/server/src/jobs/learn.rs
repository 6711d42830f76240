//! Reading a source: bytes to text, text to passages, passages to the store and the index.
//!
//! A file that cannot be read is a normal state of a source, said in plain words.

use std::sync::Arc;

use domain::conversation::Millis;
use domain::id::SourceId;
use knowledge::passage::Passage;
use store::{PassageRow, Source, SourceKind, StoreError, Tenant};

use crate::app::App;
use crate::clock;
use crate::embeddings;
use crate::protocol::{Partly, SourceState, ToTeammate};
use crate::reader::{self, Reading};
use crate::sources::{read_state, source_view, state_text};
use crate::written;

/// Passages stored in one commit, so that chats are not held up by a large manual.
pub(super) const COMMIT_PASSAGES: usize = 200;

/// Learns a source. One that was removed or stopped meanwhile is nothing to learn.
pub(super) async fn learn(app: &App, tenant: Tenant, id: SourceId) -> store::Result<()> {
    let Some(source) = begin(app, tenant, id).await? else { return Ok(()) };
    let reader = reader::free().await;
    if !note(app, tenant, &source, SourceState::Reading).await? {
        return Ok(());
    }
    let content = app.db.read().await?.of(tenant).source_content(id).await?;
    let read = match source.kind {
        SourceKind::File | SourceKind::Page => reader.read(&source.name, &content).await,
        SourceKind::Text | SourceKind::Pair => written::learn(&reader, &content).await,
    };
    drop((reader, content));
    let read = match reader::eyes(&read).await {
        Some(eyes) => {
            let content = app.db.read().await?.of(tenant).source_content(id).await?;
            eyes.look(&source.name, &content, read).await
        }
        None => read,
    };
    match read {
        Ok(reading) => store_passages(app, tenant, &source, reading).await,
        Err(unread) => {
            note(app, tenant, &source, SourceState::Failed { why: unread.why }).await.map(drop)
        }
    }
}

/// Begins a reading, whose number the source then carries.
async fn begin(app: &App, tenant: Tenant, id: SourceId) -> store::Result<Option<Source>> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let source = tx.of(tenant).source(id).await?;
                if source.is_none_or(|source| read_state(&source) == SourceState::Stopped) {
                    return Ok(None);
                }
                tx.write_of(tenant).begin_reading(id).await?;
                tx.of(tenant).source(id).await
            })
        })
        .await
}

async fn store_passages(
    app: &App,
    tenant: Tenant,
    source: &Source,
    Reading { title, passages: found, pages, pictures_only, .. }: Reading,
) -> store::Result<()> {
    let (id, revision) = (source.id, source.reading);
    let of = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let rows: Vec<PassageRow> =
        found.into_iter().map(|passage| row(id, revision, passage)).collect();
    let mut done = 0;
    for chunk in rows.chunks(COMMIT_PASSAGES) {
        if !store_piece(app, tenant, source, chunk, SourceState::Indexing { done, of }).await? {
            return Ok(());
        }
        done += u32::try_from(chunk.len()).unwrap_or(0);
    }
    let state = state_text(&SourceState::Indexing { done: of, of });
    let partly = (pictures_only > 0).then_some(Partly { pages, pictures_only });
    let reading = store::Reading { source: id, title, state, revision, passages: of };
    publish(app, tenant, reading, SourceState::Ready { partly }).await
}

/// Stores passages and how far the reading is, at once. False when it was ended: then nothing of
/// it stays.
async fn store_piece(
    app: &App,
    tenant: Tenant,
    source: &Source,
    piece: &[PassageRow],
    state: SourceState,
) -> store::Result<bool> {
    let (id, reading, at, text) = (source.id, source.reading, clock::now(), state_text(&state));
    let (piece, stored): (Arc<[PassageRow]>, _) = (piece.into(), text.clone());
    let goes_on = app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let (piece, stored) = (Arc::clone(&piece), stored.clone());
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                let goes_on = rows.note_reading(id, reading, &stored, at).await?;
                if goes_on {
                    rows.insert_passages(&piece).await?;
                } else {
                    rows.discard_passages(id, reading).await?;
                }
                Ok(goes_on)
            })
        })
        .await?;
    if goes_on {
        tell(app, tenant, source, text, at);
    }
    Ok(goes_on)
}

/// The reader of this file gave up on it: said as a failure, so that nobody waits for it.
pub(super) async fn give_up(app: &App, tenant: Tenant, id: SourceId) -> store::Result<()> {
    let source = find(app, tenant, id).await?;
    let Some(source) = source.filter(|source| !read_state(source).is_done()) else { return Ok(()) };
    let why =
        "This file could not be read, however often it was tried. Save it anew and try again."
            .to_owned();
    note(app, tenant, &source, SourceState::Failed { why }).await.map(drop)
}

/// The reading counts from the commit; "ready" is said once answers use it.
async fn publish(
    app: &App,
    tenant: Tenant,
    reading: store::Reading,
    ready: SourceState,
) -> store::Result<()> {
    let (id, revision) = (reading.source, reading.revision);
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
        Some(source) if source.reading == revision => {
            note(app, tenant, &source, ready).await.map(drop)
        }
        _ => Ok(()),
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
        questions: passage.questions,
        text: passage.text,
        page: passage.page,
    }
}

async fn find(app: &App, tenant: Tenant, id: SourceId) -> store::Result<Option<Source>> {
    app.db.read().await?.of(tenant).source(id).await
}

/// Notes how far this reading of the source is, and tells every dashboard. False when it was ended.
async fn note(
    app: &App,
    tenant: Tenant,
    source: &Source,
    state: SourceState,
) -> store::Result<bool> {
    let (id, reading, at, text) = (source.id, source.reading, clock::now(), state_text(&state));
    let stored = text.clone();
    let saved = app
        .db
        .write(move |tx| {
            let stored = stored.clone();
            Box::pin(
                async move { tx.write_of(tenant).note_reading(id, reading, &stored, at).await },
            )
        })
        .await?;
    if saved {
        tell(app, tenant, source, text, at);
    }
    Ok(saved)
}

/// Tells every dashboard how far a source is.
fn tell(app: &App, tenant: Tenant, source: &Source, state: String, at: Millis) {
    let now = Source { state, changed_at: at, ..source.clone() };
    app.tell_team(tenant, &ToTeammate::Source { source: source_view(&now) });
}
