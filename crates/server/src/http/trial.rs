//! A plain page of Baton's own with the real widget, to rehearse on before any site has it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::{Failure, input};
use crate::app::App;
use crate::clock;

const PAGE: &str = include_str!("trial.html");

/// The page. Who has no key sees it too, but no widget on it.
pub(crate) async fn page(
    State(app): State<App>,
    Path(site): Path<String>,
) -> Result<Response<Body>, Failure> {
    let site = input::site(&site).ok_or_else(Failure::not_found)?;
    let mut conn = app.db.read().await?;
    let found = conn.system().assistant_by_site(site).await?;
    let (tenant, assistant) = found.ok_or_else(Failure::not_found)?;
    if assistant.archived_at.is_some() {
        return Err(Failure::archived());
    }
    let name = conn.of(tenant).name().await?;
    let nonce = BASE64_STANDARD.encode(clock::random::<16>());
    // The name last: what stands in it is text, whatever it looks like.
    let page = PAGE
        .replace("{{NONCE}}", &nonce)
        .replace("{{SITE}}", &assistant.site)
        .replace("{{NAME}}", &escaped(&name));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'nonce-{nonce}'; \
         frame-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self'"
    );
    let mut response = Response::new(Body::from(page));
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, html);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let policy = HeaderValue::from_str(&policy).map_err(|_| Failure::not_found())?;
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Text as HTML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_is_text() {
        assert_eq!(escaped("<b>\"A & B\""), "&lt;b&gt;&quot;A &amp; B&quot;");
    }
}
