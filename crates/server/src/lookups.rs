//! Asks a program of the owner what an action looks up, and keeps a record of it.
//!
//! The time that the owner gave holds for all tries together. A request is repeated only where that
//! does no harm, and always under the same `Idempotency-Key`. No redirect is followed: the address
//! is the owner's, and what an answer names is not. A secret leaves in its header and in no other
//! way: it is in no record, no error and no value, also where the program says it back.

mod prepared;
mod secret;
mod signed;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::action::lookup::Lookup;
use domain::condition::{Facts, Value};
use domain::visitor::{Proof, Signed};
use reqwest::StatusCode;
use serde_json::Value as Json;
use store::Tenant;

use self::prepared::Prepared;
use self::secret::Cover;
pub(crate) use self::signed::signing_key;
use crate::app::App;
use crate::clock;
use crate::egress::{Egress, Fetched, Unfetched};

/// Largest answer: a hundred records with room, and small enough to keep in every run.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// What is kept of an answer for people to read.
const EXCERPT_CHARS_MAX: usize = 20_000;

/// Waits before the second and the third try: a restart of a program takes about so long.
const WAITS: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(600)];

/// For whom something is looked up, as their site knows them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Who {
    /// Who the site says that the visitor is.
    pub(crate) id: Option<String>,
    pub(crate) email: Option<String>,
    /// How the address is known.
    pub(crate) proof: Proof,
    pub(crate) attributes: Signed,
    pub(crate) conversation: String,
}

/// What became of a lookup, without any secret.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Looked {
    pub(crate) method: &'static str,
    pub(crate) address: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    /// The last answer's.
    pub(crate) status: Option<u16>,
    pub(crate) took_ms: u64,
    /// How often it was asked; 0 where it could not be put together.
    pub(crate) tries: u32,
    /// The beginning of the last answer.
    pub(crate) excerpt: String,
    /// Why it failed, in words for the owner.
    pub(crate) failed: Option<String>,
    /// What was read, by name.
    pub(crate) values: BTreeMap<String, Value>,
    /// The whole answer, to choose records from.
    pub(crate) answer: Option<Json>,
}

/// What is looked up, and under which key.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'ask> {
    pub(crate) lookup: &'ask Lookup,
    pub(crate) facts: &'ask Facts,
    pub(crate) who: &'ask Who,
    /// The same for the same step of the same run, so that it is done once.
    pub(crate) key: &'ask str,
    /// The workspace's secrets by name.
    pub(crate) secrets: &'ask BTreeMap<String, String>,
}

/// How a program is reached.
struct Way<'way> {
    egress: &'way Egress,
    signing_key: String,
    waits: [Duration; 2],
}

/// Looks something up.
pub(crate) async fn look_up(app: &App, tenant: Tenant, asked: Asked<'_>) -> Looked {
    let signing_key = signed::signing_key(&app.secrets, tenant);
    Way { egress: &app.egress, signing_key, waits: WAITS }.look_up(asked).await
}

impl Way<'_> {
    async fn look_up(&self, asked: Asked<'_>) -> Looked {
        let cover = Cover::of(asked.lookup, asked.secrets);
        let watch = clock::stopwatch();
        let prepared = match prepared::prepare(asked, &self.signing_key, clock::now()) {
            Ok(prepared) => prepared,
            Err(why) => return Looked::refused(asked.lookup, cover.text(&why)),
        };
        let (answer, tries) = self.put(&prepared, asked.lookup).await;
        let mut looked = Looked {
            method: asked.lookup.method.name(),
            address: cover.text(prepared.url.as_str()),
            headers: prepared
                .shown
                .iter()
                .map(|(name, it)| (name.clone(), cover.text(it)))
                .collect(),
            body: prepared.body.as_deref().map(|body| cover.text(body)),
            took_ms: u64::try_from(watch.elapsed().as_millis()).unwrap_or(u64::MAX),
            tries,
            ..Looked::default()
        };
        match answer {
            Ok(answer) => looked.read(asked.lookup, &answer, &cover),
            Err(why) => looked.failed = Some(words(&why, asked.lookup)),
        }
        looked
    }

    /// Asks until there is an answer that stands, or no time or reason for another try.
    async fn put(&self, prepared: &Prepared, lookup: &Lookup) -> (Result<Fetched, Unfetched>, u32) {
        let end = clock::instant() + Duration::from_millis(lookup.within_ms.into());
        let mut tries = 0;
        loop {
            let within = end.saturating_duration_since(clock::instant());
            let answer = self.egress.put(prepared.put(within, ANSWER_BYTES_MAX)).await;
            tries += 1;
            let left = end.saturating_duration_since(clock::instant());
            let waits = self.waits.get(tries as usize - 1).filter(|_| lookup.may_repeat());
            match waits.and_then(|wait| wait_after(&answer, *wait)).filter(|wait| *wait < left) {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return (answer, tries),
            }
        }
    }
}

