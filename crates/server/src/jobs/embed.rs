//! Giving every passage of a workspace its vector, batch by batch.
//!
//! Each batch is one commit, fenced by the run of the settings: who changes them or turns it off
//! ends it. What was stored stays, so a restart goes on where it was and nothing is paid twice.

use std::collections::HashSet;
use std::time::Duration;

use domain::conversation::Millis;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use knowledge::vectors::pack;
use store::{Tenant, TextVector};
use uuid::Uuid;

use super::learn::bring_up;
use crate::app::App;
use crate::clock;
use crate::embeddings::{self, Failed, Model, state_text, text_hash};
use crate::protocol::{EmbeddingState as State, EmbeddingTrouble as Why};

/// Texts of one request.
const BATCH_TEXTS: usize = 64;

/// Longest a batch may take: a model on a machine without a graphics card is slow.
const BATCH_WITHIN: Duration = Duration::from_mins(2);

/// A text that is refused is tried at half its length while that leaves something to go by.
const HALVED_CHARS_MIN: usize = 100;

/// First wait after a failure that may pass; it doubles.
const RETRY_MS: Millis = 5_000;

/// Longest wait between two tries.
const RETRY_MS_MAX: Millis = 15 * 60 * 1_000;

/// Tries without an answer before somebody has to look: about a day of them.
const TRIES_MAX: u32 = 100;

/// Tries for which an endpoint that says when to come back is believed, however soon that is.
const BELIEVED_TRIES: u32 = 3;

/// Vectors dropped in one commit, so that chats are not held up.
const DROPPED_AT_ONCE: i64 = 1_000;

/// Dashboards are told of progress so often at most.
const TELL_EVERY_MS: Millis = 500;

/// One pass over a workspace's passages.
struct Pass<'app> {
    app: &'app App,
    tenant: Tenant,
    run: Uuid,
    model: Model,
    done: u32,
    of: u32,
    told_at: Millis,
}

/// Why a pass ended early.
enum End {
    /// The settings changed, or the server stops.
    Over,
    Failed(Failed),
    Store(store::StoreError),
}

impl From<store::StoreError> for End {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error)
    }
}

/// Embeds what has no vector, and drops what no passage needs.
pub(super) async fn embed(app: &App, tenant: Tenant, at: Millis, tries: u32) -> store::Result<()> {
    let Some(_turn) = app.embeddings.turn(tenant).await else { return Ok(()) };
    let settings = app.db.read().await?.of(tenant).embedding_settings().await?;
    let Some(settings) = settings else { return drop_all_but(app, tenant, &[]).await };
    // A job for what was set before may be the one that waited for all.
    let run = settings.run;
    let Some(model) = Model::open(app, tenant, settings) else { return Ok(()) };
    let before = model.state.clone();
    let mut pass = Pass { app, tenant, run, model, done: 0, of: 0, told_at: 0 };
    match pass.all().await {
        Ok(had_news) => pass.finish(had_news, &before).await,
        Err(End::Over) => Ok(()),
        Err(End::Store(error)) => Err(error),
        Err(End::Failed(failed)) => pass.fail(&failed, &before, at, tries).await,
    }
}

/// The job was given up: said as a failure, so that nobody waits for it.
pub(super) async fn give_up(app: &App, tenant: Tenant, run: Uuid) -> store::Result<()> {
    let why = "It did not work, however often it was tried. Look at the server's log.".to_owned();
    note(app, tenant, run, State::Failed { why }, (vec![], vec![])).await.map(drop)
}

