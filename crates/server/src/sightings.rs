//! Where the snippet was seen, so that an owner knows that it works before any visitor says so.
//!
//! Only the origin of a page is kept, never its path. Whoever knows a public id can pretend to be
//! any site: so sites that are not allowed have few places, the latest ones, and are noted slowly;
//! they never push out an allowed one. Nothing here makes a visitor wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use domain::conversation::Millis;
use domain::id::AssistantId;
use domain::limits::SIGHTINGS_OF_STRANGERS_MAX;
use reqwest::Url;
use store::{Assistant, Sighting, StoreError, Tenant};

use crate::app::App;
use crate::clock;
use crate::protocol::ToTeammate;

/// The same thing on the same site is written at most this often.
const AGAIN_MS: i64 = 60_000;

/// What is remembered as just written; beyond it what is older than [`AGAIN_MS`] is dropped.
const RECENT_MAX: usize = 10_000;

/// An origin that is kept; a host has at most 253 characters.
const ORIGIN_CHARS_MAX: usize = 300;

/// What a page did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Seen {
    /// It fetched the loader.
    Loaded,
    /// It opened the chat.
    Opened,
    /// It asked for the chat, which it may not show.
    Refused,
}

/// What was written lately.
#[derive(Debug, Default)]
pub(crate) struct Sightings(Mutex<HashMap<(AssistantId, String, Seen), Millis>>);

impl Sightings {
    fn is_recent(&self, key: &(AssistantId, String, Seen), now: Millis) -> bool {
        let recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recent.get(key).is_some_and(|at| now - at < AGAIN_MS)
    }

    fn keep(&self, key: (AssistantId, String, Seen), now: Millis) {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() >= RECENT_MAX {
            recent.retain(|_, at| now - *at < AGAIN_MS);
        }
        recent.insert(key, now);
    }
}

/// Notes what the page that sent these headers did. It returns at once.
pub(crate) fn note(
    app: &App,
    tenant: Tenant,
    assistant: &Assistant,
    headers: &HeaderMap,
    seen: Seen,
) {
    let origin = origin(headers);
    // Our own preview is no visit.
    if app.config.origins().contains(&origin) {
        return;
    }
    let now = clock::now();
    let key = (assistant.id, origin, seen);
    if app.sightings.is_recent(&key, now) {
        return;
    }
    if !assistant.allowed_sites.contains(&key.1) && !app.throttle.stranger(assistant.id, now) {
        return;
    }
    app.sightings.keep(key.clone(), now);
    let (app, assistant, allowed) = (app.clone(), assistant.id, assistant.allowed_sites.clone());
    let sighting = sighting(key.1, seen, now);
    tokio::spawn(async move {
        match write(&app, tenant, assistant, sighting, allowed).await {
            Ok(()) => {
                let assistant = assistant.uuid();
                app.tell_team(tenant, &ToTeammate::Sighted { assistant });
            }
            Err(error) => tracing::warn!(%error, "a visit of a site was not noted"),
        }
    });
}

/// Notes that a page asked for the panel's frame. Opened by itself, it is no site's.
pub(crate) fn note_frame(app: &App, tenant: Tenant, assistant: &Assistant, headers: &HeaderMap) {
    if headers.get("sec-fetch-dest").is_some_and(|what| what == "document") {
        return;
    }
    let origin = origin(headers);
    // A browser that does not say where it comes from may still be allowed.
    let is_allowed = origin.is_empty() || assistant.allowed_sites.contains(&origin);
    let seen = if is_allowed { Seen::Opened } else { Seen::Refused };
    note(app, tenant, assistant, headers, seen);
}

async fn write(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
    sighting: Sighting,
    allowed: Vec<String>,
) -> Result<(), StoreError> {
    app.db
        .write(move |tx| {
            let (sighting, allowed) = (sighting.clone(), allowed.clone());
            Box::pin(async move {
                let known = tx.of(tenant).sightings(assistant).await?;
                for gone in crowded_out(&known, &sighting.origin, &allowed) {
                    tx.write_of(tenant).forget_sighting(assistant, gone).await?;
                }
                tx.write_of(tenant).note_sighting(assistant, &sighting).await
            })
        })
        .await
}

fn sighting(origin: String, seen: Seen, at: Millis) -> Sighting {
    let when = |which| (seen == which).then_some(at);
    Sighting {
        origin,
        first_at: at,
        last_at: at,
        loaded_at: when(Seen::Loaded),
        opened_at: when(Seen::Opened),
        refused_at: when(Seen::Refused),
    }
}

/// Which sites lose their places to this one. `known` begins with the latest.
fn crowded_out<'known>(
    known: &'known [Sighting],
    origin: &str,
    allowed: &[String],
) -> Vec<&'known str> {
    let is_allowed = |origin: &str| allowed.iter().any(|site| site == origin);
    let others = known.iter().map(|it| it.origin.as_str());
    let strangers = others.filter(|&it| it != origin && !is_allowed(it));
    let room = SIGHTINGS_OF_STRANGERS_MAX - usize::from(!is_allowed(origin));
    strangers.skip(room).collect()
}

/// The origin of the page that asks, as its browser names it; empty where it does not.
fn origin(headers: &HeaderMap) -> String {
    let said = [header::REFERER, header::ORIGIN]
        .iter()
        .find_map(|name| headers.get(name))
        .and_then(|value| value.to_str().ok())
        .and_then(|text| Url::parse(text).ok())
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .map(|url| url.origin().ascii_serialization());
    said.filter(|origin| origin.len() <= ORIGIN_CHARS_MAX).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn from(text: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::REFERER, HeaderValue::from_str(text).unwrap());
        origin(&headers)
    }

    #[test]
    fn only_the_origin_of_a_page_is_kept() {
        assert_eq!(from("https://shop.example/cart?secret=1#x"), "https://shop.example");
        assert_eq!(from("http://user:pass@localhost:8080/"), "http://localhost:8080");
        assert_eq!(from(&format!("https://{}.example/", "a".repeat(400))), "");
        for none in ["about:srcdoc", "nothing", "", "file:///home/ida/site.html"] {
            assert_eq!(from(none), "", "{none}");
        }
        assert_eq!(origin(&HeaderMap::new()), "");
    }

    #[test]
    fn strangers_take_places_from_strangers_only() {
        let seen = |origin: &str| sighting(origin.to_owned(), Seen::Loaded, 1);
        let allowed = vec!["https://shop.example".to_owned()];
        let mut known: Vec<_> =
            (0..SIGHTINGS_OF_STRANGERS_MAX).map(|n| seen(&format!("https://x{n}"))).collect();
        known.push(seen("https://shop.example"));
        assert_eq!(crowded_out(&known, "https://new", &allowed), ["https://x9"]);
        assert_eq!(crowded_out(&known, "https://x9", &allowed), [""; 0], "it has its place");
        assert_eq!(crowded_out(&known, "https://shop.example", &allowed), [""; 0]);
        known.insert(0, seen("https://more"));
        assert_eq!(crowded_out(&known, "https://new", &allowed), ["https://x8", "https://x9"]);
    }

    #[test]
    fn the_same_is_written_once_a_minute() {
        let sightings = Sightings::default();
        let key = (clock::new_id(), "https://shop.example".to_owned(), Seen::Loaded);
        assert!(!sightings.is_recent(&key, 0));
        sightings.keep(key.clone(), 0);
        assert!(sightings.is_recent(&key, AGAIN_MS - 1));
        assert!(!sightings.is_recent(&key, AGAIN_MS));
        assert!(!sightings.is_recent(&(key.0, key.1, Seen::Opened), 1), "another thing is news");
    }
}
