//! What is written in the dashboard, over HTTP.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use crate::app::App;
use crate::protocol::{SourceView, Written};
use crate::written;

/// Adds a text, or a question with its answer.
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(new): Body<Written>,
) -> Result<Json<SourceView>, Failure> {
    written::add(&app, me.tenant, new).await.map(Json)
}

/// What was written, to be edited.
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Written>, Failure> {
    written::read(&app, me.tenant, id.into()).await.map(Json)
}

/// Puts something else in its place.
pub(crate) async fn edit(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(new): Body<Written>,
) -> Result<Json<SourceView>, Failure> {
    written::edit(&app, me.tenant, id.into(), new).await.map(Json)
}
