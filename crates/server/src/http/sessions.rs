//! One's own sessions.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::SessionId;
use domain::limits::SESSION_IDLE_MS_MAX;
use store::Session;
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::Named;
use crate::accounts::{self, Ended};
use crate::app::App;
use crate::clock;
use crate::protocol::{SessionList, SessionView};

/// One's own sessions, the last used first.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<SessionList>, Failure> {
    let since = clock::now() - SESSION_IDLE_MS_MAX;
    let sessions = app.db.read().await?.of(me.tenant).sessions(me.teammate, since).await?;
    let view = |session: Session| SessionView {
        id: session.id.uuid(),
        device: session.device,
        address: session.address,
        created_at: session.created_at,
        used_at: session.used_at,
        current: session.id == me.session,
    };
    Ok(Json(SessionList { sessions: sessions.into_iter().map(view).collect() }))
}

/// Ends one of one's own sessions; its sockets close at once.
pub(crate) async fn end(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    let session = SessionId::from(id);
    let ended = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                tx.write_of(me.tenant).delete_sessions(me.teammate, Some(session)).await
            })
        })
        .await?;
    if ended == 0 {
        return Err(Failure::not_found());
    }
    accounts::tell_revoked(&app, me.tenant, me.teammate, Ended::Only(session));
    Ok(StatusCode::NO_CONTENT)
}

/// Ends every session but the one that asks.
pub(crate) async fn end_others(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<StatusCode, Failure> {
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                tx.write_of(me.tenant).delete_other_sessions(me.teammate, me.session).await
            })
        })
        .await?;
    accounts::tell_revoked(&app, me.tenant, me.teammate, Ended::Except(me.session));
    Ok(StatusCode::NO_CONTENT)
}
