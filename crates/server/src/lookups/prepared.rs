//! A request as it goes out, and as people may read it.

use std::time::Duration;

use domain::action::lookup::{HeaderValue as Value, Lookup, Method as Verb};
use domain::condition::Known;
use domain::conversation::Millis;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};

use super::Asked;
use super::secret::COVERED;
use super::signed::{self, Signing};
use crate::egress::Put;

/// A request that can be sent, more than once.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) url: Url,
    method: Method,
    headers: HeaderMap,
    pub(super) body: Option<String>,
    /// The header lines with secrets covered.
    pub(super) shown: Vec<(String, String)>,
}

impl Prepared {
    /// One try.
    pub(super) fn put(&self, within: Duration, bytes_max: usize) -> Put {
        Put {
            url: self.url.clone(),
            method: self.method.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            within,
            bytes_max,
        }
    }

    fn line(&mut self, name: &str, value: &str, covered: Option<String>) -> Result<(), String> {
        let bad = || format!("The header {name} cannot be sent. Check its name and its value.");
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
        let mut line = HeaderValue::from_str(value).map_err(|_| bad())?;
        line.set_sensitive(covered.is_some());
        self.headers.insert(header, line);
        self.shown.push((name.to_owned(), covered.unwrap_or_else(|| value.to_owned())));
        Ok(())
    }
}

/// The request with values, secrets and signature in their places; else why not, in words.
pub(super) fn prepare(asked: Asked<'_>, signing_key: &str, at: Millis) -> Result<Prepared, String> {
    let Asked { lookup, facts, who, key, secrets } = asked;
    let request = lookup.request(facts).map_err(|misplaced| misplaced.to_string())?;
    let mut prepared = Prepared {
        url: address(lookup, &request.url)?,
        method: verb(request.method),
        headers: HeaderMap::new(),
        body: request.body,
        shown: Vec::new(),
    };
    for (name, value) in &request.headers {
        match value {
            Value::Text(text) => prepared.line(name, text, None)?,
            Value::Secret { name: secret, prefix } => {
                let opened = secrets.get(secret).ok_or_else(|| {
                    format!("There is no secret called {secret:?}. Add it, or choose another.")
                })?;
                let covered = Some(format!("{prefix}{COVERED}"));
                prepared.line(name, &format!("{prefix}{opened}"), covered)?;
            }
        }
    }
    // Ours come last, so that no line of the owner's stands for them.
    let visitor = signed::visitor(who, at);
    let query = prepared.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let path = format!("{}{query}", prepared.url.path());
    let body = prepared.body.clone().unwrap_or_default();
    let signing = Signing { method: request.method.name(), path: &path, body: &body, at };
    let signature = signed::signature(signing_key, &signing, &visitor);
    if !prepared.headers.contains_key(ACCEPT) {
        prepared.line(ACCEPT.as_str(), "application/json", None)?;
    }
    prepared.line(ACCEPT_ENCODING.as_str(), "identity", None)?;
    if prepared.body.is_some() {
        prepared.line(CONTENT_TYPE.as_str(), "application/json", None)?;
    }
    if !request.method.is_safe() {
        prepared.line("idempotency-key", key, None)?;
    }
    prepared.line("baton-visitor", &visitor, None)?;
    prepared.line("baton-signature", &signature, Some(COVERED.to_owned()))?;
    Ok(prepared)
}

/// The address as it will be asked. Its host is held against the template's once more, as the one
/// who connects reads both.
fn address(lookup: &Lookup, url: &str) -> Result<Url, String> {
    let unfit = || "The address of the lookup cannot be read. Check it.".to_owned();
    let url = Url::parse(url).map_err(|_| unfit())?;
    let letter = || Known::Is(domain::condition::Value::Text("x".to_owned()));
    let plain = lookup.places().into_iter().map(|name| (name.to_owned(), letter())).collect();
    let plain = lookup.request(&plain).map_err(|_| unfit())?;
    let plain = Url::parse(&plain.url).map_err(|_| unfit())?;
    if url.origin() == plain.origin() && url.username().is_empty() { Ok(url) } else { Err(unfit()) }
}

fn verb(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Patch => Method::PATCH,
        Verb::Delete => Method::DELETE,
    }
}
