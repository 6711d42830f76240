//! How promises were kept, and the owner's own number.

use axum::Json;
use axum::extract::State;
use domain::promise::{COUNTED_MS, Kept, PROMISED_MINUTES_MAX, kept, kept_within, usual_minutes};
use store::{StoreError, Tenant};

use super::Failure;
use super::guard::SignedIn;
use super::input::Body;
use crate::app::App;
use crate::clock;
use crate::protocol::{KeptView, PromisesView, SetPromise};

/// How they were kept.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<PromisesView>, Failure> {
    shown(&app, me.tenant).await.map(Json)
}

/// Sets the minutes that everybody is promised from now on.
pub(crate) async fn set(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(SetPromise { minutes }): Body<SetPromise>,
) -> Result<Json<PromisesView>, Failure> {
    if minutes.is_some_and(|minutes| !(1..=PROMISED_MINUTES_MAX).contains(&minutes)) {
        return Err(Failure::field("minutes", "1 to 120 minutes."));
    }
    let tenant = me.tenant;
    app.db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { tx.write_of(tenant).set_promise_minutes(minutes).await })
        })
        .await?;
    shown(&app, tenant).await.map(Json)
}

async fn shown(app: &App, tenant: Tenant) -> Result<PromisesView, Failure> {
    let (mut conn, now) = (app.db.read().await?, clock::now());
    let waits = conn.of(tenant).waits_since(now - COUNTED_MS, now).await?;
    let own_minutes = conn.of(tenant).promise_minutes().await?;
    Ok(PromisesView {
        made: counted(kept(&waits)),
        own_minutes,
        own: own_minutes.map(|minutes| counted(kept_within(minutes, &waits))),
        usual_minutes: usual_minutes(&waits),
    })
}

fn counted(kept: Kept) -> KeptView {
    KeptView { kept: kept.kept, of: kept.of, share: kept.share(), warns: kept.warns() }
}
