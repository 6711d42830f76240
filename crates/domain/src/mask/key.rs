//! Keys and tokens that are known by how they begin.

use super::value::digit;
use super::{Mask, SECRET};

/// How a key begins and how many signs follow at least.
const KEYS: [(&str, usize); 18] = [
    ("sk_live_", 8),
    ("sk_test_", 8),
    ("rk_live_", 8),
    ("rk_test_", 8),
    ("ghp_", 16),
    ("gho_", 16),
    ("ghs_", 16),
    ("ghu_", 16),
    ("ghr_", 16),
    ("github_pat_", 16),
    ("glpat-", 16),
    ("xoxa-", 8),
    ("xoxb-", 8),
    ("xoxp-", 8),
    ("xoxr-", 8),
    ("xoxs-", 8),
    ("AIza", 35),
    ("sk-", 16),
];

/// Behind the name of an Amazon key.
const AMAZON_CHARS: usize = 16;

/// `sk-` begins the addresses of Slovak pages too: a key has a part as long as this, with a digit.
const PART_CHARS_MIN: usize = 12;

const DASHES: &str = "-----";

/// The key that begins here.
pub(super) fn at(text: &str, at: usize) -> Option<Mask> {
    let rest = &text[at..];
    let length = named(rest).or_else(|| amazon(rest)).or_else(|| jwt(rest))?;
    Some(Mask { from: at, to: at + length, with: SECRET })
}

/// The private key that begins here, to its end or to that of the text.
pub(super) fn private(text: &str, at: usize) -> Option<Mask> {
    let head = text[at..].strip_prefix(DASHES)?.strip_prefix("BEGIN ")?;
    let (name, body) = head.split_once(DASHES)?;
    if !name.contains("PRIVATE KEY") || name.contains('\n') {
        return None;
    }
    let rest = body
        .split_once("-----END")
        .and_then(|(_, rest)| rest.split_once(DASHES))
        .map_or("", |(_, rest)| rest);
    Some(Mask { from: at, to: text.len() - rest.len(), with: SECRET })
}

fn named(text: &str) -> Option<usize> {
    let first = text.bytes().next();
    let (name, least) =
        KEYS.iter().find(|(name, _)| name.bytes().next() == first && text.starts_with(name))?;
    let body = body(&text[name.len()..]);
    let is_key = *name != "sk-" || body.split(['-', '_']).any(is_random);
    (body.len() >= *least && is_key).then_some(name.len() + body.len())
}

fn is_random(part: &str) -> bool {
    part.len() >= PART_CHARS_MIN && part.contains(|sign| digit(sign).is_some())
}

fn amazon(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("AKIA").or_else(|| text.strip_prefix("ASIA"))?;
    let length = rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len());
    let is_capital = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
    (length == AMAZON_CHARS && rest[..length].bytes().all(is_capital))
        .then_some(text.len() - rest.len() + length)
}

/// A token of three parts, of which the first is JSON.
fn jwt(text: &str) -> Option<usize> {
    text.strip_prefix("eyJ")?;
    let mut end = body(text).len();
    for _ in 0..2 {
        let part = body(text[end..].strip_prefix('.')?).len();
        end += (part > 0).then_some(part + 1)?;
    }
    Some(end)
}

fn body(text: &str) -> &str {
    let is_body = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    &text[..text.find(|sign| !is_body(sign)).unwrap_or(text.len())]
}
