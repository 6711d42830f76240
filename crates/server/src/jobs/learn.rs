//! Reading a source: bytes to text, text to passages, passages to the store and the index.
//!
//! A file that cannot be read is a normal state of a source, said in plain words.

use domain::id::SourceId;
use domain::limits::SOURCE_PASSAGES_MAX;
use knowledge::extract::extract;
use knowledge::passage::{Passage, passages};
use store::{PassageRow, Reading, Source, Tenant};

use crate::app::App;
use crate::clock;
use crate::protocol::{SourceState, ToTeammate};
use crate::sources::{source_view, state_text};

/// Passages stored in one commit, so that chats are not held up by a large manual.
const COMMIT_PASSAGES: usize = 200;

/// What a file says in which nothing can be read as text.
pub(super) const NO_TEXT: &str = "It holds no text.";

/// Learns a source. A source that was removed meanwhile is nothing to learn.
pub(super) async fn learn(app: &App, tenant: Tenant, id: SourceId) -> store::Result<()> {
    let Some(source) = find(app, tenant, id).await? else { return Ok(()) };
    note(app, tenant, &source, SourceState::Reading).await?;
    let content = app.db.read().await?.of(tenant).source_content(id).await?;
    let name = source.name.clone();
    let read = tokio::task::spawn_blocking(move || read(&name, &content)).await;
    match read {
        Ok(Ok((title, found))) => store_passages(app, tenant, &source, title, found).await,
        Ok(Err(why)) => note(app, tenant, &source, SourceState::Failed { why }).await,
        Err(_) => {
            tracing::error!(source = %id, "a file made its reader panic");
            let why = "This file could not be read: it is broken in a way that we did not \
                       expect. Save it anew and try again."
                .to_owned();
            note(app, tenant, &source, SourceState::Failed { why }).await
        }
    }
}

/// A file's bytes to its title and passages, or why not.
pub(super) fn read(name: &str, content: &[u8]) -> Result<(String, Vec<Passage>), String> {
    let document = extract(name, content).map_err(|error| error.to_string())?;
    let found = passages(&document);
    if found.is_empty() {
        return Err(NO_TEXT.to_owned());
    }
    if found.len() > SOURCE_PASSAGES_MAX {
        return Err(format!(
            "It is too long: {} passages, and at most {SOURCE_PASSAGES_MAX} are taken. Split it \
             into several files.",
            found.len()
        ));
    }
    Ok((document.title, found))
}

async fn store_passages(
    app: &App,
    tenant: Tenant,
    source: &Source,
    title: String,
    found: Vec<Passage>,
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
    let reading = Reading { source: source.id, hash, title, state, revision, passages: of };
    publish(app, tenant, reading).await
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
async fn publish(app: &App, tenant: Tenant, reading: Reading) -> store::Result<()> {
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
        Some(source) => note(app, tenant, &source, SourceState::Ready).await,
        None => Ok(()),
    }
}

/// Every assistant that learns from the workspace's sources.
pub(crate) async fn refresh(app: &App, tenant: Tenant) -> store::Result<()> {
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
