//! How readily an assistant answers, and what that would make of last week's questions.

use axum::Json;
use axum::extract::State;
use domain::id::AssistantId;
use knowledge::confidence::{Level, Standing, Thresholds};
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
        let count = |standing| asked.iter().filter(|it| stands(&bars, it) == standing).count();
        LevelEffect {
            level,
            answered: count(Standing::Answers),
            closest: count(Standing::Closest),
            declined: count(Standing::Unanswered),
        }
    };
    let levels = Level::ALL.map(effect).to_vec();
    Ok(LevelView { level: Settings::of(&assistant).level, questions: asked.len(), levels })
}

/// Where a question of last week would stand by other bars. What only words vouch for, in a
/// language that the table of meanings does not know, is judged as any other.
fn stands(bars: &Thresholds, asked: &Sureness) -> Standing {
    #[expect(clippy::cast_possible_truncation, reason = "it was one of those when it was stored")]
    bars.standing(asked.p as f32, asked.shown as f32)
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
