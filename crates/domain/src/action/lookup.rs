//! A request to a program of the owner, as data. The host is the owner's; values fill only their
//! places, encoded as the place asks.
//!
//! Nothing that a visitor says chooses where a request goes: the scheme, the host, the number of
//! steps of the path, the names in the query, the names of headers and the keys of the body are the
//! template's.

mod address;
mod answer;
mod body;

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::address::Address;
use super::place;
use crate::condition::Facts;

pub use self::answer::{Unread, records};

/// Characters of one value in a request: longer ones are cut, because servers refuse long lines.
const VALUE_CHARS_MAX: usize = 2_000;

/// A request to a program of the owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// Its name: the values of its answer are `name.value`.
    pub name: String,
    /// The method.
    pub method: Method,
    /// The address. `{{field}}` may stand for a whole step of the path or in the query, never in
    /// the host.
    pub address: String,
    /// Header lines.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// A JSON text with `{{field}}` inside its strings; a string that is nothing else becomes the
    /// value with its type. Empty for none.
    #[serde(default)]
    pub body: String,
    /// Longest time in all, in milliseconds.
    #[serde(default = "within_ms")]
    pub within_ms: u32,
    /// It may be asked again when it failed: the program does the same thing once for the same
    /// `Idempotency-Key`. A `GET` always may.
    #[serde(default)]
    pub repeatable: bool,
    /// What is read from the answer.
    #[serde(default)]
    pub values: Vec<Picked>,
}

/// How a program is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Changes nothing.
    Get,
    /// Does something.
    Post,
    /// Replaces something.
    Put,
    /// Changes something.
    Patch,
    /// Removes something.
    Delete,
}

/// A header line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: HeaderValue,
}

/// What stands in a header line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeaderValue {
    /// This, with values in their places.
    Text(String),
    /// A secret of this name, after these words: `Bearer ` and the like.
    Secret {
        /// Its name.
        name: String,
        /// What stands before it.
        #[serde(default)]
        prefix: String,
    },
}

/// A value that is read from an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Picked {
    /// Its name.
    pub name: String,
    /// Where it is, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What it is.
    pub kind: PickedKind,
    /// Without it the lookup has failed.
    #[serde(default)]
    pub required: bool,
}

/// What a value of an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PickedKind {
    /// Words.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A list of words.
    List,
}

/// A request that is ready but for its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address, in ASCII but for the host.
    pub url: String,
    /// Header lines, with values in their places.
    pub headers: Vec<(String, HeaderValue)>,
    /// The body, as JSON.
    pub body: Option<String>,
}

/// Why a request cannot be put together. It says so in words for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misplaced {
    /// The address is none.
    Address,
    /// A value stands before the path.
    Host,
    /// A value stands in a name of the query.
    Key,
    /// A value stands behind `#`, which is never sent.
    Fragment,
    /// A value in the path is empty, or would lead out of its step.
    Empty {
        /// The value.
        name: String,
    },
    /// A value holds signs that no header line may have.
    Header {
        /// The header.
        name: String,
    },
    /// The body is no JSON, or has a value outside its strings.
    Body,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str(
                "This is no address of a program. Write it as https://shop.example/orders.",
            ),
            Self::Host => f.write_str(
                "A value stands before the path. Write the host out; values stand in the path or \
                 behind = in the query.",
            ),
            Self::Key => f.write_str(
                "A value stands in a name of the query. Write the name out, then = and the value.",
            ),
            Self::Fragment => {
                f.write_str("A value stands behind #, which is never sent. Remove it.")
            }
            Self::Empty { name } => write!(
                f,
                "The path needs {{{{{name}}}}}, and it is empty or not known. Require its field."
            ),
            Self::Header { name } => write!(
                f,
                "A value in the header {name} has signs that no header may have. Send it in the \
                 body."
            ),
            Self::Body => f.write_str(
                "The body is no JSON with values inside its strings. Write \"{{order}}\" with \
                 quotes; it keeps its type.",
            ),
        }
    }
}

impl std::error::Error for Misplaced {}

impl Method {
    /// As it is sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether asking twice is asking once.
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Get)
    }
}

impl Lookup {
    /// Whether it may be asked again when nobody knows what became of it.
    pub const fn may_repeat(&self) -> bool {
        self.method.is_safe() || self.repeatable
    }

    /// The request with values in their places.
    pub fn request(&self, facts: &Facts) -> Result<Request, Misplaced> {
        let url = Address::read(&self.address)?.filled(facts)?;
        let header = |header: &Header| {
            let value = match &header.value {
                HeaderValue::Text(text) => HeaderValue::Text(header_text(header, text, facts)?),
                secret @ HeaderValue::Secret { .. } => secret.clone(),
            };
            Ok((header.name.clone(), value))
        };
        let headers = self.headers.iter().map(header).collect::<Result<_, _>>()?;
        let has_body = !self.method.is_safe() && !self.body.trim().is_empty();
        let body = has_body.then(|| body::filled(&self.body, facts)).transpose()?;
        Ok(Request { method: self.method, url, headers, body })
    }

    /// The host that it asks, as it is written, without a port.
    pub fn host(&self) -> Option<&str> {
        Address::read(&self.address).ok().map(|address| address.host())
    }

    /// The names of all values that it has places for.
    pub fn places(&self) -> Vec<&str> {
        let texts = self.headers.iter().filter_map(|header| match &header.value {
            HeaderValue::Text(text) => Some(text.as_str()),
            HeaderValue::Secret { .. } => None,
        });
        let texts = texts.chain([self.address.as_str(), self.body.as_str()]);
        texts.flat_map(place::names).collect()
    }
}

/// A header line's text: visible signs of ASCII and spaces alone.
fn header_text(header: &Header, text: &str, facts: &Facts) -> Result<String, Misplaced> {
    let filled = place::pieces(text).into_iter().map(|piece| match piece {
        place::Piece::Words(words) => words.to_owned(),
        place::Piece::Place(name) => value(name, facts),
    });
    let filled: String = filled.collect();
    if filled.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        Ok(filled.trim().to_owned())
    } else {
        Err(Misplaced::Header { name: header.name.clone() })
    }
}

/// A value as people read it, cut to its limit; empty where it is not known.
fn value(name: &str, facts: &Facts) -> String {
    let shown = place::known(name, facts).map(place::shown).unwrap_or_default();
    shown.chars().take(VALUE_CHARS_MAX).collect()
}

const fn within_ms() -> u32 {
    5_000
}

#[cfg(test)]
mod tests;
