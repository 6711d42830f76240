//! Is it running, can it serve.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::Failure;
use super::guard::Line;
use crate::app::App;
use crate::protocol::ProblemCode;

/// The process runs. The command line may ask what became of its question on the way.
pub(crate) async fn health(
    State(app): State<App>,
    Line(peer): Line,
    headers: HeaderMap,
) -> &'static str {
    app.probes.note(&app.config.trusted_proxies, peer, &headers);
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
