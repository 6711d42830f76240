//! Secrets in the addresses of pages and servers.

use super::names::{ends_with, is};
use super::{Mask, SECRET};

/// A shorter `key`, `code` or `sig` is the name of a colour, a voucher or a language.
const VALUE_CHARS_MIN: usize = 12;

/// The name of a parameter is looked for as long as this.
const NAME_CHARS_MAX: usize = 60;

/// Names of secrets, and of what ends with them: `reset_password_token`, `X-Amz-Signature`.
const ENDINGS: [&str; 7] =
    ["token", "secret", "password", "signature", "apikey", "api_key", "api-key"];

/// Behind the path of a link.
pub(super) fn ends_path(sign: char) -> bool {
    ends(sign) || sign == '?' || sign == '#'
}

/// The password in `https://user:password@host`, of which the user begins here. Where a mask stands
/// it was masked before.
pub(super) fn password(text: &str, at: usize) -> Option<Mask> {
    let rest = &text[at..];
    let host = rest.find(|sign| ends_path(sign) || "/•".contains(sign)).unwrap_or(rest.len());
    let (user, _) = rest[..host].rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    if password.is_empty() {
        return None;
    }
    let from = at + name.len() + 1;
    Some(Mask { from, to: at + user.len(), with: SECRET })
}

/// The value of the parameter of which the `?` or `&` stands here.
pub(super) fn parameter(text: &str, at: usize) -> Option<Mask> {
    let rest = &text[at + 1..];
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || "_-.[]".contains(sign);
    let (length, _) =
        rest.char_indices().take(NAME_CHARS_MAX + 1).find(|(_, sign)| !is_name(*sign))?;
    let value = rest[length..].strip_prefix('=')?;
    let least = value_chars_min(rest[..length].trim_end_matches(']'))?;
    let end = value.find(|sign| ends(sign) || "&#•".contains(sign)).unwrap_or(value.len());
    if value[end..].starts_with('•') {
        return None;
    }
    let word = value[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}']);
    let from = text.len() - value.len();
    let is_secret = word.chars().count() >= least;
    is_secret.then_some(Mask { from, to: from + word.len(), with: SECRET })
}

/// How long the value of a parameter is that is a secret; none if it never is.
fn value_chars_min(name: &str) -> Option<usize> {
    if ["key", "code", "sig"].iter().any(|known| is(name, known)) {
        return Some(VALUE_CHARS_MIN);
    }
    (is(name, "pass") || ENDINGS.iter().any(|known| ends_with(name, known))).then_some(1)
}

/// Behind a link in a sentence.
fn ends(sign: char) -> bool {
    sign.is_whitespace() || "\"'`<>»”".contains(sign)
}
