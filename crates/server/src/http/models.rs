//! The language models of an assistant: which, a try of one, and none.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::AssistantId;
use reqwest::Url;
use store::{AssistantModel, StoreError, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use crate::app::App;
use crate::clock;
use crate::egress::Unfetched;
use crate::models::{self, Errand, Kept, Model, Trouble};
use crate::protocol::{ModelPlace, ModelVerdict, ModelsView, Purpose, SetUpModel};

/// Longest a try may take. A model that is not loaded yet takes its time once.
const TRY_WITHIN: Duration = Duration::from_secs(30);

/// Tokens of an answer, the fewest and the most that can be asked for.
const TOKENS: std::ops::RangeInclusive<u32> = 50..=4_000;

/// Tokens of an answer unless told: five short sentences, and what a model thinks before them.
const TOKENS_USUAL: u32 = 2_000;

/// Which models write, and how they do.
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<ModelsView>, Failure> {
    is_ours(&app, me.tenant, id.into()).await?;
    Ok(Json(models::view(&app, me.tenant, id.into()).await?))
}

pub(super) async fn is_ours(app: &App, tenant: Tenant, of: AssistantId) -> Result<(), Failure> {
    let known = app.db.read().await?.of(tenant).assistant(of).await?;
    known.map(drop).ok_or_else(Failure::not_found)
}

/// A model as it was asked for, and its key as it is kept.
struct Wanted {
    model: Model,
    secret: Option<String>,
}

async fn wanted(
    app: &App,
    tenant: Tenant,
    (of, place): (AssistantId, ModelPlace),
    asked: SetUpModel,
) -> Result<Wanted, Failure> {
    is_ours(app, tenant, of).await?;
    let address = asked.address.filter(|address| !address.trim().is_empty());
    let base = match address {
        Some(address) => base(&address),
        None => Url::parse(Model::default_address(asked.provider)).ok(),
    };
    let unfit = "This is no address such as https://models.example/v1/.";
    let base = base.ok_or_else(|| Failure::field("address", unfit))?;
    if let Err(Unfetched::Unfit(_)) = app.egress.check(&base) {
        return Err(Failure::field("address", unfit));
    }
    let temperature = asked.temperature;
    if temperature.is_some_and(|it| !(0.0..=2.0).contains(&it)) {
        return Err(Failure::field("temperature", "Choose a number from 0 to 2."));
    }
    let tokens_max = asked.tokens_max.unwrap_or(TOKENS_USUAL);
    if !TOKENS.contains(&tokens_max) {
        let (least, most) = (TOKENS.start(), TOKENS.end());
        return Err(Failure::field("tokens_max", format!("Choose from {least} to {most}.")));
    }
    let key = asked.key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
    let (key, secret) = match key {
        Some(key) => {
            input::key("key", &key)?;
            let secret = app.secrets.seal(&models::place(tenant, (of, place)), &key);
            (Some(key), Some(secret))
        }
        None => stored(app, tenant, (of, place), &base).await?,
    };
    if secret.is_some() {
        input::travels_sealed("address", &app.egress, &base)?;
    }
    let (provider, name) = (asked.provider, input::name("model", &asked.model)?);
    Ok(Wanted {
        model: Model { place, provider, base, name, key, temperature, tokens_max },
        secret,
    })
}

/// An address as the library joins paths to it: with its last slash, and without what people copy
/// along.
fn base(typed: &str) -> Option<Url> {
    let typed = typed.trim().trim_end_matches('/');
    let typed = ["/chat/completions", "/messages", "/api/chat"]
        .iter()
        .find_map(|end| typed.strip_suffix(end))
        .unwrap_or(typed);
    let url = Url::parse(&format!("{typed}/")).ok()?;
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.host().is_some();
    is_plain.then_some(url)
}

/// A key that was given for one host is not sent to another: whoever may change the address could
/// read it there.
async fn stored(
    app: &App,
    tenant: Tenant,
    (of, place): (AssistantId, ModelPlace),
    base: &Url,
) -> Result<(Option<String>, Option<String>), Failure> {
    let rows = app.db.read().await?.of(tenant).assistant_models(of).await?;
    let row = rows.into_iter().find(|row| row.rank == place.rank());
    let row = row.filter(|row| {
        let kept: Option<Kept> = serde_json::from_str(&row.settings).ok();
        let before = kept.and_then(|kept| Url::parse(&kept.address).ok());
        before.is_some_and(|before| before.origin() == base.origin())
    });
    let Some(secret) = row.and_then(|row| row.secret) else { return Ok((None, None)) };
    match app.secrets.open_sealed(&models::place(tenant, (of, place)), &secret) {
        Ok(key) => Ok((Some(key), Some(secret))),
        Err(_) => Err(Failure::field("key", "The stored key cannot be opened. Type it again.")),
    }
}

/// Asks it for a word, and says what became of that.
pub(crate) async fn test(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named((id, place)): Named<(Uuid, ModelPlace)>,
    Body(asked): Body<SetUpModel>,
) -> Result<Json<ModelVerdict>, Failure> {
    let Wanted { model, .. } = wanted(&app, me.tenant, (id.into(), place), asked).await?;
    let (tried, took) =
        model.attempt(&app, Errand::alone(me.tenant, id.into(), Purpose::Try), TRY_WITHIN).await;
    let took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
    let works = tried.is_ok();
    let detail = match tried {
        Ok(()) => format!("{} answers. Its first word took {took_ms} ms.", model.name),
        Err(trouble) => model.words(&trouble),
    };
    Ok(Json(ModelVerdict { works, detail, took_ms }))
}

/// It writes from now on. What does not work is not saved.
pub(crate) async fn set_up(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named((id, place)): Named<(Uuid, ModelPlace)>,
    Body(asked): Body<SetUpModel>,
) -> Result<Json<ModelsView>, Failure> {
    let (tenant, of) = (me.tenant, id.into());
    let first = models::view(&app, tenant, of).await?.first;
    if place == ModelPlace::Second && first.settings.is_none() {
        return Err(Failure::field("model", "Set up the first model before the second."));
    }
    let Wanted { model, secret } = wanted(&app, tenant, (of, place), asked).await?;
    let (tried, _) = model.attempt(&app, Errand::alone(tenant, of, Purpose::Try), TRY_WITHIN).await;
    tried.map_err(|trouble| {
        let field = match trouble {
            Trouble::KeyRefused => "key",
            Trouble::ModelNotFound => "model",
            _ => "address",
        };
        Failure::field(field, model.words(&trouble))
    })?;
    let kept = Kept {
        provider: model.provider,
        address: model.base.to_string(),
        model: model.name,
        temperature: model.temperature,
        tokens_max: model.tokens_max,
    };
    let settings = serde_json::to_string(&kept).expect("settings have a JSON form");
    let (rank, changed_at) = (place.rank(), clock::now());
    let row = Arc::new(AssistantModel { rank, settings, secret, changed_at });
    let saved = app.db.write::<_, StoreError, _>(move |tx| {
        let row = Arc::clone(&row);
        Box::pin(async move { tx.write_of(tenant).save_assistant_model(of, &row).await })
    });
    if !saved.await? {
        return Err(Failure::not_found());
    }
    app.models.forget(of);
    Ok(Json(models::view(&app, tenant, of).await?))
}

/// It is not asked any more; without the first one nor is the second, and answers are quotations.
pub(crate) async fn stop(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named((id, place)): Named<(Uuid, ModelPlace)>,
) -> Result<StatusCode, Failure> {
    let (tenant, of) = (me.tenant, AssistantId::from(id));
    is_ours(&app, tenant, of).await?;
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let from = place.rank();
            Box::pin(async move { tx.write_of(tenant).delete_assistant_models(of, from).await })
        })
        .await?;
    app.models.forget(of);
    Ok(StatusCode::NO_CONTENT)
}
