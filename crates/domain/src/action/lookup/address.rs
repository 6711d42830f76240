//! The address of a request: what is the owner's in it, and where values may stand.

use std::fmt::Write as _;

use super::super::place::{Piece, names, pieces};
use super::{Misplaced, value};
use crate::condition::Facts;

/// Signs that stay as they are in what the owner wrote, beside letters and digits.
const LITERAL: &str = "!#$%&'()*+,-./:;=?@[]_~";

/// Signs that stay as they are in a step of the path that is a value.
const STEP: &str = "-._~";

/// The same of a value in the query (the URL standard's form encoding).
const FORM: &str = "-._*";

/// The parts of an address, with places in the last two alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'text> {
    scheme: &'static str,
    authority: &'text str,
    path: &'text str,
    query: Option<&'text str>,
}

impl<'text> Address<'text> {
    /// Reads one; a place where none may be is refused.
    pub(super) fn read(text: &'text str) -> Result<Self, Misplaced> {
        let text = text.trim();
        if text.contains(|sign: char| sign.is_control() || sign == '\\') {
            return Err(Misplaced::Address);
        }
        let (scheme, rest) = text.split_once("://").ok_or(Misplaced::Address)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" => "https",
            "http" => "http",
            other if other.contains("{{") => return Err(Misplaced::Host),
            _ => return Err(Misplaced::Address),
        };
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        if !names(fragment).is_empty() {
            return Err(Misplaced::Fragment);
        }
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let at = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(at);
        let is_sign = |sign: char| sign.is_alphanumeric() || ".-_:[]".contains(sign);
        if authority.contains(['{', '}']) {
            return Err(Misplaced::Host);
        }
        if authority.is_empty() || !authority.chars().all(is_sign) {
            return Err(Misplaced::Address);
        }
        for part in query.into_iter().flat_map(|query| query.split('&')) {
            let key = part.split_once('=').map_or(part, |(key, _)| key);
            if !names(key).is_empty() {
                return Err(Misplaced::Key);
            }
        }
        Ok(Self { scheme, authority, path, query })
    }

    /// The host without its port.
    pub(super) fn host(&self) -> &'text str {
        let end = self.authority.rfind(':').filter(|at| !self.authority[*at..].contains(']'));
        &self.authority[..end.unwrap_or(self.authority.len())]
    }

    /// With values in their places.
    pub(super) fn filled(&self, facts: &Facts) -> Result<String, Misplaced> {
        let mut url = format!("{}://{}", self.scheme, self.authority);
        let steps = self.path.strip_prefix('/').unwrap_or(self.path).split('/');
        for step in steps {
            url.push('/');
            for piece in pieces(step) {
                match piece {
                    Piece::Words(words) => url.push_str(&encoded(words, LITERAL)),
                    Piece::Place(name) => url.push_str(&step_of(name, facts)?),
                }
            }
        }
        if let Some(query) = self.query {
            url.push('?');
            let parts: Vec<String> = query.split('&').map(|part| part_of(part, facts)).collect();
            url.push_str(&parts.join("&"));
        }
        Ok(url)
    }
}

/// A value as a part of one step: never empty, and never the step up or the step that stays.
fn step_of(name: &str, facts: &Facts) -> Result<String, Misplaced> {
    let value = value(name, facts);
    let value = value.trim();
    if matches!(value, "" | "." | "..") {
        return Err(Misplaced::Empty { name: name.to_owned() });
    }
    Ok(encoded(value, STEP))
}

/// One `name=value` of a query.
fn part_of(part: &str, facts: &Facts) -> String {
    let filled = pieces(part).into_iter().map(|piece| match piece {
        Piece::Words(words) => encoded(words, LITERAL),
        Piece::Place(name) => encoded(&value(name, facts), FORM).replace("%20", "+"),
    });
    filled.collect()
}

/// Letters, digits and these signs as they are, all else by its bytes.
fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let sign = char::from(byte);
        if sign.is_ascii_alphanumeric() || (sign.is_ascii() && kept.contains(sign)) {
            encoded.push(sign);
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