impl Pass<'_> {
    /// Whether something was embedded or dropped.
    async fn all(&mut self) -> Result<bool, End> {
        let sources = self.app.db.read().await?.of(self.tenant).learnt_sources().await?;
        let mut wanted = HashSet::new();
        for source in &sources {
            wanted.extend(self.texts(*source).await?.into_iter().map(|(hash, _)| hash));
        }
        let identity = self.model.identity.clone();
        let mut conn = self.app.db.read().await?;
        let known: HashSet<Vec<u8>> =
            conn.of(self.tenant).embedded_texts(&identity).await?.into_iter().collect();
        drop(conn);
        let gone: Vec<Vec<u8>> = known.difference(&wanted).cloned().collect();
        let had_gone = !gone.is_empty();
        self.forget(gone).await?;
        let mut missing: HashSet<Vec<u8>> = wanted.difference(&known).cloned().collect();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (self.of, self.done) = (number(wanted.len()), number(wanted.len() - missing.len()));
        if missing.is_empty() {
            return Ok(had_gone);
        }
        self.store(vec![]).await?;
        let mut batch = Vec::with_capacity(BATCH_TEXTS);
        for source in &sources {
            for (hash, text) in self.texts(*source).await? {
                if missing.remove(&hash) {
                    batch.push((hash, text));
                }
                if batch.len() == BATCH_TEXTS {
                    self.embed(std::mem::take(&mut batch)).await?;
                }
            }
        }
        self.embed(batch).await?;
        Ok(true)
    }

    /// What of a source is embedded, and the hash of each.
    async fn texts(&self, source: domain::id::SourceId) -> store::Result<Vec<(Vec<u8>, String)>> {
        let rows = self.app.db.read().await?.of(self.tenant).passages(source).await?;
        let prefix = self.model.passage_prefix.clone();
        let hashed = tokio::task::spawn_blocking(move || {
            let passages = rows.into_iter().map(crate::knowledge::passage);
            let text = |it| (text_hash(&it), format!("{prefix}{}", it.indexed_text()));
            passages.map(text).collect()
        });
        hashed.await.map_err(|_| store::StoreError::Busy)
    }

    async fn embed(&mut self, batch: Vec<(Vec<u8>, String)>) -> Result<(), End> {
        if batch.is_empty() {
            return Ok(());
        }
        let (hashes, texts): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let vectors = tokio::select! {
            vectors = vectors(self.app, &self.model, texts) => vectors.map_err(End::Failed)?,
            () = self.app.stopped() => return Err(End::Over),
        };
        let fits = |vector: Vec<f32>| pack(&vector).filter(|it| it.len() == self.model.dimensions);
        let packed: Option<Vec<_>> = vectors.into_iter().map(fits).collect();
        let packed = packed.ok_or_else(|| End::Failed(Failed::of(Why::OtherDimensions)))?;
        let rows: Vec<TextVector> = hashes.into_iter().zip(packed).collect();
        self.done += u32::try_from(rows.len()).unwrap_or_default();
        self.store(rows).await
    }

    /// Stores vectors and how far it is, while the settings are still those.
    async fn store(&mut self, rows: Vec<TextVector>) -> Result<(), End> {
        let state = State::Embedding { done: self.done, of: self.of };
        let identity = self.model.identity.clone();
        if !note(self.app, self.tenant, self.run, state, (identity, rows)).await? {
            return Err(End::Over);
        }
        if clock::now() - self.told_at >= TELL_EVERY_MS {
            self.told_at = clock::now();
            embeddings::tell(self.app, self.tenant);
        }
        Ok(())
    }

    async fn forget(&self, gone: Vec<Vec<u8>>) -> store::Result<()> {
        for gone in gone.chunks(BATCH_TEXTS) {
            let (tenant, identity, gone) =
                (self.tenant, self.model.identity.clone(), gone.to_vec());
            self.app
                .db
                .write::<_, store::StoreError, _>(move |tx| {
                    let (identity, gone) = (identity.clone(), gone.clone());
                    Box::pin(
                        async move { tx.write_of(tenant).forget_texts(&identity, &gone).await },
                    )
                })
                .await?;
        }
        Ok(())
    }

    /// All have their vector: answers use it from here on, and earlier models' vectors go.
    async fn finish(&self, had_news: bool, before: &State) -> store::Result<()> {
        let state = State::Ready { passages: self.of };
        if !had_news && *before == state {
            return Ok(());
        }
        // Said last: what fails before it is done again by the next try.
        bring_up(self.app, self.tenant).await?;
        drop_all_but(self.app, self.tenant, &self.model.identity).await?;
        if note(self.app, self.tenant, self.run, state, (vec![], vec![])).await? {
            embeddings::tell(self.app, self.tenant);
        }
        Ok(())
    }

    /// What may pass is tried again by itself, by one chain of jobs.
    async fn fail(
        &self,
        failed: &Failed,
        before: &State,
        at: Millis,
        tries: u32,
    ) -> store::Result<()> {
        let (now, why) = (clock::now(), self.model.endpoint.words(failed));
        tracing::warn!(why = ?failed.why, tries, "passages could not be embedded");
        // Some came through: it is another failure than the one before.
        let (since, planned) = match before {
            State::Waiting { since, next_at, done, .. } if *done == self.done => {
                (*since, Some(*next_at).filter(|next| *next > now && *next != at))
            }
            _ => (now, None),
        };
        let tries = if since == now { 0 } else { tries };
        if !failed.may_pass() || tries >= TRIES_MAX {
            note(self.app, self.tenant, self.run, State::Failed { why }, (vec![], vec![])).await?;
            embeddings::tell(self.app, self.tenant);
            return Ok(());
        }
        let next_at = planned.unwrap_or(now + wait_ms(tries, failed.retry_after_ms));
        let state = State::Waiting { done: self.done, of: self.of, why, since, next_at };
        let (tenant, run, text) = (self.tenant, self.run, state_text(&state));
        let again = embeddings::job(run, next_at, tries + 1);
        self.app
            .db
            .write::<_, store::StoreError, _>(move |tx| {
                let (text, again) = (text.clone(), again.clone());
                Box::pin(async move {
                    let noted = tx.write_of(tenant).note_embedding(run, &text).await?;
                    if noted && planned.is_none() {
                        tx.write_of(tenant).insert_jobs(&[again]).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.app.jobs.notify_one();
        embeddings::tell(self.app, self.tenant);
        Ok(())
    }
}

/// Doubling, unless the endpoint says itself when to come back; one that has said so in vain is
/// believed no sooner than that.
fn wait_ms(tries: u32, told: Option<Millis>) -> Millis {
    let doubled = (RETRY_MS << tries.min(16)).min(RETRY_MS_MAX);
    told.map_or(doubled, |told| if tries < BELIEVED_TRIES { told } else { told.max(doubled) })
}

/// The vectors of texts. Where they are refused the batch is halved, and then the text, because a
/// model takes no more than so many words.
fn vectors<'all>(
    app: &'all App,
    model: &'all Model,
    texts: Vec<String>,
) -> BoxFuture<'all, Result<Vec<Vec<f32>>, Failed>> {
    async move {
        let refused = match model.endpoint.embed(&app.egress, &texts, BATCH_WITHIN).await {
            Err(failed) if failed.why == Why::Refused => failed,
            done => return done,
        };
        if let [text] = texts.as_slice() {
            let chars = text.chars().count() / 2;
            if chars < HALVED_CHARS_MIN {
                return Err(refused);
            }
            return vectors(app, model, vec![text.chars().take(chars).collect()]).await;
        }
        let (first, second) = texts.split_at(texts.len() / 2);
        let mut all = vectors(app, model, first.to_vec()).await?;
        all.extend(vectors(app, model, second.to_vec()).await?);
        Ok(all)
    }
    .boxed()
}

/// Notes how far it is, with what was given; false when the settings have changed since.
async fn note(
    app: &App,
    tenant: Tenant,
    run: Uuid,
    state: State,
    (identity, rows): (Vec<u8>, Vec<TextVector>),
) -> store::Result<bool> {
    let text = state_text(&state);
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            let (text, identity, rows) = (text.clone(), identity.clone(), rows.clone());
            Box::pin(async move {
                let noted = tx.write_of(tenant).note_embedding(run, &text).await?;
                if noted {
                    tx.write_of(tenant).insert_vectors(&identity, &rows).await?;
                }
                Ok(noted)
            })
        })
        .await
}

async fn drop_all_but(app: &App, tenant: Tenant, identity: &[u8]) -> store::Result<()> {
    loop {
        let but = identity.to_vec();
        let dropped = app
            .db
            .write::<_, store::StoreError, _>(move |tx| {
                let but = but.clone();
                Box::pin(
                    async move { tx.write_of(tenant).drop_vectors(&but, DROPPED_AT_ONCE).await },
                )
            })
            .await?;
        if dropped < DROPPED_AT_ONCE.unsigned_abs() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RETRY_MS, RETRY_MS_MAX, wait_ms};

    #[test]
    fn waits_double_up_to_a_bound_unless_the_endpoint_says_when() {
        assert_eq!([wait_ms(0, None), wait_ms(2, None)], [RETRY_MS, 4 * RETRY_MS]);
        assert_eq!(wait_ms(90, None), RETRY_MS_MAX);
        assert_eq!(wait_ms(2, Some(3_000)), 3_000);
        assert_eq!(wait_ms(90, Some(3_000)), RETRY_MS_MAX);
        assert_eq!(wait_ms(90, Some(2 * RETRY_MS_MAX)), 2 * RETRY_MS_MAX);
    }
}
