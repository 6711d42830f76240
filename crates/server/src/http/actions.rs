//! Custom actions over HTTP: drafts, what is published, and trying them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

use super::Failure;
use super::guard::{SignedIn, Visiting};
use super::input::{Asked, Body, Named};
use crate::app::App;
use crate::protocol::*;

pub(crate) async fn list(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
) -> Result<Json<Actions>, Failure> {
    unimplemented!()
}
pub(crate) async fn create(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
    Body(_): Body<CreateAction>,
) -> Result<Json<ActionView>, Failure> {
    unimplemented!()
}
pub(crate) async fn order(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
    Body(_): Body<OrderActions>,
) -> Result<Json<Actions>, Failure> {
    unimplemented!()
}
pub(crate) async fn templates(
    State(_): State<App>,
    SignedIn(_): SignedIn,
) -> Result<Json<ActionTemplates>, Failure> {
    unimplemented!()
}
pub(crate) async fn view(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
) -> Result<Json<ActionView>, Failure> {
    unimplemented!()
}
pub(crate) async fn save(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
    Body(_): Body<SaveAction>,
) -> Result<Json<ActionView>, Failure> {
    unimplemented!()
}
pub(crate) async fn publish(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
) -> Result<Json<ActionView>, Failure> {
    unimplemented!()
}
pub(crate) async fn switch(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
    Body(_): Body<SwitchAction>,
) -> Result<Json<ActionView>, Failure> {
    unimplemented!()
}
pub(crate) async fn remove(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    unimplemented!()
}
pub(crate) async fn versions(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
) -> Result<Json<ActionVersions>, Failure> {
    unimplemented!()
}
pub(crate) async fn attempt(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
    Body(_): Body<TryAction>,
) -> Result<Json<TriedAction>, Failure> {
    unimplemented!()
}
pub(crate) async fn runs(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
    Asked(_): Asked<RunsQuery>,
) -> Result<Json<ActionRuns>, Failure> {
    unimplemented!()
}
pub(crate) async fn secrets(
    State(_): State<App>,
    SignedIn(_): SignedIn,
) -> Result<Json<ActionSecrets>, Failure> {
    unimplemented!()
}
pub(crate) async fn keep_secret(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<String>,
    Body(_): Body<KeepSecret>,
) -> Result<Json<ActionSecrets>, Failure> {
    unimplemented!()
}
pub(crate) async fn forget_secret(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<String>,
) -> Result<Json<ActionSecrets>, Failure> {
    unimplemented!()
}
pub(crate) async fn sendable(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<Uuid>,
) -> Result<Json<SendableActions>, Failure> {
    unimplemented!()
}
pub(crate) async fn run(
    State(_): State<App>,
    SignedIn(_): SignedIn,
    Named(_): Named<(Uuid, u32)>,
) -> Result<Json<ActionRun>, Failure> {
    unimplemented!()
}
pub(crate) async fn buttons(
    State(_): State<App>,
    Visiting(_): Visiting,
    Body(_): Body<AtPage>,
) -> Result<Json<VisitorButtons>, Failure> {
    unimplemented!()
}
