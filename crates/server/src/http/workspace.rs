//! The workspace's settings.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Role;
use domain::id::TeammateId;
use store::{SessionOf, Settings, Tx};

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body};
use crate::accounts::{self, Ended};
use crate::app::App;
use crate::protocol::{ChangeWorkspace, ProblemCode, WorkspaceView};

/// The workspace's settings.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<WorkspaceView>, Failure> {
    Ok(Json(seen(app.db.read().await?.of(me.tenant).settings().await?)))
}

fn seen(settings: Settings) -> WorkspaceView {
    let Settings { name, shows_names, needs_second_factor } = settings;
    WorkspaceView { name, shows_names, needs_second_factor }
}

/// Changes them. What everybody needs to sign in is for the owner to say, who goes first; whoever
/// has none yet signs in anew, and sets one up.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<ChangeWorkspace>,
) -> Result<Json<WorkspaceView>, Failure> {
    if asked.needs_second_factor.is_some() && me.role != Role::Owner {
        return Err(Failure::forbidden());
    }
    let name = asked.name.map(|text| input::name("name", &text)).transpose()?.map(Arc::new);
    let tenant = me.tenant;
    let (changed, ended) = app
        .db
        .write::<_, Failure, _>(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                rows.hold().await?;
                let before = rows.settings().await?;
                let after = Settings {
                    name: name.map_or(before.name, |name| name.to_string()),
                    shows_names: asked.shows_names.unwrap_or(before.shows_names),
                    needs_second_factor: asked
                        .needs_second_factor
                        .unwrap_or(before.needs_second_factor),
                };
                let begins = after.needs_second_factor && !before.needs_second_factor;
                rows.set_settings(&after).await?;
                let ended = if begins { end_sessions_without(tx, me).await? } else { Vec::new() };
                Ok((after, ended))
            })
        })
        .await?;
    for teammate in ended {
        accounts::tell_revoked(&app, tenant, teammate, Ended::All);
    }
    app.people_changed(tenant);
    Ok(Json(seen(changed)))
}

/// Ends the sessions of all who have no second factor, and says whose they were.
async fn end_sessions_without(tx: &mut Tx, me: SessionOf) -> Result<Vec<TeammateId>, Failure> {
    let mut rows = tx.write_of(me.tenant);
    let mut without: Vec<TeammateId> = Vec::new();
    for teammate in rows.teammates().await?.into_iter().filter(|it| !it.second_factor) {
        rows.delete_sessions(teammate.id, None).await?;
        without.push(teammate.id);
    }
    if without.contains(&me.teammate) {
        return Err(Failure::new(
            StatusCode::CONFLICT,
            ProblemCode::Conflict,
            "Set up your own second factor first, under Settings, Account. Then ask everybody.",
        ));
    }
    Ok(without)
}
