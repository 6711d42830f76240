//! The pages inside the binary, each with the policy that fits it.

use std::io::Write as _;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest as _, Sha256};
use store::{Assistant, Tenant};

use super::guard::SignedIn;
use super::{Failure, input};
use crate::app::App;
use crate::look;
use crate::sightings::{self, Seen};

/// `web/dist`: in a development build read from the disk, in a release inside the binary.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Hashed names never change; everything else is asked for again.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATED: &str = "no-cache";

/// What the panel's page depends on beside its address.
const VARIES: &str = "accept-encoding, referer, sec-fetch-dest";

/// Tells the loader, by the port that it hands to whatever stands in its frame.
const REFUSAL: &str = "<!doctype html><title>Chat</title>\
     <script src=\"/assets/refused.js\"></script>";

const REFUSAL_POLICY: &str = "default-src 'none'; script-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors *";

const DASHBOARD_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
     frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const BACK_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; frame-src 'self'; img-src 'self' data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// Previews are framed by our own settings and frame the widget.
const PREVIEW_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     frame-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'";

/// The loader that a site's page fetches, with the look of its assistant before it. An address
/// without an assistant, as older snippets have it, gives the loader alone.
pub(crate) async fn loader(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let found = match query.as_deref().and_then(named_site) {
        Some(site) => assistant_of(&app, site).await,
        None => None,
    };
    let look = found.map_or_else(String::new, |(tenant, assistant)| {
        sightings::note(&app, tenant, &assistant, &headers, Seen::Loaded);
        look::script(&assistant.look)
    });
    let mut response = if look.is_empty() {
        file_response("widget.js", &headers, REVALIDATED)
    } else {
        behind(&look, "widget.js", &headers)
    };
    // Any site may load the script; what it can do is decided by the frame.
    let everybody = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", everybody);
    response
}

/// The assistant that an address names. The launcher does not fail with the database: it is
/// drawn as Baton looks by itself.
async fn assistant_of(app: &App, site: &str) -> Option<(Tenant, Assistant)> {
    let found = async { app.db.read().await?.system().assistant_by_site(site).await };
    found.await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a launcher is drawn without its look");
        None
    })
}

/// The public id in the address of the loader.
fn named_site(query: &str) -> Option<&str> {
    query.split('&').find_map(|part| part.strip_prefix("site=")).and_then(input::site)
}

/// A page of a site that shows the widget, for the settings.
pub(crate) async fn preview(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let site = input::site(&site).ok_or_else(Failure::not_found)?;
    let found = app.db.read().await?.system().assistant_by_site(site).await?;
    found.filter(|(tenant, _)| *tenant == me.tenant).ok_or_else(Failure::not_found)?;
    let mut response = file_response("widget/preview.html", &headers, REVALIDATED);
    let policy = HeaderValue::from_static(PREVIEW_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// The panel, which only the assistant's own sites may frame.
pub(crate) async fn frame(
    State(app): State<App>,
    Path(site): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let site = input::site(&site).ok_or_else(Failure::not_found)?;
    let found = app.db.read().await?.system().assistant_by_site(site).await?;
    let (tenant, assistant) = found.ok_or_else(Failure::not_found)?;
    sightings::note_frame(&app, tenant, &assistant, &headers);
    if is_foreign(&app, &assistant.allowed_sites, &headers) {
        return Ok(refusal());
    }
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self' {}",
        assistant.allowed_sites.join(" ")
    );
    let policy = HeaderValue::from_str(&policy).map_err(|_| Failure::not_found())?;
    let archived = assistant.archived_at.is_some();
    // Whoever has the page of before must not be told that it still holds.
    let asked = if archived { HeaderMap::new() } else { headers };
    let mut response = file_response("widget/frame.html", &asked, REVALIDATED);
    // The panel is told again when it asks for its session, and takes the widget off the page.
    if archived {
        *response.status_mut() = StatusCode::GONE;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.headers_mut().remove(header::ETAG);
    }
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    // The same address is another page on another site.
    response.headers_mut().insert(header::VARY, HeaderValue::from_static(VARIES));
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

/// Whether the page that frames us says itself that it is none of the allowed sites. One that says
/// nothing, or lies, meets the policy: browsers hold it against where they really are.
fn is_foreign(app: &App, allowed: &[String], headers: &HeaderMap) -> bool {
    let framed = headers.get("sec-fetch-dest").is_some_and(|value| value == "iframe");
    let page = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let page = page.filter(|_| framed).and_then(|text| reqwest::Url::parse(text).ok());
    let Some(origin) = page.map(|page| page.origin().ascii_serialization()) else { return false };
    !allowed.contains(&origin) && !app.config.origins().contains(&origin)
}

/// In the place of the panel on a site that is not allowed: says so to the site's developer, shows
/// nothing, and can do nothing.
fn refusal() -> Response {
    let mut response = Html(REFUSAL).into_response();
    let set = response.headers_mut();
    set.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(REFUSAL_POLICY));
    set.insert(header::VARY, HeaderValue::from_static(VARIES));
    response
}

/// A file of the pages.
pub(crate) async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    file_response(&path, &headers, IMMUTABLE)
}

/// What makes the dashboard an app of the phone or desktop.
pub(crate) async fn manifest(headers: HeaderMap) -> Response {
    file_response("app/manifest.webmanifest", &headers, REVALIDATED)
}

/// Its pictures.
pub(crate) async fn icon(Path(name): Path<String>, headers: HeaderMap) -> Response {
    file_response(&format!("app/{name}"), &headers, REVALIDATED)
}

/// What runs in the browser while no dashboard is open.
pub(crate) async fn worker(headers: HeaderMap) -> Response {
    file_response("sw.js", &headers, REVALIDATED)
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
    let etag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
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

/// A file with a few lines before it. It is compressed now, because each look differs.
fn behind(lines: &str, path: &str, headers: &HeaderMap) -> Response {
    let Some(file) = Dist::get(path) else {
        return (StatusCode::NOT_FOUND, "There is no such file.").into_response();
    };
    let both = [lines.as_bytes(), &file.data].concat();
    let etag = format!("\"{}\"", hex::encode(&Sha256::digest(&both)[..16]));
    let mut response = if headers.get(header::IF_NONE_MATCH).is_some_and(|it| it == etag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if takes(headers, "gzip") {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        // Writing to memory cannot fail.
        let packed = packed.write_all(&both).and_then(|()| packed.finish()).unwrap_or_default();
        let gzip = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        (gzip, packed).into_response()
    } else {
        both.into_response()
    };
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(REVALIDATED));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        set.insert(header::ETAG, etag);
    }
    response
}

fn takes(headers: &HeaderMap, encoding: &str) -> bool {
    let taken = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    taken.is_some_and(|taken| taken.contains(encoding))
}

/// The file, compressed beforehand where the browser takes it.
fn find(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(headers, encoding)
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
