//! A request to a program of the owner, as data. The host is the owner's; values fill only their
//! places, encoded as the place asks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

impl Method {
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
}

const fn within_ms() -> u32 {
    5_000
}

/// The records of a list in an answer.
pub fn records(
    _answer: &serde_json::Value,
    _list: &str,
    _value: &str,
    _label: &str,
) -> Vec<super::field::Choice> {
    Vec::new()
}
