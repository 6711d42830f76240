//! One's own second factor: set up, confirmed, taken off.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use store::Teammate;

use super::guard::SignedIn;
use super::input::Body;
use super::{Failure, account, tries};
use crate::accounts::{self, Ended};
use crate::app::App;
use crate::protocol::{FactorCode, FactorOff, FreshFactor, ProblemCode, RecoveryCodes};
use crate::{clock, passwords, second_factor};

/// Begins one: it counts once a first code has shown that the app has the secret.
pub(crate) async fn begin(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<FreshFactor>, Failure> {
    let (tenant, teammate) = (me.tenant, me.teammate);
    let mut conn = app.db.read().await?;
    let workspace = conn.of(tenant).name().await?;
    let email = of(conn.of(tenant).teammate(teammate).await?)?.email;
    drop(conn);
    let (sealed, fresh) = second_factor::fresh(&app, tenant, teammate, (&workspace, &email));
    let begun = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            let sealed = sealed.clone();
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                rows.begin_second_factor(teammate, &sealed, clock::now()).await
            })
        })
        .await?;
    if begun { Ok(Json(fresh)) } else { Err(on_already()) }
}

/// Confirms it with a first code; gives the recovery codes, once. Every other session ends, because
/// nobody has shown a code in it.
pub(crate) async fn confirm(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<FactorCode>,
) -> Result<Json<RecoveryCodes>, Failure> {
    let (tenant, teammate) = (me.tenant, me.teammate);
    let (stored, codes) = second_factor::recovery_codes(&app, teammate);
    let (stored, code, by) = (Arc::new(stored), Arc::new(asked.code), app.clone());
    app.db
        .write(move |tx| {
            let (stored, code, app) = (Arc::clone(&stored), Arc::clone(&code), by.clone());
            Box::pin(async move {
                let mut rows = tx.write_of(tenant);
                if rows.second_factor(teammate).await?.is_none_or(|factor| factor.confirmed) {
                    return Err(on_already());
                }
                if !second_factor::take(&app, tx, (tenant, teammate), &code).await? {
                    return Err(account::wrong_code());
                }
                let mut rows = tx.write_of(tenant);
                rows.set_recovery_codes(teammate, &stored).await?;
                rows.delete_other_sessions(teammate, me.session).await?;
                Ok(rows.free_session(me.session).await?)
            })
        })
        .await?;
    accounts::tell_revoked(&app, tenant, teammate, Ended::Except(me.session));
    app.people_changed(tenant);
    Ok(Json(RecoveryCodes { codes }))
}

/// Takes it off, with the password and a code.
pub(crate) async fn off(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<FactorOff>,
) -> Result<Response, Failure> {
    let (tenant, teammate) = (me.tenant, me.teammate);
    let mut conn = app.db.read().await?;
    let email = of(conn.of(tenant).teammate(teammate).await?)?.email;
    let known = conn.system().credentials(&email).await?;
    drop(conn);
    if let Some(early) = tries::count_code(&app, &email).await? {
        return Ok(early);
    }
    if !passwords::verify(asked.password, known.and_then(|(_, _, stored)| stored)).await? {
        let mut failure = Failure::field("password", "This is not your password.");
        failure.0.code = ProblemCode::WrongPassword;
        return Err(failure);
    }
    let (code, by) = (Arc::new(asked.code), app.clone());
    app.db
        .write(move |tx| {
            let (code, app, email) = (Arc::clone(&code), by.clone(), email.clone());
            Box::pin(async move {
                if !second_factor::take(&app, tx, (tenant, teammate), &code).await? {
                    return Err(account::wrong_code());
                }
                tries::forgive_account(tx, &email).await?;
                let mut rows = tx.write_of(tenant);
                rows.hold().await?;
                if rows.settings().await?.needs_second_factor {
                    return Err(conflict(
                        "The owner asks everybody for a second factor, so it stays on.",
                    ));
                }
                Ok(rows.delete_second_factor(teammate).await?)
            })
        })
        .await?;
    app.people_changed(tenant);
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn of(teammate: Option<Teammate>) -> Result<Teammate, Failure> {
    teammate.ok_or_else(Failure::sign_in_needed)
}

fn on_already() -> Failure {
    conflict("A second factor is on already, or was not begun. Load the page again.")
}

fn conflict(detail: &str) -> Failure {
    Failure::new(StatusCode::CONFLICT, ProblemCode::Conflict, detail)
}
