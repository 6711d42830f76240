//! A model of a workspace's own that gives texts their vectors.
//!
//! Vectors are rows, kept by the identity of what made them and the hash of their text. Those of
//! two identities are never compared: an index takes them only where it finds one for each of its
//! passages, and asks about a question only what made them. Whatever fails here, the static table
//! answers.

mod endpoint;
mod question;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use knowledge::index::Index;
use knowledge::passage::Passage;
use knowledge::vectors::Vectors;
use sha2::{Digest as _, Sha256};
use store::{Db, EmbeddingSettings, NewJob, Tenant};
use uuid::Uuid;

pub(crate) use endpoint::{Endpoint, Failed, Key};
pub(crate) use question::{Embeddings, meant};

use crate::app::App;
use crate::clock;
use crate::inbox::JobBody;
use crate::protocol::{EmbeddingSettingsView, EmbeddingState, EmbeddingsView, ToTeammate};

/// The model that a workspace asks.
pub(crate) struct Model {
    pub(crate) endpoint: Endpoint,
    pub(crate) query_prefix: String,
    pub(crate) passage_prefix: String,
    pub(crate) dimensions: usize,
    pub(crate) identity: Vec<u8>,
    pub(crate) state: EmbeddingState,
}

/// The vectors of all passages of an index, and what made them.
#[derive(Clone)]
pub(crate) struct Given {
    pub(crate) identity: Vec<u8>,
    pub(crate) vectors: Arc<Vectors>,
}

/// Where the key of a workspace is sealed for.
pub(crate) fn place(tenant: Tenant) -> String {
    format!("embeddings.key/{}", tenant.workspace())
}

/// All that shapes a vector. A model that changes under its own name is not seen by this, unless
/// its vectors get another length.
pub(crate) fn identity(endpoint: &Endpoint, prefixes: [&str; 2], dimensions: usize) -> Vec<u8> {
    let [query, passage] = prefixes;
    let facts = (endpoint.base.as_str(), &endpoint.model, query, passage, dimensions);
    Sha256::digest(serde_json::to_vec(&facts).expect("texts have a JSON form")).to_vec()
}

/// By what the vector of a passage is kept.
pub(crate) fn text_hash(passage: &Passage) -> Vec<u8> {
    Sha256::digest(passage.indexed_text()).to_vec()
}

/// The model that a workspace asks, if any.
pub(crate) async fn model(app: &App, tenant: Tenant) -> store::Result<Option<Model>> {
    let settings = app.db.read().await?.of(tenant).embedding_settings().await?;
    Ok(settings.and_then(|settings| Model::open(app, tenant, settings)))
}

impl Model {
    pub(crate) fn open(app: &App, tenant: Tenant, settings: EmbeddingSettings) -> Option<Self> {
        let open = |sealed: &String| app.secrets.open_sealed(&place(tenant), sealed);
        let key = match settings.secret.as_ref().map(open) {
            None => Key::NotNeeded,
            Some(Ok(key)) => Key::Is(key),
            Some(Err(_)) => Key::Unreadable,
        };
        let endpoint =
            Endpoint { base: Endpoint::base(&settings.address)?, model: settings.model, key };
        Some(Self {
            endpoint,
            query_prefix: settings.query_prefix,
            passage_prefix: settings.passage_prefix,
            dimensions: usize::try_from(settings.dimensions).unwrap_or_default(),
            identity: settings.identity,
            state: read_state(&settings.state),
        })
    }
}

/// A state as the store keeps it.
pub(crate) fn state_text(state: &EmbeddingState) -> String {
    serde_json::to_string(state).expect("states have a JSON form")
}

fn read_state(text: &str) -> EmbeddingState {
    serde_json::from_str(text).unwrap_or(EmbeddingState::Embedding { done: 0, of: 0 })
}

/// The vectors of all passages of an index; none while one of them has none.
pub(crate) async fn given(
    db: &Db,
    tenant: Tenant,
    index: &Arc<Index>,
    settings: EmbeddingSettings,
) -> store::Result<Option<Given>> {
    let hashed = Arc::clone(index);
    let wanted = tokio::task::spawn_blocking(move || {
        hashed.passages().map(text_hash).collect::<Vec<Vec<u8>>>()
    });
    let wanted = wanted.await.map_err(|_| store::StoreError::Busy)?;
    let (mut conn, identity) = (db.read().await?, settings.identity);
    // Their names first: while one is missing the vectors themselves need not be read.
    let known = conn.of(tenant).embedded_texts(&identity).await?;
    let known: HashSet<Vec<u8>> = known.into_iter().collect();
    if wanted.is_empty() || wanted.iter().any(|text| !known.contains(text)) {
        return Ok(None);
    }
    let rows: HashMap<_, _> = conn.of(tenant).vectors(&identity).await?.into_iter().collect();
    let mut vectors = Vectors::new(usize::try_from(settings.dimensions).unwrap_or_default());
    let whole = wanted.iter().all(|text| rows.get(text).is_some_and(|row| vectors.push(row)));
    Ok(whole.then(|| Given { identity, vectors: Arc::new(vectors) }))
}

/// Sources changed: what has no vector yet gets one, where a model is asked at all.
pub(crate) async fn wake(app: &App, tenant: Tenant) -> store::Result<()> {
    let Some(settings) = app.db.read().await?.of(tenant).embedding_settings().await? else {
        return Ok(());
    };
    let job = Arc::new(job(settings.run, clock::now(), 0));
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            let job = NewJob::clone(&job);
            Box::pin(async move { tx.write_of(tenant).insert_jobs(&[job]).await })
        })
        .await?;
    app.jobs.notify_one();
    Ok(())
}

/// Embeds what is missing, when it is due.
pub(crate) fn job(run: Uuid, at: i64, tries: u32) -> NewJob {
    JobBody::Embed { run, at, tries }.into_job(at)
}

/// All that an admin sees of it.
pub(crate) async fn view(app: &App, tenant: Tenant) -> store::Result<EmbeddingsView> {
    let settings = app.db.read().await?.of(tenant).embedding_settings().await?;
    let state = settings.as_ref().map(|settings| read_state(&settings.state));
    let unreached = settings.as_ref().and_then(|_| app.embeddings.unreached(tenant));
    let settings = settings.map(|settings| EmbeddingSettingsView {
        address: settings.address,
        model: settings.model,
        has_key: settings.secret.is_some(),
        query_prefix: settings.query_prefix,
        passage_prefix: settings.passage_prefix,
        dimensions: u32::try_from(settings.dimensions).unwrap_or_default(),
    });
    Ok(EmbeddingsView { settings, state, unreached })
}

/// It changed: dashboards that may see it ask again.
pub(crate) fn tell(app: &App, tenant: Tenant) {
    app.tell_team(tenant, &ToTeammate::Embeddings);
}
