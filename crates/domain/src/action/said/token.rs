//! Addresses and codes: what stands in a sentence as one piece, with the sentence's signs around.

use std::ops::Range;

use super::super::check::{self, iso, words};
use super::super::pattern::{Pattern, folded};
use super::Found;
use crate::condition::Value;

/// Pieces of one token that are tried: a code has no more parts.
const PARTS_MAX: usize = 12;

/// Tokens that are written apart and make one code: `A 1042`, `A - 1042`.
const APART_MAX: usize = 4;

/// Longer tokens are addresses of pages and the like.
const TOKEN_CHARS_MAX: usize = 100;

/// Inside these a code goes on, so it neither begins nor ends at them.
const JOINTS: [char; 5] = ['-', '.', '_', '+', '@'];

/// The tokens of a text: what stands between spaces.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| !sign.is_whitespace()) {
        let end = at + sign.len_utf8();
        match tokens.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => tokens.push(at..end),
        }
    }
    tokens
}

/// The e-mail addresses of a text.
pub(super) fn emails(text: &str) -> Vec<Found> {
    let is_around = |sign: char| {
        sign.is_whitespace() || "<>()[],;:\"\\`'‘’“”„«»{}|/".contains(sign) || sign.is_control()
    };
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start = text[..at].rfind(is_around).map_or(0, |it| it + sign_length(text, it));
        let end = text[at..].find(is_around).map_or(text.len(), |it| at + it);
        let end = start + text[start..end].trim_end_matches(['.', '!', '?', '*', '_']).len();
        if end > at
            && let Ok(address) = words::email(&text[start..end])
        {
            found.push(Found { span: start..end, value: Some(Value::Text(address)) });
        }
    }
    found
}

fn sign_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// What looks like the code: of each token the longest piece that does, else tokens that do
/// together. Where the example has digits, words without any are words.
pub(super) fn codes(text: &str, pattern: &str, example: &str) -> Vec<Found> {
    let Ok(pattern) = Pattern::new(pattern) else { return Vec::new() };
    let has_digit = |text: &str| text.contains(|sign: char| sign.is_ascii_digit());
    let needs_digit = has_digit(example);
    let fits = |text: &str| pattern.fits(text) && (!needs_digit || has_digit(text));
    let tokens = tokens(text);
    let mut found = Vec::new();
    for token in tokens.iter().filter(|token| may_hold_code(&text[(*token).clone()])) {
        for span in pieces(&text[token.clone()], &fits) {
            let span = token.start + span.start..token.start + span.end;
            let value = Some(Value::Text(folded(&text[span.clone()])));
            found.push(Found { span, value });
        }
    }
    if found.is_empty() {
        found = apart(text, &tokens, &fits);
    }
    if found.is_empty() { laid_out(text, &tokens, example, &fits) } else { found }
}

/// A token that fits with the signs of the example in it: `a1042`.
fn laid_out(
    text: &str,
    tokens: &[Range<usize>],
    example: &str,
    fits: &impl Fn(&str) -> bool,
) -> Vec<Found> {
    let code = |token: &Range<usize>| {
        let said = text[token.clone()].trim_end_matches(['.', ',', '!', '?']);
        let code =
            check::laid_out(said, example).filter(|code| may_hold_code(said) && fits(code))?;
        let span = token.start..token.start + said.len();
        Some(Found { span, value: Some(Value::Text(folded(&code))) })
    };
    tokens.iter().filter_map(code).collect()
}

/// Addresses and days have digits of their own.
fn may_hold_code(token: &str) -> bool {
    let core = token.trim_matches(|sign: char| !sign.is_alphanumeric());
    token.chars().count() <= TOKEN_CHARS_MAX
        && !token.contains('@')
        && !token.contains("://")
        && iso(core).is_none()
        && super::day::numeric(core).is_none()
}

/// The pieces of a token that fit, each as long as it can be, none over another.
fn pieces(token: &str, fits: &impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let (starts, ends) = edges(token);
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in starts {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let mut longest = ends.iter().rev().filter(|end| **end > start);
        if let Some(end) = longest.find(|end| fits(&token[start..**end])) {
            found.push(start..*end);
        }
    }
    found
}

/// Where a code may begin and end in a token: at its edges, and around signs that do not join.
fn edges(token: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut starts, mut ends) = (vec![0], Vec::new());
    let mut before: Option<char> = None;
    for (at, sign) in token.char_indices() {
        let parts = |it: char| !it.is_alphanumeric() && !JOINTS.contains(&it);
        if before.is_some_and(|before| parts(before) || parts(sign)) {
            starts.push(at);
            ends.push(at);
        }
        before = Some(sign);
    }
    let core = token.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    ends.extend([core.len(), token.len()]);
    let first = token.len() - token.trim_start_matches(|it: char| !it.is_alphanumeric()).len();
    starts.push(first);
    for edges in [&mut starts, &mut ends] {
        edges.sort_unstable();
        edges.dedup();
    }
    starts.truncate(PARTS_MAX);
    ends.drain(..ends.len().saturating_sub(PARTS_MAX));
    (starts, ends)
}

/// Tokens beside each other that fit together: each has a digit, is written in capitals, or is a
/// sign, because any two words would make a code of letters.
fn apart(text: &str, tokens: &[Range<usize>], fits: &impl Fn(&str) -> bool) -> Vec<Found> {
    let is_part = |token: &Range<usize>| {
        let token = text[token.clone()].trim_end_matches(['.', ',', '!', '?']);
        token.contains(|sign: char| sign.is_ascii_digit())
            || !token.contains(|sign: char| sign.is_alphanumeric() && !sign.is_ascii_uppercase())
    };
    let mut found: Vec<Found> = Vec::new();
    for start in 0..tokens.len() {
        for count in (2..=APART_MAX).rev() {
            let Some(group) = tokens.get(start..start + count) else { continue };
            if found.last().is_some_and(|last| group[0].start < last.span.end) {
                break;
            }
            if !group.iter().all(is_part) {
                continue;
            }
            let span = group[0].start..group[count - 1].end;
            let core = text[span.clone()].trim_end_matches(['.', ',', '!', '?']);
            let spaced = core.split_whitespace().collect::<Vec<_>>().join(" ");
            let close = spaced.replace(' ', "");
            if let Some(code) = [spaced, close].iter().find(|code| fits(code)) {
                let span = span.start..span.start + core.len();
                found.push(Found { span, value: Some(Value::Text(folded(code))) });
                break;
            }
        }
    }
    found
}
