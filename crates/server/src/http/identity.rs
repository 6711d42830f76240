//! Who a visitor is, over HTTP: from the widget, and in the dashboard's settings.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::guard::{Browser, SignedIn, Visiting};
use super::input::{Body, Named};
use super::{Failure, visitor};
use crate::app::App;
use crate::protocol::{
    ChangeIdentity, FreshIdentityKey, IdentityView, ProveIdentity, VisitorSession,
};
use crate::{clock, identity};

/// Takes what the site's backend says of the visitor; the session as it is then.
pub(crate) async fn prove(
    State(app): State<App>,
    Visiting(me): Visiting,
    browser: Browser,
    headers: HeaderMap,
    Body(said): Body<ProveIdentity>,
) -> Result<Json<VisitorSession>, Failure> {
    if !app.throttle.command(me.visitor, clock::now()) {
        return Err(Failure::too_fast());
    }
    let identified = identity::identify(&app, me, &browser.hash, said).await?;
    let token = identified.token.unwrap_or(browser.token);
    let mut conn = app.db.read().await?;
    let assistant = conn.of(me.tenant).assistant(me.assistant).await?;
    let assistant = assistant.ok_or_else(Failure::not_found)?;
    drop(conn);
    visitor::session(&app, me.tenant, assistant, identified.visitor, token, &headers)
        .await
        .map(Json)
}

/// Forgets the browser.
pub(crate) async fn sign_out(
    State(app): State<App>,
    Visiting(me): Visiting,
    browser: Browser,
) -> Result<StatusCode, Failure> {
    identity::sign_out(&app, me, &browser.hash).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keys and settings.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<IdentityView>, Failure> {
    let mut conn = app.db.read().await?;
    Ok(Json(identity::view(&app, &mut conn, me.tenant).await?))
}

/// Changes the settings.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<ChangeIdentity>,
) -> Result<Json<IdentityView>, Failure> {
    identity::change(&app, me.tenant, asked).await?;
    let mut conn = app.db.read().await?;
    Ok(Json(identity::view(&app, &mut conn, me.tenant).await?))
}

/// Makes a signing key.
pub(crate) async fn make_key(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<FreshIdentityKey>, Failure> {
    identity::fresh_key(&app, me).await.map(Json)
}

/// Revokes a signing key.
pub(crate) async fn revoke_key(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    identity::revoke(&app, me.tenant, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
