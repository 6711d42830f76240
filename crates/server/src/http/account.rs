//! Signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::conversation::Millis;
use domain::id::TeammateId;
use domain::limits::SESSION_IDLE_MS_MAX;
use store::{Conn, StoreError, Tenant};

use super::Failure;
use super::guard::{self, Peer, SignedIn};
use super::input::{self, Body};
use super::tries::{self, Bucket};
use crate::accounts::{self, Ended, NewSession};
use crate::app::App;
use crate::passwords;
use crate::protocol::{Me, ProblemCode, SignIn};

/// Signs in. An unknown address costs as much time as a wrong password and gets the same answer.
pub(crate) async fn sign_in(
    State(app): State<App>,
    Peer(from): Peer,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<Response, Failure> {
    let email = input::email(&asked.email)?;
    let buckets = Bucket::all(&email, from, tries::known_browser(&app, &headers, &email));
    if let Some(wait) = tries::count_try(&app, buckets.clone()).await? {
        return Ok(too_fast(wait));
    }
    let known = app.db.read().await?.system().credentials(&email).await?;
    let stored = known.as_ref().and_then(|(_, _, stored)| stored.clone());
    let fits = passwords::verify(asked.password, stored).await?;
    let Some((tenant, teammate, _)) = known.filter(|_| fits) else {
        return Err(wrong_password());
    };
    let session = NewSession::new();
    let stored = session.clone();
    app.db
        .write(move |tx| {
            let (buckets, stored) = (buckets.clone(), stored.clone());
            Box::pin(async move {
                for bucket in buckets {
                    bucket.forgive(tx).await?;
                }
                stored.store(tx, tenant, teammate).await
            })
        })
        .await?;
    welcome(&app, tenant, teammate, &session.token).await
}

fn wrong_password() -> Failure {
    Failure::new(
        StatusCode::UNAUTHORIZED,
        ProblemCode::WrongPassword,
        "Address and password do not belong together. Check both, or ask an admin for a link to \
         choose a new password.",
    )
}

fn too_fast(wait: Millis) -> Response {
    let seconds = (wait + 999) / 1_000;
    let wait = if seconds == 1 { "1 second".to_owned() } else { format!("{seconds} seconds") };
    let failure = Failure::new(
        StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::TooFast,
        format!("Too many tries have failed. Wait {wait}, then try again."),
    );
    let mut response = failure.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

impl From<passwords::TooMany> for Failure {
    fn from(_: passwords::TooMany) -> Self {
        StoreError::Busy.into()
    }
}

/// The answer to whoever has just signed in.
pub(super) async fn welcome(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    token: &str,
) -> Result<Response, Failure> {
    let mut conn = app.db.read().await?;
    let me = me_of(&mut conn, tenant, teammate).await?;
    let known = tries::remember_browser(app, &me.email);
    let mut response = with_session(app, token, Json(me));
    if let Some(known) = known {
        response.headers_mut().append(header::SET_COOKIE, known);
    }
    Ok(response)
}

/// Who is signed in. The dashboard asks at each start, which keeps the cookie of a session that is
/// in use from running out.
pub(crate) async fn me(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let token = guard::cookie(&headers, guard::cookie_name(&app)).unwrap_or_default();
    let mut conn = app.db.read().await?;
    Ok(with_session(&app, token, Json(me_of(&mut conn, me.tenant, me.teammate).await?)))
}

async fn me_of(conn: &mut Conn, tenant: Tenant, teammate: TeammateId) -> Result<Me, Failure> {
    let me = conn.of(tenant).teammate(teammate).await?.ok_or_else(Failure::sign_in_needed)?;
    Ok(Me {
        id: me.id.uuid(),
        name: me.name,
        email: me.email,
        role: me.role,
        workspace: conn.of(tenant).name().await?,
    })
}

/// Ends this session.
pub(crate) async fn sign_out(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Response, Failure> {
    end(&app, me, Ended::Only(me.session)).await
}

/// Ends every session of the teammate.
pub(crate) async fn sign_out_everywhere(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Response, Failure> {
    end(&app, me, Ended::All).await
}

async fn end(app: &App, me: store::SessionOf, ended: Ended) -> Result<Response, Failure> {
    let only = matches!(ended, Ended::Only(_)).then_some(me.session);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let mut rows = tx.write_of(me.tenant);
                rows.delete_sessions(me.teammate, only).await
            })
        })
        .await?;
    accounts::tell_revoked(app, me.tenant, me.teammate, ended);
    Ok(with_cookie(app, "", 0, StatusCode::NO_CONTENT))
}

fn with_session(app: &App, token: &str, answer: impl IntoResponse) -> Response {
    with_cookie(app, token, SESSION_IDLE_MS_MAX / 1_000, answer)
}

fn with_cookie(app: &App, token: &str, seconds: i64, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if let Some(cookie) = guard::set_cookie(app, guard::cookie_name(app), token, seconds) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
