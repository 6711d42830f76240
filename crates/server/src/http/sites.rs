//! Websites over HTTP.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::SitePage;
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Asked, Body, Named};
use crate::app::App;
use crate::protocol::{
    AddSite, ChangeSite, SitePageState, SitePageView, SitePages, SitePagesQuery, SiteView, Sites,
};
use crate::sites::{self, Order};

/// Pages in one answer: what a person scrolls through.
const PAGES_MAX: usize = 100;

/// Every website and how far it is read.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<Sites>, Failure> {
    Ok(Json(Sites { sites: sites::list(&app, me.tenant).await? }))
}

/// Adds a website.
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(new): Body<AddSite>,
) -> Result<Json<SiteView>, Failure> {
    sites::add(&app, me.tenant, new).await.map(Json)
}

/// Changes bounds or schedule.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(new): Body<ChangeSite>,
) -> Result<Json<SiteView>, Failure> {
    sites::change(&app, me.tenant, id.into(), new).await.map(Json)
}

/// Removes a website with all its pages.
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    if sites::remove(&app, me.tenant, id.into()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::not_found())
    }
}

/// Pauses the reading.
pub(crate) async fn pause(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<SiteView>, Failure> {
    sites::order(&app, me.tenant, id.into(), Order::Pause).await.map(Json)
}

/// Goes on where the reading was paused.
pub(crate) async fn resume(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<SiteView>, Failure> {
    sites::order(&app, me.tenant, id.into(), Order::Resume).await.map(Json)
}

/// Reads it again now.
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<SiteView>, Failure> {
    sites::order(&app, me.tenant, id.into(), Order::Read).await.map(Json)
}

/// Pages of a website.
pub(crate) async fn pages(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<SitePagesQuery>,
) -> Result<Json<SitePages>, Failure> {
    let why = asked.why.as_ref().map(word);
    let mut conn = app.db.read().await?;
    conn.of(me.tenant).site(id.into()).await?.ok_or_else(Failure::not_found)?;
    let mut rows = conn
        .of(me.tenant)
        .site_pages_in(id.into(), asked.state.into(), why.as_deref(), &asked.after, PAGES_MAX + 1)
        .await?;
    let more = rows.len() > PAGES_MAX;
    rows.truncate(PAGES_MAX);
    let pages = rows.into_iter().map(|row| view(row, asked.state)).collect();
    Ok(Json(SitePages { pages, more }))
}

/// As rows have it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(Into::into))
        .unwrap_or_default()
}

fn view(row: SitePage, state: SitePageState) -> SitePageView {
    let is_skipped = state == SitePageState::Skipped;
    let skipped = row.why.clone().filter(|_| is_skipped);
    SitePageView {
        page: row.page,
        address: row.address,
        state,
        skipped: skipped.and_then(|why| serde_json::from_value(why.into()).ok()),
        why: row.why.filter(|_| !is_skipped),
        source: row.source.map(domain::id::SourceId::uuid),
        seen_at: row.seen_at,
    }
}
