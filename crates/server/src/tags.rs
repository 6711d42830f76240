//! Tags as stored, and the tagger of each workspace, learnt once until a tag changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use assistant::tagger::{Definition, Tagger};
use domain::conversation::Conversation;
use domain::id::WorkspaceId;
use domain::message::is_courtesy;
use domain::tag::TagText;
use store::{Conn, TagRow, Tenant};

use crate::app::App;

/// The taggers that were learnt, each with the revision of its tags.
#[derive(Debug, Default)]
pub(crate) struct Tags(Mutex<HashMap<WorkspaceId, (i64, Arc<Tagger>)>>);

impl Tags {
    /// Another node may change tags, so the revision is asked for each time.
    async fn of(&self, conn: &mut Conn, tenant: Tenant) -> store::Result<Arc<Tagger>> {
        let revision = conn.of(tenant).tags_revision().await?;
        let known = self.lock().get(&tenant.workspace()).cloned();
        if let Some((of, tagger)) = known
            && of == revision
        {
            return Ok(tagger);
        }
        let definitions = conn.of(tenant).tags().await?.iter().filter_map(by_meaning).collect();
        let tagger = learn(definitions).await?;
        self.lock().insert(tenant.workspace(), (revision, Arc::clone(&tagger)));
        Ok(tagger)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, (i64, Arc<Tagger>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is said of a tag.
pub(crate) fn text(row: &TagRow) -> TagText {
    serde_json::from_str(&row.text).unwrap_or_else(|error| {
        tracing::error!(%error, tag = row.tag, "a stored tag cannot be read: save it anew");
        TagText { name: row.tag.clone(), ..TagText::default() }
    })
}

/// What the tagger knows of a tag; none where it is not to set it.
fn by_meaning(row: &TagRow) -> Option<Definition> {
    let text = text(row);
    (row.archived_at.is_none() && text.by_meaning).then(|| definition(&row.tag, text))
}

fn definition(tag: &str, text: TagText) -> Definition {
    let TagText { name, description, examples, .. } = text;
    Definition { tag: tag.to_owned(), name, description, examples }
}

/// Off the threads that serve: many tags take a second.
async fn learn(definitions: Vec<Definition>) -> store::Result<Arc<Tagger>> {
    let learnt = tokio::task::spawn_blocking(move || Arc::new(Tagger::fit(&definitions)));
    learnt.await.map_err(|_| store::StoreError::Busy)
}

/// The tagger of all tags that are set by meaning, and of one that may not be yet.
pub(crate) async fn tagger_with(
    conn: &mut Conn,
    tenant: Tenant,
    one: &TagRow,
) -> store::Result<Arc<Tagger>> {
    let rows = conn.of(tenant).tags().await?;
    let others = rows.iter().filter(|row| row.tag != one.tag).filter_map(by_meaning);
    learn(others.chain([definition(&one.tag, text(one))]).collect()).await
}

/// The tags that a conversation should get for what is asked in it.
pub(crate) async fn meant(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    state: &Conversation,
    question: &str,
) -> store::Result<Vec<String>> {
    if is_courtesy(question) {
        return Ok(Vec::new());
    }
    let tagger = app.tags.of(conn, tenant).await?;
    let found = tagger.tag(question).filter(|tag| state.is_open_to(tag));
    Ok(found.map(str::to_owned).into_iter().collect())
}
