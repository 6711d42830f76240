//! Signing in and out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::TeammateId;
use domain::limits::SESSION_IDLE_MS_MAX;
use store::{Conn, StoreError, Tenant, Tx};

use super::Failure;
use super::guard::{self, Peer, SignedIn};
use super::input::{self, Body};
use super::tries::{self, Bucket};
use crate::accounts::{self, Ended, NewSession};
use crate::app::App;
use crate::protocol::{Me, ProblemCode, SignIn};
use crate::{passwords, second_factor};

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
        return Ok(tries::too_fast(wait));
    }
    let known = app.db.read().await?.system().credentials(&email).await?;
    let stored = known.as_ref().and_then(|(_, _, stored)| stored.clone());
    let fits = passwords::verify(asked.password, stored).await?;
    let Some((tenant, teammate, _)) = known.filter(|_| fits) else {
        return Err(wrong_password());
    };
    if asked.code.is_none() && has_factor(&app, tenant, teammate).await? {
        tries::take_back(&app, buckets).await?;
        return Err(code_needed());
    }
    let session = NewSession::from(&headers, from);
    let (stored, code, by) = (session.clone(), asked.code.map(Arc::new), app.clone());
    app.db
        .write(move |tx| {
            let (buckets, stored) = (buckets.clone(), stored.clone());
            let (code, app) = (code.clone(), by.clone());
            Box::pin(async move {
                prove(&app, tx, (tenant, teammate), code.as_deref().map(String::as_str)).await?;
                for bucket in buckets {
                    bucket.forgive(tx).await?;
                }
                Ok::<_, Failure>(stored.store(tx, tenant, teammate).await?)
            })
        })
        .await?;
    welcome_new(&app, tenant, teammate, &session.token).await
}

/// Whether somebody signs in with a code besides the password.
pub(super) async fn has_factor(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
) -> store::Result<bool> {
    let known = app.db.read().await?.of(tenant).teammate(teammate).await?;
    Ok(known.is_some_and(|known| known.second_factor))
}

/// Takes the code of whoever has a second factor; nothing is asked of others.
pub(super) async fn prove(
    app: &App,
    tx: &mut Tx,
    (tenant, teammate): (Tenant, TeammateId),
    code: Option<&str>,
) -> Result<(), Failure> {
    let known = tx.of(tenant).teammate(teammate).await?;
    if !known.is_some_and(|known| known.second_factor) {
        return Ok(());
    }
    let code = code.ok_or_else(code_needed)?;
    let taken = second_factor::take(app, tx, (tenant, teammate), code).await?;
    if taken { Ok(()) } else { Err(wrong_code()) }
}

pub(super) fn code_needed() -> Failure {
    Failure::new(
        StatusCode::UNAUTHORIZED,
        ProblemCode::CodeNeeded,
        "Enter the code that your authenticator app shows, or a recovery code.",
    )
}

pub(super) fn wrong_code() -> Failure {
    let detail = "This code is wrong, or was used already. Wait for the next one, or use a \
                  recovery code.";
    let mut failure = Failure::field("code", detail);
    failure.0.code = ProblemCode::WrongCode;
    failure
}

fn wrong_password() -> Failure {
    Failure::new(
        StatusCode::UNAUTHORIZED,
        ProblemCode::WrongPassword,
        "Address and password do not belong together. Check both, or ask an admin for a link to \
         choose a new password.",
    )
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
    let session = guard::session_of_token(app, token).await?;
    let confined = session.is_some_and(|session| session.confined);
    let mut conn = app.db.read().await?;
    let me = me_of(&mut conn, tenant, teammate, confined).await?;
    Ok(with_session(app, token, Json(me)))
}

/// The same, where a password or a link has proved it: this browser is known from now on.
pub(super) async fn welcome_new(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    token: &str,
) -> Result<Response, Failure> {
    let mut response = welcome(app, tenant, teammate, token).await?;
    let known = app.db.read().await?.of(tenant).teammate(teammate).await?;
    if let Some(known) = known.and_then(|it| tries::remember_browser(app, &it.email)) {
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
    welcome(&app, me.tenant, me.teammate, token).await
}

async fn me_of(
    conn: &mut Conn,
    tenant: Tenant,
    teammate: TeammateId,
    confined: bool,
) -> Result<Me, Failure> {
    let me = conn.of(tenant).teammate(teammate).await?.ok_or_else(Failure::sign_in_needed)?;
    Ok(Me {
        id: me.id.uuid(),
        name: me.name,
        email: me.email,
        role: me.role,
        workspace: conn.of(tenant).name().await?,
        away: me.away,
        second_factor: me.second_factor,
        recovery_codes: conn.of(tenant).recovery_codes_left(teammate).await?,
        confined,
        picture: me.picture.map(domain::id::PictureId::uuid),
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
                rows.delete_sessions(me.teammate, only).await.map(drop)
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
