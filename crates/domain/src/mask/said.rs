//! Secrets that somebody names before writing them: "my password is", "CVV".
//!
//! A code is known by its digits alone. A password needs a separator and has to look like one, so
//! that "my password is wrong" stays what it is.

use super::names::{Announced, Name, ends_with, is, named};
use super::value::{digit, digits, is_masked, letters, looks_secret};
use super::{CODE, Mask, SECRET, Scope};

/// Words between the name of a code and its digits.
const FILLERS: [&str; 16] = [
    "code", "number", "nummer", "nr", "no", "value", "visuel", "numéro", "número", "is", "ist",
    "lautet", "est", "es", "هو", "هي",
];

/// Fillers in a row: "CVV code number is".
const FILLERS_MAX: usize = 3;

/// Between a name and its value, beside `:` and `=`.
const VERBS: [&str; 7] = ["is", "ist", "lautet", "est", "es", "هي", "هو"];

/// What may follow the name of a password, with up to three words of its own: "for my account".
const PREPOSITIONS: [&str; 19] = [
    "for",
    "to",
    "of",
    "on",
    "für",
    "zu",
    "zum",
    "zur",
    "von",
    "vom",
    "bei",
    "pour",
    "de",
    "du",
    "sur",
    "para",
    "del",
    "الخاصة",
    "الخاص",
];

/// The preposition and its words.
const PHRASE_WORDS_MAX: usize = 4;

/// What a form says of a password, also in quotes.
const VERDICTS: [&str; 14] = [
    "wrong",
    "incorrect",
    "invalid",
    "expired",
    "required",
    "missing",
    "string",
    "falsch",
    "ungültig",
    "abgelaufen",
    "invalide",
    "incorrecta",
    "inválida",
    "caducada",
];

/// A longer quotation is no password.
const QUOTED_CHARS_MAX: usize = 64;

/// A word is looked at as far as this: longer than any password.
const WORD_CHARS_MAX: usize = 500;

/// A shorter word in quotes is named, not told; a shorter token opens nothing.
const QUOTED_CHARS_MIN: usize = 3;
const TOKEN_CHARS_MIN: usize = 8;

/// The secret that is announced by the word from `at` to `end`, or by the last words up to there.
pub(super) fn after(text: &str, at: usize, end: usize, scope: Scope) -> Option<Mask> {
    let Name { announced, is_short } = named(text, at, end)?;
    if scope == Scope::Cards && announced != Announced::CardCode {
        return None;
    }
    let value = || if is_short { separated(text, end) } else { separated_far(text, end) };
    match announced {
        Announced::CardCode | Announced::Code => code(text, end),
        Announced::Pin => pin(text, value()?),
        Announced::Password => password(text, value()?),
        Announced::Bearer => token(text, end),
        Announced::Basic => {
            let before = text[..at].trim_end_matches(['"', '\'', ':', '=', ' ']);
            ends_with(before, "authorization").then(|| token(text, end)).flatten()
        }
    }
}

/// Three or four digits behind the name of a code: `CVV2: 123`, `cvc-code is 123`.
fn code(text: &str, end: usize) -> Option<Mask> {
    let is_second = text[end..].starts_with('2') && digits(text, end).1 == 1;
    let mut at = if is_second { end + 1 } else { end };
    for _ in 0..=FILLERS_MAX {
        let from = skipped(text, at, |sign| sign.is_whitespace() || ":=#-–()\"'*.".contains(sign));
        let (to, count) = digits(text, from);
        if count > 0 {
            let is_code = matches!(count, 3 | 4) && is_alone(text, to);
            return is_code.then_some(Mask { from, to, with: CODE });
        }
        at = letters(text, from);
        FILLERS.iter().find(|filler| is(&text[from..at], filler))?;
    }
    None
}

/// Four to eight digits; six are a post code in India, which is called PIN there.
fn pin(text: &str, at: usize) -> Option<Mask> {
    let from = skipped(text, at, |sign| "\"'".contains(sign));
    let (to, count) = digits(text, from);
    let is_pin = matches!(count, 4 | 5 | 7 | 8) && is_alone(text, to);
    is_pin.then_some(Mask { from, to, with: SECRET })
}

