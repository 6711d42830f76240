//! The indexes: a cache of the store, one for each assistant, built when first asked and again
//! when what it knows has changed. Nothing lives only here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::AssistantId;
use knowledge::confidence::{Calibration, Level, Thresholds};
use knowledge::index::{Index, PassageKey};
use knowledge::passage::Passage;
use knowledge::prepared::Prepared;
use store::{Db, PassageRow, Tenant};

use crate::app::App;
use crate::embeddings::{self, Given};

/// An index with the thresholds that fit it. Its parts are shared with the one that differs only in
/// the vectors of the workspace's own model.
pub(crate) struct Loaded {
    pub(crate) index: Arc<Index>,
    /// Those of the level that is meant for everybody.
    pub(crate) thresholds: Thresholds,
    /// What those of any level follow from.
    pub(crate) calibration: Calibration,
    /// The vectors of all its passages; none where the static table alone ranks.
    pub(crate) given: Option<Given>,
    prepared: Arc<HashMap<PassageKey, Arc<Prepared>>>,
}

/// The indexes of this process.
#[derive(Default)]
pub(crate) struct Knowledge {
    loaded: Mutex<HashMap<AssistantId, Arc<Loaded>>>,
    /// One building at a time; who waited finds the work done.
    building: tokio::sync::Mutex<()>,
}

impl Loaded {
    /// The same with other vectors, or none.
    pub(crate) fn with(&self, given: Option<Given>) -> Self {
        Self {
            index: Arc::clone(&self.index),
            thresholds: self.thresholds,
            calibration: self.calibration.clone(),
            given,
            prepared: Arc::clone(&self.prepared),
        }
    }

    /// The text of a passage that this index holds.
    pub(crate) fn text(&self, key: PassageKey) -> String {
        self.prepared.get(&key).map(|known| known.passage().text.clone()).unwrap_or_default()
    }

    /// A passage that this index holds.
    pub(crate) fn passage(&self, key: PassageKey) -> Option<&Passage> {
        self.prepared.get(&key).map(|known| known.passage())
    }

    /// Every passage, each source's from its first to its last.
    pub(crate) fn in_reading_order(&self) -> Vec<(PassageKey, &Passage)> {
        let mut all: Vec<_> =
            self.prepared.iter().map(|(key, prepared)| (*key, prepared.passage())).collect();
        all.sort_by_key(|(key, _)| *key);
        all
    }
}

impl Knowledge {
    /// What an assistant knows: the index that is there, or a new one. It may be a moment behind
    /// the store; what it cites is checked again when it is committed.
    pub(crate) async fn of(
        &self,
        app: &App,
        tenant: Tenant,
        assistant: AssistantId,
    ) -> store::Result<Arc<Loaded>> {
        match self.get(assistant) {
            Some(loaded) => Ok(loaded),
            None => self.refresh(app, tenant, assistant).await,
        }
    }

    /// Brings the index up to what the store holds now. Callers that come together share one
    /// building: each finds its own change in it. It goes on when its caller leaves, so that the
    /// next one does not begin at the beginning.
    pub(crate) async fn refresh(
        &self,
        app: &App,
        tenant: Tenant,
        assistant: AssistantId,
    ) -> store::Result<Arc<Loaded>> {
        let building = app.clone();
        tokio::spawn(
            async move { building.knowledge.bring_up(&building.db, tenant, assistant).await },
        )
        .await
        .map_err(|_| store::StoreError::Busy)?
    }

    async fn bring_up(
        &self,
        db: &Db,
        tenant: Tenant,
        assistant: AssistantId,
    ) -> store::Result<Arc<Loaded>> {
        let _one_at_a_time = self.building.lock().await;
        let before = self.get(assistant);
        let mut conn = db.read().await?;
        let known = conn.of(tenant).assistant(assistant).await?;
        let generation = known.map_or(0, |assistant| assistant.generation.unsigned_abs());
        let model = conn.of(tenant).embedding_settings().await?;
        let identity = model.as_ref().map(|model| model.identity.as_slice());
        let same = before.clone().filter(|before| before.index.generation() == generation);
        if let Some(same) = &same
            && same.given.as_ref().map(|given| given.identity.as_slice()) == identity
        {
            return Ok(Arc::clone(same));
        }
        let rows = match same {
            Some(_) => None,
            None => Some(conn.of(tenant).knowledge_of(assistant).await?),
        };
        drop(conn);
        let fresh = match (same, rows) {
            (Some(same), _) => same,
            (None, rows) => {
                let (generation, rows) = rows.flatten().unwrap_or_default();
                let work = move || build(generation.unsigned_abs(), rows, before.as_deref());
                let built = tokio::task::spawn_blocking(work);
                Arc::new(built.await.map_err(|_| store::StoreError::Busy)?)
            }
        };
        let given = match model {
            Some(model) => embeddings::given(db, tenant, &fresh.index, model).await?,
            None => None,
        };
        let loaded = Arc::new(fresh.with(given));
        let mut all = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(assistant, Arc::clone(&loaded));
        Ok(loaded)
    }

    fn get(&self, assistant: AssistantId) -> Option<Arc<Loaded>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(&assistant).cloned()
    }
}

/// Builds an index and finds its thresholds. The meaning of a passage is worked out once; what the
/// index before knew is taken over.
pub(crate) fn build(generation: u64, rows: Vec<PassageRow>, before: Option<&Loaded>) -> Loaded {
    let mut prepared = HashMap::with_capacity(rows.len());
    let mut passages = Vec::with_capacity(rows.len());
    for row in rows {
        let key = PassageKey { source: row.source, revision: row.revision, position: row.position };
        let known = before.and_then(|before| before.prepared.get(&key)).cloned();
        let passage = known.unwrap_or_else(|| Arc::new(Prepared::new(passage(row))));
        prepared.insert(key, Arc::clone(&passage));
        passages.push((key, passage));
    }
    let index = Index::build(generation, passages);
    let calibration = index.calibrate();
    let thresholds = calibration.thresholds(Level::default());
    let (index, prepared) = (Arc::new(index), Arc::new(prepared));
    Loaded { index, thresholds, calibration, given: None, prepared }
}

/// A passage as the index takes it.
pub(crate) fn passage(row: PassageRow) -> Passage {
    Passage {
        title: row.title,
        heading_path: row.headings,
        questions: row.questions,
        text: row.text,
        position: row.position,
        page: row.page,
    }
}
