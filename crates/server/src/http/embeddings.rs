//! The model of a workspace's own for vectors: which, a try of it, and none.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::limits::NAME_CHARS_MAX;
use reqwest::Url;
use store::{EmbeddingSettings, StoreError, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body};
use crate::app::App;
use crate::egress::Unfetched;
use crate::embeddings::{self, Endpoint, Failed, Key};
use crate::protocol::{
    EmbeddingState, EmbeddingTrouble as Why, EmbeddingVerdict, EmbeddingsView, SetUpEmbeddings,
};
use crate::{clock, jobs};

/// Longest a try may take. A model that is not loaded yet takes its time once.
const TRY_WITHIN: Duration = Duration::from_secs(30);

/// What is embedded to try a model.
const SENTENCE: &str = "May I send back what I bought?";

/// Which model is asked, and how far it is.
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<EmbeddingsView>, Failure> {
    Ok(Json(embeddings::view(&app, me.tenant).await?))
}

/// A model as it was asked for, and its key as it is kept.
struct Wanted {
    endpoint: Endpoint,
    secret: Option<String>,
    query_prefix: String,
    passage_prefix: String,
}

async fn wanted(app: &App, tenant: Tenant, asked: SetUpEmbeddings) -> Result<Wanted, Failure> {
    let unfit = "This is no address such as http://127.0.0.1:11434/v1.";
    let base = Endpoint::base(&asked.address).ok_or_else(|| Failure::field("address", unfit))?;
    if let Err(Unfetched::Unfit(_)) = app.egress.check(&base) {
        return Err(Failure::field("address", unfit));
    }
    let model = input::name("model", &asked.model)?;
    for (field, prefix) in
        [("query_prefix", &asked.query_prefix), ("passage_prefix", &asked.passage_prefix)]
    {
        input::within(field, prefix, NAME_CHARS_MAX)?;
    }
    let key = asked.key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
    let (secret, key) = match key {
        Some(key) => {
            input::key("key", &key)?;
            (Some(app.secrets.seal(&embeddings::place(tenant), &key)), Key::Is(key))
        }
        None => stored(app, tenant, &base).await?,
    };
    if secret.is_some() {
        input::travels_sealed("address", &app.egress, &base)?;
    }
    Ok(Wanted {
        endpoint: Endpoint { base, model, key },
        secret,
        query_prefix: asked.query_prefix,
        passage_prefix: asked.passage_prefix,
    })
}

/// A key that was given for one host is not sent to another: whoever may change the address could
/// read it there.
async fn stored(app: &App, tenant: Tenant, base: &Url) -> Result<(Option<String>, Key), Failure> {
    let known = app.db.read().await?.of(tenant).embedding_settings().await?;
    let known = known.filter(|known| {
        Url::parse(&known.address).is_ok_and(|before| before.origin() == base.origin())
    });
    let secret = known.and_then(|known| known.secret);
    let key = match &secret {
        None => Key::NotNeeded,
        Some(sealed) => app
            .secrets
            .open_sealed(&embeddings::place(tenant), sealed)
            .map_or(Key::Unreadable, Key::Is),
    };
    Ok((secret, key))
}

impl Wanted {
    /// Embeds one sentence: how many numbers it gives, and how long that took.
    async fn attempt(&self, app: &App) -> (Result<usize, Failed>, Duration) {
        let (watch, text) = (clock::stopwatch(), [format!("{}{SENTENCE}", self.query_prefix)]);
        let given = self.endpoint.embed(&app.egress, &text, TRY_WITHIN).await;
        (given.map(|vectors| vectors.first().map_or(0, Vec::len)), watch.elapsed())
    }
}

/// Embeds one sentence, and says what became of it.
pub(crate) async fn test(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<SetUpEmbeddings>,
) -> Result<Json<EmbeddingVerdict>, Failure> {
    let wanted = wanted(&app, me.tenant, asked).await?;
    let (given, took) = wanted.attempt(&app).await;
    let took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
    Ok(Json(match given {
        Ok(dimensions) => EmbeddingVerdict {
            works: true,
            detail: format!(
                "{} gives vectors of {dimensions} numbers, and took {took_ms} ms.",
                wanted.endpoint.model
            ),
            why: None,
            dimensions: u32::try_from(dimensions).ok(),
            took_ms,
        },
        Err(failed) => EmbeddingVerdict {
            works: false,
            detail: wanted.endpoint.words(&failed),
            why: Some(failed.why),
            dimensions: None,
            took_ms,
        },
    }))
}

/// Asks this model from now on. What does not work is not saved.
pub(crate) async fn set_up(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<SetUpEmbeddings>,
) -> Result<Json<EmbeddingsView>, Failure> {
    let wanted = wanted(&app, me.tenant, asked).await?;
    let (given, _) = wanted.attempt(&app).await;
    let dimensions = given.map_err(|failed| {
        let field = match failed.why {
            Why::KeyRefused | Why::KeyUnreadable => "key",
            Why::ModelNotFound => "model",
            _ => "address",
        };
        Failure::field(field, wanted.endpoint.words(&failed))
    })?;
    let prefixes = [wanted.query_prefix.as_str(), wanted.passage_prefix.as_str()];
    let settings = EmbeddingSettings {
        identity: embeddings::identity(&wanted.endpoint, prefixes, dimensions),
        address: wanted.endpoint.base.to_string(),
        model: wanted.endpoint.model,
        secret: wanted.secret,
        query_prefix: wanted.query_prefix,
        passage_prefix: wanted.passage_prefix,
        dimensions: i64::try_from(dimensions).unwrap_or_default(),
        run: clock::new_id(),
        state: embeddings::state_text(&EmbeddingState::Embedding { done: 0, of: 0 }),
        changed_at: clock::now(),
    };
    change(&app, me.tenant, Some(settings)).await?;
    Ok(Json(embeddings::view(&app, me.tenant).await?))
}

/// The built-in table alone from now on.
pub(crate) async fn stop(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<StatusCode, Failure> {
    change(&app, me.tenant, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stores other settings or none, with the job that makes up for it, and has the indexes let go of
/// vectors that are no longer the model's.
async fn change(
    app: &App,
    tenant: Tenant,
    settings: Option<EmbeddingSettings>,
) -> store::Result<()> {
    let settings = Arc::new(settings);
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let settings = Arc::clone(&settings);
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                let run = if let Some(settings) = settings.as_ref() {
                    rows.save_embedding_settings(settings).await?;
                    settings.run
                } else {
                    rows.delete_embedding_settings().await?;
                    Uuid::nil()
                };
                rows.insert_jobs(&[embeddings::job(run, clock::now(), 0)]).await
            })
        })
        .await?;
    app.embeddings.forget_trouble(tenant);
    app.embeddings.forget_questions();
    app.jobs.notify_one();
    jobs::bring_up(app, tenant).await?;
    embeddings::tell(app, tenant);
    Ok(())
}
