//! The pages inside the binary, each with the policy that fits it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::{Failure, input};
use crate::app::App;

/// `web/dist`: in a development build read from the disk, in a release inside the binary.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Hashed names never change; everything else is asked for again.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATED: &str = "no-cache";

const DASHBOARD_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const BACK_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; frame-src 'self'; img-src 'self' data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// The loader that a site's page fetches.
pub(crate) async fn loader(headers: HeaderMap) -> Response {
    let mut response = file_response("widget.js", &headers, REVALIDATED);
    // Any site may load the script; what it can do is decided by the frame.
    let everybody = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", everybody);
    response
}

/// The panel, which only the assistant's own sites may frame.
pub(crate) async fn frame(
    State(app): State<App>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let site = input::site(&site).ok_or_else(Failure::not_found)?;
    let found = app.db.read().await?.system().assistant_by_site(site).await?;
    let (_, assistant) = found.ok_or_else(Failure::not_found)?;
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self' {}",
        assistant.allowed_sites.join(" ")
    );
    let policy = HeaderValue::from_str(&policy).map_err(|_| Failure::not_found())?;
    let mut response = file_response("widget/frame.html", &headers, REVALIDATED);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// The page that a link from a mail opens. It holds the panel, so it may frame us and nobody it.
pub(crate) async fn back(headers: HeaderMap) -> Response {
    let mut response = file_response("back/back.html", &headers, REVALIDATED);
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, BACK_POLICY),
        // The address bears the link's token for a moment.
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A file of the pages.
pub(crate) async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    file_response(&path, &headers, IMMUTABLE)
}

/// Everything else is the dashboard, which finds its page by the address.
pub(crate) async fn dashboard(uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().starts_with("/api/") {
        return Failure::not_found().into_response();
    }
    let mut response = file_response("dashboard/index.html", &headers, REVALIDATED);
    let policy = HeaderValue::from_static(DASHBOARD_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

fn file_response(path: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    let Some((file, encoding)) = find(path, headers) else {
        return (StatusCode::NOT_FOUND, "There is no such file.").into_response();
    };
    let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == etag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = Response::new(Body::from(file.data));
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        set.insert(header::ETAG, etag);
    }
    if let Some(encoding) = encoding {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The file, compressed beforehand where the browser takes it.
fn find(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let taken = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if taken.contains(encoding)
            && let Some(file) = Dist::get(&format!("{path}.{ending}"))
        {
            return Some((file, Some(encoding)));
        }
    }
    Dist::get(path).map(|file| (file, None))
}

/// The media type by the ending; the pages have no others.
pub(crate) fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