/// Whether the number ends with the digits that end here. A card behind them may be masked.
fn is_alone(text: &str, to: usize) -> bool {
    let mut after = text[to..].chars();
    match after.next() {
        Some('-' | '.' | ':' | '/') => {
            after.next().is_none_or(|sign| digit(sign).is_none() && sign != '•')
        }
        Some(sign) => !sign.is_alphanumeric() && sign != '_',
        None => true,
    }
}

/// The word or quotation here, if it looks like a secret.
fn password(text: &str, at: usize) -> Option<Mask> {
    quoted(text, at).or_else(|| {
        let from = skipped(text, at, |sign| "\"'`«»“„‘‚([{<".contains(sign));
        let rest = &text[from..];
        let end = rest
            .char_indices()
            .zip(0..)
            .find(|((_, sign), nth)| sign.is_whitespace() || *nth == WORD_CHARS_MAX);
        let word = &rest[..end.map_or(rest.len(), |((end, _), _)| end)];
        let word = word.trim_end_matches(|sign| ".,;:)]}>\"'`«»”“’‘*".contains(sign));
        let is_secret = !is_masked(word) && looks_secret(word);
        is_secret.then_some(Mask { from, to: from + word.len(), with: SECRET })
    })
}

fn quoted(text: &str, at: usize) -> Option<Mask> {
    let open = text[at..].chars().next()?;
    let close: &[char] = match open {
        '"' => &['"'],
        '\'' => &['\''],
        '`' => &['`'],
        '“' | '„' => &['”', '“', '"'],
        '«' => &['»'],
        '‘' | '‚' => &['’', '‘'],
        _ => return None,
    };
    let rest = &text[at + open.len_utf8()..];
    let (end, _) =
        rest.char_indices().take(QUOTED_CHARS_MAX).find(|(_, sign)| close.contains(sign))?;
    let words = rest[..end].trim();
    let from = text.len() - rest[..end].trim_start().len() - rest[end..].len();
    let is_secret = if words.contains(char::is_whitespace) {
        words.split_whitespace().any(looks_secret)
    } else {
        words.chars().count() >= QUOTED_CHARS_MIN && !VERDICTS.iter().any(|known| is(words, known))
    };
    (is_secret && !is_masked(words)).then_some(Mask { from, to: from + words.len(), with: SECRET })
}

/// What follows the scheme of a header.
fn token(text: &str, end: usize) -> Option<Mask> {
    let rest = text[end..].strip_prefix(' ')?;
    let is_token = |sign: char| sign.is_ascii_alphanumeric() || "._~+/=-".contains(sign);
    let word = &rest[..rest.find(|sign| !is_token(sign)).unwrap_or(rest.len())];
    let word = word.trim_end_matches('.');
    let is_secret = word.len() >= TOKEN_CHARS_MIN && looks_secret(word);
    is_secret.then_some(Mask { from: end + 1, to: end + 1 + word.len(), with: SECRET })
}

/// Where a value begins behind `:`, `=` or "is".
fn separated(text: &str, end: usize) -> Option<usize> {
    let at = skipped(text, end, |sign| sign.is_whitespace() || "\"'`*)".contains(sign));
    let is_colon = |sign| ":=：".contains(sign);
    let is_space = |sign: char| sign.is_whitespace() || sign == '*';
    let to = letters(text, at);
    let is_verb = VERBS.iter().any(|verb| is(&text[at..to], verb))
        && text[to..].starts_with(|sign| is_colon(sign) || is_space(sign));
    if !is_verb && !text[at..].starts_with(is_colon) {
        return None;
    }
    Some(skipped(text, to, |sign| is_colon(sign) || is_space(sign)))
}

/// The same, with "for my account" before it.
fn separated_far(text: &str, end: usize) -> Option<usize> {
    let mut at = end;
    for nth in 0..=PHRASE_WORDS_MAX {
        if let Some(value) = separated(text, at) {
            return Some(value);
        }
        at = skipped(text, at, |sign| sign.is_whitespace() || "'’-".contains(sign));
        let to = letters(text, at);
        if to == at || (nth == 0 && !PREPOSITIONS.iter().any(|known| is(&text[at..to], known))) {
            return None;
        }
        at = to;
    }
    None
}

/// Where the first sign stands that is not to be passed over.
fn skipped(text: &str, at: usize, passes: impl Fn(char) -> bool) -> usize {
    text[at..].find(|sign| !passes(sign)).map_or(text.len(), |length| at + length)
}
