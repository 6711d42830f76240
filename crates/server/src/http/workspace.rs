//! The workspace's settings.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::access::Role;
use store::Settings;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Body};
use crate::app::App;
use crate::protocol::{ChangeWorkspace, WorkspaceView};

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

/// Changes them. What everybody needs to sign in is for the owner to say.
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
    let changed = app
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
                rows.set_settings(&after).await?;
                Ok(after)
            })
        })
        .await?;
    app.people_changed(tenant);
    Ok(Json(seen(changed)))
}
