//! The shop's own site: another origin that carries the snippet.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use store::Tenant;
use tokio::net::TcpListener;

use super::Files;
use crate::app::App;
use crate::http::media_type;

#[derive(Clone)]
struct Site {
    origin: String,
    assistant: String,
}

/// Serves the shop's pages until the server stops.
pub(super) async fn serve(app: App, tenant: Tenant, listener: TcpListener) -> anyhow::Result<()> {
    let assistants = app.db.read().await?.of(tenant).assistants().await?;
    let assistant = assistants.into_iter().next().map(|assistant| assistant.site);
    let site = Site { origin: app.config.origin(), assistant: assistant.unwrap_or_default() };
    let router = Router::new().fallback(page).with_state(site);
    let served =
        axum::serve(listener, router).with_graceful_shutdown(async move { app.stopped().await });
    Ok(served.await?)
}

async fn page(State(site): State<Site>, uri: Uri) -> Response {
    let path = match uri.path() {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    let Some(file) = Files::get(&format!("site/{path}")) else {
        return (StatusCode::NOT_FOUND, "The shop has no such page.").into_response();
    };
    let mut response = if media_type(path).starts_with("text/html") {
        String::from_utf8_lossy(&file.data)
            .replace("{{ORIGIN}}", &site.origin)
            .replace("{{SITE}}", &site.assistant)
            .into_response()
    } else {
        file.data.into_owned().into_response()
    };
    // As strict as a careful shop's: the widget must live with it.
    let origin = &site.origin;
    let policy = format!(
        "default-src 'self'; script-src 'self' {origin}; frame-src {origin}; \
         connect-src {origin}; img-src 'self' data:; style-src 'self'"
    );
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
