//! How readily an assistant answers, and what that would make of last week's questions.

use axum::Json;
use axum::extract::State;
use domain::id::AssistantId;
use knowledge::confidence::Level;
use store::{Sureness, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use crate::app::App;
use crate::assistants::Settings;
use crate::clock;
use crate::protocol::{LevelEffect, LevelView, SetLevel};

/// How far is looked back.
const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// The level of an assistant, and what each would do.
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<LevelView>, Failure> {
    view(&app, me.tenant, id.into()).await.map(Json)
}

async fn view(app: &App, tenant: Tenant, of: AssistantId) -> Result<LevelView, Failure> {
    let mut conn = app.db.read().await?;
    let assistant = conn.of(tenant).assistant(of).await?.ok_or_else(Failure::not_found)?;
    let asked = conn.of(tenant).sureness_since(of, clock::now() - WEEK_MS).await?;
    drop(conn);
    let known = app.knowledge.of(app, tenant, of).await?;
    let effect = |level: Level| {
        let bars = known.calibration.thresholds(level);
        let is_answered =
            |it: &&Sureness| it.p >= f64::from(bars.answer) && it.shown >= f64::from(bars.sure);
        let is_close = |it: &&Sureness| it.p >= f64::from(bars.closest);
        let answered = asked.iter().filter(is_answered).count();
        let closest = asked.iter().filter(is_close).count() - answered;
        LevelEffect { level, answered, closest, declined: asked.len() - answered - closest }
    };
    let levels = Level::ALL.map(effect).to_vec();
    Ok(LevelView { level: Settings::of(&assistant).level, questions: asked.len(), levels })
}

/// Says how readily it answers from now on.
pub(crate) async fn set(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<SetLevel>,
) -> Result<Json<LevelView>, Failure> {
    let (tenant, of) = (me.tenant, AssistantId::from(id));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                let known = tx.of(tenant).assistant(of).await?;
                let mut known = known.ok_or_else(Failure::not_found)?;
                let settings = Settings { level: asked.level, ..Settings::of(&known) };
                known.settings = settings.text();
                tx.write_of(tenant).save_assistant(&known).await?;
                Ok::<_, Failure>(())
            })
        })
        .await?;
    Ok(Json(view(&app, tenant, of).await?))
}