/// How long to wait before asking again; none where another try would be told the same.
fn wait_after(answer: &Result<Fetched, Unfetched>, wait: Duration) -> Option<Duration> {
    match answer {
        Ok(answer) => {
            let passes = matches!(
                answer.status,
                StatusCode::TOO_MANY_REQUESTS
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::SERVICE_UNAVAILABLE
                    | StatusCode::GATEWAY_TIMEOUT
            );
            let asked = answer.retry_after_s().and_then(|seconds| u64::try_from(seconds).ok());
            passes.then(|| wait.max(Duration::from_secs(asked.unwrap_or(0))))
        }
        Err(Unfetched::Unreachable | Unfetched::Broken) => Some(wait),
        Err(_) => None,
    }
}

impl Looked {
    fn refused(lookup: &Lookup, why: String) -> Self {
        Self { method: lookup.method.name(), failed: Some(why), ..Self::default() }
    }

    /// Takes in what a program said.
    fn read(&mut self, lookup: &Lookup, answer: &Fetched, cover: &Cover) {
        let body = answer.body.as_deref().unwrap_or_default();
        let said = cover.text(&String::from_utf8_lossy(body));
        self.status = Some(answer.status.as_u16());
        self.excerpt = said.chars().take(EXCERPT_CHARS_MAX).collect();
        if answer.status.is_redirection() {
            let why = "It points to another address, which is not followed. Write the final \
                       address into the lookup.";
            self.failed = Some(format!("{} {why}", answered(answer.status)));
            return;
        }
        if !answer.status.is_success() {
            self.failed = Some(answered(answer.status));
            return;
        }
        let json = match serde_json::from_slice(body) {
            Ok(json) => cover.json(json),
            // Who wants nothing of an answer takes any.
            Err(_) if lookup.values.is_empty() => return,
            Err(_) if body.is_empty() => Json::Null,
            Err(_) => {
                self.failed = Some("Its answer is no JSON, so nothing could be read.".to_owned());
                return;
            }
        };
        match lookup.read(&json) {
            Ok(values) => self.values = values,
            Err(unread) => self.failed = Some(cover.text(&unread.to_string())),
        }
        self.answer = Some(json);
    }
}

fn answered(status: StatusCode) -> String {
    let what = match status.canonical_reason() {
        Some(reason) => format!("It answered {} {reason}.", status.as_u16()),
        None => format!("It answered {}.", status.as_u16()),
    };
    let next = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            " It wants a key: send one in a header, as a secret."
        }
        StatusCode::NOT_FOUND => " It knows no such thing: add a branch for \"not found\".",
        _ => "",
    };
    what + next
}

/// Why nothing came back, in words for the owner.
fn words(why: &Unfetched, lookup: &Lookup) -> String {
    let host = lookup.host().unwrap_or("The program");
    match why {
        Unfetched::NotPublic => format!(
            "{host} is not on the public internet, so it is not asked. Whoever runs this server \
             can allow it in its settings, under allow_private_addresses."
        ),
        Unfetched::Unfit(why) => format!("This address is not asked: {why}"),
        Unfetched::Unreachable => format!("No connection to {host} could be made."),
        Unfetched::NotTrusted => {
            format!("The certificate of {host} is not trusted, so nothing was sent.")
        }
        Unfetched::NoTls => {
            format!("{host} does not speak HTTPS there. Check the port, and http or https.")
        }
        Unfetched::Slow => {
            format!("{host} gave no whole answer within {} ms.", lookup.within_ms)
        }
        Unfetched::TooLarge(bytes) => {
            format!("The answer of {host} is larger than {} KB.", bytes / 1024)
        }
        Unfetched::Broken => format!("The connection to {host} broke off."),
    }
}
