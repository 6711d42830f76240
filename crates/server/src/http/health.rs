//! Is it running, can it serve.

use axum::extract::State;
use axum::http::StatusCode;

use super::Failure;
use crate::app::App;
use crate::protocol::ProblemCode;

/// The process runs.
pub(crate) async fn health() -> &'static str {
    "ok"
}

/// The database answers and the server does not stop.
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Failure> {
    if app.is_stopping() {
        return Err(Failure::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ProblemCode::Busy,
            "The server is stopping.",
        ));
    }
    app.db.read().await?.system().ping().await?;
    Ok("ready")
}
