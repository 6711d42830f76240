//! The one way out to addresses that people typed or pages named.
//!
//! Never reaches a machine that is not public, whatever the address looks like: a name is resolved
//! here and the connection goes to what was checked, so nothing lies between check and connect. A
//! redirect is never followed here: it is handed back, and asking for it is checked like any other.
//! No proxy of the environment is believed. Time, headers and bytes are bounded.

mod body;
mod guard;
mod public;
#[cfg(test)]
mod tests;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::Resolve;
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, ClientBuilder, Method, StatusCode, Url, redirect};
use serde::Serialize;

pub(crate) use guard::Named;
use guard::{Guard, NotPublic, SystemNames};

use crate::config::Config;
use crate::outgoing;

/// Longest wait for a connection, and for each next piece of an answer.
const READ_WITHIN: Duration = Duration::from_secs(10);

/// Longest wait for a connection to a program for which a visitor waits.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);

/// Header lines of an answer; more is nobody's page.
const HEADERS_MAX: usize = 100;

/// Longest mark of a version that is kept and said again; what is longer is some page's own text.
const MARK_BYTES_MAX: usize = 512;

/// A way out that is bounded and guarded. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Egress {
    client: Client,
    /// For what a machine thinks about before it says anything.
    caller: Client,
    /// For programs while somebody waits.
    prompt: Client,
    guard: Arc<Guard>,
}

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Ask<'ask> {
    pub(crate) url: &'ask Url,
    /// What was told of it when it was read last.
    pub(crate) etag: Option<&'ask str>,
    pub(crate) last_modified: Option<&'ask str>,
    /// Largest body, before and after it is unpacked.
    pub(crate) bytes_max: usize,
    /// Whether a body of this kind is read at all.
    pub(crate) reads: fn(&str) -> bool,
}

/// What is put to a program that answers in JSON.
pub(crate) struct Call<'call, B> {
    pub(crate) url: &'call Url,
    /// A secret of the program's; it is in no log.
    pub(crate) bearer: Option<&'call str>,
    pub(crate) body: &'call B,
    /// Longest time in all.
    pub(crate) within: Duration,
    pub(crate) bytes_max: usize,
}

/// What is put to a program in its owner's words.
pub(crate) struct Put {
    pub(crate) url: Url,
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<String>,
    /// Longest time in all.
    pub(crate) within: Duration,
    pub(crate) bytes_max: usize,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// None where it was not read: another kind, or no success.
    pub(crate) body: Option<Vec<u8>>,
}

/// Why nothing came back, in words for the person who named the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfetched {
    #[error(
        "This address is not on the public internet, so it is not read. Whoever runs the server \
         can allow its host: allow_private_addresses."
    )]
    NotPublic,
    #[error("This is not the address of a web page: {0}")]
    Unfit(&'static str),
    #[error("The site could not be reached.")]
    Unreachable,
    /// Told apart from the former only where somebody has to repair it.
    #[error("Its certificate is not trusted.")]
    NotTrusted,
    #[error("It does not speak HTTPS here.")]
    NoTls,
    #[error("It took too long to answer.")]
    Slow,
    #[error("It is larger than {} MB.", .0 / (1024 * 1024))]
    TooLarge(usize),
    #[error("It broke off in the middle.")]
    Broken,
}

impl Egress {
    /// By the settings.
    pub(crate) fn new(config: &Config) -> Self {
        let within = Duration::from_millis(config.site_answer_ms.get().into());
        Self::with(config.allow_private_addresses.clone(), Arc::new(SystemNames), within, config)
    }

    /// With other names than the system's.
    fn with(
        named: Vec<Named>,
        resolver: Arc<dyn Resolve>,
        within: Duration,
        config: &Config,
    ) -> Self {
        let guard = Arc::new(Guard::new(named, resolver));
        let agent = format!("BatonBot/{} (+{})", env!("CARGO_PKG_VERSION"), config.origin());
        let guarded = || {
            outgoing::client()
                .dns_resolver(Arc::clone(&guard))
                .redirect(redirect::Policy::none())
                .referer(false)
                .connect_timeout(READ_WITHIN.min(within))
                .http1_max_headers(HEADERS_MAX)
                .user_agent(&agent)
        };
        let client = guarded().read_timeout(READ_WITHIN.min(within)).timeout(within);
        let made = |client: ClientBuilder| client.build().expect("these settings make a client");
        let prompt = guarded().connect_timeout(CONNECT_WITHIN);
        Self { client: made(client), caller: made(guarded()), prompt: made(prompt), guard }
    }

