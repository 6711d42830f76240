//! Looking at a feed before it is added, over HTTP.

use axum::Json;
use axum::extract::State;

use super::Failure;
use super::guard::SignedIn;
use super::input::Body;
use crate::app::App;
use crate::feeds;
use crate::protocol::{FeedPreview, LookAtFeed};

/// Reads it once and says what would be learnt.
pub(crate) async fn look(
    State(app): State<App>,
    SignedIn(_): SignedIn,
    Body(asked): Body<LookAtFeed>,
) -> Result<Json<FeedPreview>, Failure> {
    feeds::look(&app, asked).await.map(Json)
}
