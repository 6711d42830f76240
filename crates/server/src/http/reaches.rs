//! For whom sources are and when they hold, and which answers used them, over HTTP.

use axum::Json;
use axum::extract::State;
use domain::limits::USES_SHOWN_MAX;
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use crate::app::App;
use crate::protocol::{Citing, CitingAnswer, Reach, ReachOf, Reaches, SourceUses, UsesOf};
use crate::reaches;

/// Every source and website that is not for everybody and always.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<Reaches>, Failure> {
    let reaches = app.db.read().await?.of(me.tenant).reaches().await?;
    let view = |(source, reach): (domain::id::SourceId, domain::reach::Reach)| ReachOf {
        source: source.uuid(),
        reach: reach.into(),
    };
    Ok(Json(Reaches { reaches: reaches.into_iter().map(view).collect() }))
}

/// Says for whom a source or a website is and when it holds.
pub(crate) async fn set(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(reach): Body<Reach>,
) -> Result<Json<ReachOf>, Failure> {
    reaches::set(&app, me.tenant, id.into(), reach.into()).await?;
    Ok(Json(ReachOf { source: id, reach }))
}

/// In how many answers each source was cited.
pub(crate) async fn uses(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<SourceUses>, Failure> {
    let uses = app.db.read().await?.of(me.tenant).source_uses().await?;
    let view =
        |(source, answers): (domain::id::SourceId, i64)| UsesOf { source: source.uuid(), answers };
    Ok(Json(SourceUses { uses: uses.into_iter().map(view).collect() }))
}

/// The last answers that cite a source.
pub(crate) async fn citing(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Citing>, Failure> {
    let mut conn = app.db.read().await?;
    conn.of(me.tenant).source(id.into()).await?.ok_or_else(Failure::not_found)?;
    let uses = conn.of(me.tenant).uses_of(id.into(), USES_SHOWN_MAX).await?;
    let answers = uses
        .into_iter()
        .map(|it| CitingAnswer {
            conversation: it.conversation.uuid(),
            at: it.at,
            position: it.position,
            text: it.words,
        })
        .collect();
    Ok(Json(Citing { answers }))
}
