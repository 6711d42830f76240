//! Away by hand, and back.

use axum::Json;
use axum::extract::State;
use domain::conversation::ReleaseCause;

use super::Failure;
use super::guard::SignedIn;
use super::input::Body;
use crate::accounts;
use crate::app::App;
use crate::protocol::{ChangeAvailability, TeammateAway};

/// Goes away or comes back. It stays so until the teammate says otherwise: over reloads, other
/// devices and restarts of the server.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<ChangeAvailability>,
) -> Result<Json<TeammateAway>, Failure> {
    let (tenant, teammate) = (me.tenant, me.teammate);
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move { tx.write_of(tenant).set_away(teammate, asked.away).await })
        })
        .await?;
    app.people.forget(tenant.workspace());
    if app.presence.set_away(tenant.workspace(), teammate, asked.away) {
        app.presence_changed(tenant);
    }
    if asked.away && asked.give_back {
        accounts::release(&app, tenant, teammate, ReleaseCause::Away).await?;
    }
    Ok(Json(TeammateAway { away: asked.away }))
}
