//! Notices to a teammate's devices.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::limits::SESSION_IDLE_MS_MAX;
use store::PushDevice;

use super::Failure;
use super::guard::SignedIn;
use super::input::Body;
use crate::app::App;
use crate::clock;
use crate::protocol::{ProblemCode, PushView, Subscribe, Subscribed};
use crate::push::{self, Undelivered};

/// What a browser needs to ask for notices.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<PushView>, Failure> {
    Ok(Json(PushView { key: push::public_key(&app, me.tenant).await? }))
}

/// This browser wants notices until its session ends.
pub(crate) async fn subscribe(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<Subscribe>,
) -> Result<StatusCode, Failure> {
    let (endpoint, key, auth) = push::device(&app, &asked)?;
    let (id, at) = (clock::new_id(), clock::now());
    let (session, teammate) = (me.session, me.teammate);
    let device = PushDevice { id, session, teammate, endpoint, key, auth };
    app.db
        .write::<_, Failure, _>(move |tx| {
            let device = device.clone();
            Box::pin(async move { Ok(tx.write_of(me.tenant).save_push_device(&device, at).await?) })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// This browser wants no notices any more.
pub(crate) async fn unsubscribe(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<Subscribed>,
) -> Result<StatusCode, Failure> {
    if let Some(device) = mine(&app, me, &asked.endpoint).await? {
        app.db
            .write::<_, Failure, _>(move |tx| {
                let endpoint = device.endpoint.clone();
                Box::pin(
                    async move { Ok(tx.write_of(me.tenant).forget_push_device(&endpoint).await?) },
                )
            })
            .await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a try to this browser.
pub(crate) async fn test(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<Subscribed>,
) -> Result<StatusCode, Failure> {
    let device = mine(&app, me, &asked.endpoint).await?.ok_or_else(Failure::not_found)?;
    push::send_now(&app, me.tenant, &device).await?.map_err(|problem| {
        Failure::new(StatusCode::BAD_GATEWAY, ProblemCode::Unreachable, said(&problem))
    })?;
    Ok(StatusCode::NO_CONTENT)
}

fn said(problem: &Undelivered) -> String {
    match problem {
        Undelivered::Gone => "This browser has cancelled its notices. Switch them on again.".into(),
        Undelivered::Refused(status) => format!(
            "The browser's push service refused the notice ({status}). Switch notices off and on \
             again; if it stays so, the server's public_url may be wrong."
        ),
        Undelivered::Unreachable => {
            "The browser's push service cannot be reached from the server. \
             Whoever runs it should allow outgoing HTTPS."
                .into()
        }
        Undelivered::Ours => {
            "The notice could not be made. Switch notices off and on again.".into()
        }
    }
}

async fn mine(
    app: &App,
    me: store::SessionOf,
    endpoint: &str,
) -> Result<Option<PushDevice>, Failure> {
    let devices =
        app.db.read().await?.of(me.tenant).push_devices(clock::now() - SESSION_IDLE_MS_MAX).await?;
    let is_mine =
        |device: &PushDevice| device.teammate == me.teammate && device.endpoint == endpoint;
    Ok(devices.into_iter().find(is_mine))
}
