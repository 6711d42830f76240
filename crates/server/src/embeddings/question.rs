//! What a workspace's model makes of questions, while a visitor waits. Never an error: what it does
//! not say in time, the static table does.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::conversation::Millis;
use domain::id::WorkspaceId;
use knowledge::vectors::{Meant, QueryVector};
use store::Tenant;
use tokio::sync::{OwnedMutexGuard, Semaphore};

use super::{Failed, Given, Model, model, tell};
use crate::app::App;
use crate::clock;
use crate::protocol::{EmbeddingTrouble as Why, EmbeddingUnreached};

/// Longest wait of a visitor for the model. A machine nearby needs a tenth of it.
const QUESTION_WITHIN: Duration = Duration::from_millis(1_500);

/// After a question that was not answered the next ones do not wait for the model at all.
const PAUSE_MS: Millis = 15_000;

/// Questions whose vectors are kept; a popular one is asked about once.
const RECENT_MAX: usize = 256;

/// What this process knows of the models.
#[derive(Default)]
pub(crate) struct Embeddings {
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    recent: VecDeque<Recent>,
    unreached: HashMap<WorkspaceId, Unreached>,
    at_work: HashMap<WorkspaceId, Arc<AtWork>>,
}

/// One job of a workspace at a time, or passages would be paid for twice; and one that waits,
/// which will read the store later than whoever comes behind it.
struct AtWork {
    turn: Arc<tokio::sync::Mutex<()>>,
    waiting: Semaphore,
}

impl Default for AtWork {
    fn default() -> Self {
        Self { turn: Arc::default(), waiting: Semaphore::new(1) }
    }
}

struct Recent {
    identity: Vec<u8>,
    query: String,
    vector: Arc<QueryVector>,
}

struct Unreached {
    view: EmbeddingUnreached,
    until: Millis,
}

impl Embeddings {
    /// Since when questions do not reach the model.
    pub(super) fn unreached(&self, tenant: Tenant) -> Option<EmbeddingUnreached> {
        self.lock().unreached.get(&tenant.workspace()).map(|it| it.view.clone())
    }

    /// What was said of an earlier model says nothing of the next. True where something was.
    pub(crate) fn forget_trouble(&self, tenant: Tenant) -> bool {
        self.lock().unreached.remove(&tenant.workspace()).is_some()
    }

    /// A model under the same name may be another one since somebody set it up anew.
    pub(crate) fn forget_questions(&self) {
        self.lock().recent.clear();
    }

    /// As if the pause after a question that was not answered were over.
    #[cfg(test)]
    pub(crate) fn end_pause(&self, tenant: Tenant) {
        if let Some(known) = self.lock().unreached.get_mut(&tenant.workspace()) {
            known.until = 0;
        }
    }

    /// To be held while a workspace's passages are embedded; none where another job waits already
    /// that will see to everything.
    pub(crate) async fn turn(&self, tenant: Tenant) -> Option<OwnedMutexGuard<()>> {
        let work = Arc::clone(self.lock().at_work.entry(tenant.workspace()).or_default());
        let _place = work.waiting.try_acquire().ok()?;
        Some(Arc::clone(&work.turn).lock_owned().await)
    }

    fn recent(&self, identity: &[u8], query: &str) -> Option<Arc<QueryVector>> {
        let mut inside = self.lock();
        let is_it = |it: &Recent| it.identity == identity && it.query == query;
        let place = inside.recent.iter().position(is_it)?;
        let recent = inside.recent.remove(place)?;
        let vector = Arc::clone(&recent.vector);
        inside.recent.push_front(recent);
        Some(vector)
    }

    fn keep(&self, identity: &[u8], query: &str, vector: &Arc<QueryVector>) {
        let (identity, query) = (identity.to_vec(), query.to_owned());
        let mut inside = self.lock();
        inside.recent.push_front(Recent { identity, query, vector: Arc::clone(vector) });
        inside.recent.truncate(RECENT_MAX);
    }

    /// Counts a question that goes without while there is a pause.
    fn goes_without(&self, tenant: Tenant, now: Millis) -> bool {
        let mut inside = self.lock();
        let unreached = inside.unreached.get_mut(&tenant.workspace());
        let Some(unreached) = unreached.filter(|it| now < it.until) else { return false };
        unreached.view.questions = unreached.view.questions.saturating_add(1);
        true
    }

    /// Notes a question that was not answered. True for the first of them.
    fn note(&self, tenant: Tenant, why: String, now: Millis) -> bool {
        let mut inside = self.lock();
        let until = now + PAUSE_MS;
        if let Some(known) = inside.unreached.get_mut(&tenant.workspace()) {
            let questions = known.view.questions.saturating_add(1);
            known.view = EmbeddingUnreached { since: known.view.since, questions, why };
            known.until = until;
            return false;
        }
        let view = EmbeddingUnreached { since: now, questions: 1, why };
        inside.unreached.insert(tenant.workspace(), Unreached { view, until });
        true
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What made the vectors of an index makes of queries; empty where it does not say.
pub(crate) async fn meant(
    app: &App,
    tenant: Tenant,
    given: Option<&Given>,
    queries: Vec<String>,
) -> store::Result<Meant> {
    let Some(given) = given.filter(|_| !queries.is_empty()) else { return Ok(Meant::default()) };
    let mut meant = Meant::beside(Arc::clone(&given.vectors));
    let mut missing = Vec::new();
    for query in queries {
        match app.embeddings.recent(&given.identity, &query) {
            Some(vector) => meant.add(query, vector),
            None => missing.push(query),
        }
    }
    if missing.is_empty() {
        return Ok(meant);
    }
    // Another model than the one that made the passages' vectors is not asked.
    let model = model(app, tenant).await?.filter(|model| model.identity == given.identity);
    let Some(model) = model else { return Ok(Meant::default()) };
    if app.embeddings.goes_without(tenant, clock::now()) {
        return Ok(Meant::default());
    }
    match ask(app, &model, &missing).await {
        Ok(vectors) => {
            if app.embeddings.forget_trouble(tenant) {
                tracing::info!("the embeddings endpoint answers questions again");
                tell(app, tenant);
            }
            for (query, vector) in missing.into_iter().zip(vectors) {
                app.embeddings.keep(&given.identity, &query, &vector);
                meant.add(query, vector);
            }
            Ok(meant)
        }
        Err(failed) => {
            // A text that it does not take says nothing of the next one.
            if failed.why != Why::Refused
                && app.embeddings.note(tenant, model.endpoint.words(&failed), clock::now())
            {
                tracing::warn!(why = ?failed.why, "the embeddings endpoint does not answer \
                     questions; the built-in table does, until it answers again");
                tell(app, tenant);
            }
            Ok(Meant::default())
        }
    }
}

async fn ask(
    app: &App,
    model: &Model,
    queries: &[String],
) -> Result<Vec<Arc<QueryVector>>, Failed> {
    let texts: Vec<String> =
        queries.iter().map(|query| format!("{}{query}", model.query_prefix)).collect();
    let vectors = model.endpoint.embed(&app.egress, &texts, QUESTION_WITHIN).await?;
    let fits = |vector: Vec<f32>| {
        let vector = Some(vector).filter(|vector| vector.len() == model.dimensions)?;
        QueryVector::new(&vector).map(Arc::new)
    };
    vectors
        .into_iter()
        .map(|vector| fits(vector).ok_or_else(|| Failed::of(Why::OtherDimensions)))
        .collect()
}