    /// Whether the settings name a host as one that may be asked though it is not public.
    pub(crate) fn is_named(&self, url: &Url) -> bool {
        self.guard.is_named(url)
    }

    /// Whether an address may be asked at all, as far as it says so itself.
    pub(crate) fn check(&self, url: &Url) -> Result<(), Unfetched> {
        self.guard.check(url)
    }

    /// For a library that speaks a protocol itself: whoever uses it checks the address before.
    pub(crate) fn client(&self) -> Client {
        self.caller.clone()
    }

    /// Asks for an address once, and follows no redirect.
    pub(crate) async fn get(&self, ask: Ask<'_>) -> Result<Fetched, Unfetched> {
        self.guard.check(ask.url)?;
        let mut request = self.client.get(ask.url.clone()).header(ACCEPT_ENCODING, "gzip");
        if let Some(etag) = ask.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(since) = ask.last_modified {
            request = request.header(IF_MODIFIED_SINCE, since);
        }
        let mut answer = request.send().await.map_err(|error| unfetched(&error))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let body = if status.is_success() && (ask.reads)(kind) {
            Some(body::read(&mut answer, ask.bytes_max).await?)
        } else {
            None
        };
        Ok(Fetched { status, headers, body })
    }

    /// Puts something to a program once, and reads what it says whether it did it or not.
    pub(crate) async fn call<B: Serialize>(&self, call: Call<'_, B>) -> Result<Fetched, Unfetched> {
        self.guard.check(call.url)?;
        let mut request = self.caller.post(call.url.clone()).timeout(call.within).json(call.body);
        if let Some(bearer) = call.bearer {
            request = request.bearer_auth(bearer);
        }
        let mut answer = request.send().await.map_err(|error| unfetched(&error))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = Some(body::read(&mut answer, call.bytes_max).await?);
        Ok(Fetched { status, headers, body })
    }

    /// Puts a whole request to a program once, and reads what it says whatever became of it.
    pub(crate) async fn put(&self, put: Put) -> Result<Fetched, Unfetched> {
        self.guard.check(&put.url)?;
        let request = self.prompt.request(put.method, put.url).headers(put.headers);
        let request = match put.body {
            Some(body) => request.body(body),
            None => request,
        };
        let answer = request.timeout(put.within).send().await;
        let mut answer = answer.map_err(|error| unconnected(&error))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = Some(body::read(&mut answer, put.bytes_max).await?);
        Ok(Fetched { status, headers, body })
    }
}

impl Fetched {
    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// What to say when it is read again.
    pub(crate) fn etag(&self) -> Option<&str> {
        self.header(ETAG.as_str()).filter(|mark| mark.len() <= MARK_BYTES_MAX)
    }

    /// What to say when it is read again.
    pub(crate) fn last_modified(&self) -> Option<&str> {
        self.header(LAST_MODIFIED.as_str()).filter(|mark| mark.len() <= MARK_BYTES_MAX)
    }

    /// How long the site asks to be left alone, in seconds from now. A date is not looked at:
    /// nearly no site gives one.
    pub(crate) fn retry_after_s(&self) -> Option<i64> {
        self.header(RETRY_AFTER.as_str())?.trim().parse().ok().filter(|seconds| *seconds >= 0)
    }

    /// Where it is now, for a redirect.
    pub(crate) fn location(&self, from: &Url) -> Option<Url> {
        if !self.status.is_redirection() || self.status == StatusCode::NOT_MODIFIED {
            return None;
        }
        from.join(self.header(LOCATION.as_str())?).ok()
    }
}

/// What went wrong, with what is told of the connection for whoever has to repair it. A connection
/// that took too long is none: the answer had no time of its own yet.
fn unconnected(error: &reqwest::Error) -> Unfetched {
    match unfetched(error) {
        Unfetched::NotPublic => Unfetched::NotPublic,
        _ if error.is_connect() && error.is_timeout() => Unfetched::Unreachable,
        other => tls::trouble(error).unwrap_or(other),
    }
}

/// What went wrong, in our words.
pub(crate) fn unfetched(error: &reqwest::Error) -> Unfetched {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        if inner.is::<NotPublic>() {
            return Unfetched::NotPublic;
        }
        cause = inner.source();
    }
    if error.is_timeout() {
        Unfetched::Slow
    } else if error.is_connect() {
        Unfetched::Unreachable
    } else {
        Unfetched::Broken
    }
}
