//! Texts, addresses, telephone numbers, and yes and no.

use super::Unfit;
use crate::limits::EMAIL_CHARS_MAX;

/// One line of a form.
pub(super) const LINE_CHARS_MAX: usize = 200;

/// Several lines: a page of a letter, which a teammate still reads.
pub(super) const LINES_CHARS_MAX: usize = 4_000;

/// Digits of a telephone number (E.164 allows 15; shorter than 7 reaches nobody from elsewhere).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Signs that stand around an address in a sentence and in none.
const NOT_IN_ADDRESSES: &[char] = &['<', '>', '(', ')', '[', ']', ',', ';', ':', '"', '\\', '`'];

/// Words for yes, in the languages of the widget.
pub(in crate::action) const YES: [&str; 12] =
    ["yes", "y", "yeah", "yep", "true", "1", "ja", "oui", "si", "sí", "sì", "نعم"];

/// Words for no.
pub(in crate::action) const NO: [&str; 9] =
    ["no", "n", "nope", "false", "0", "nein", "non", "nö", "لا"];

/// Control signs hide text; signs that turn the direction of what follows do too.
fn without_controls(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect()
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with its lines.
pub(super) fn lines(text: &str) -> String {
    without_controls(text).trim().to_owned()
}

/// A text within its limit.
pub(super) fn within(text: String, max: usize) -> Result<String, Unfit> {
    if text.chars().count() > max {
        let max = u32::try_from(max).unwrap_or(u32::MAX);
        return Err(Unfit::TooLong { max });
    }
    Ok(text)
}

/// An address in small letters. Only its shape is looked at: whether it exists is found out by
/// writing to it.
pub(in crate::action) fn email(text: &str) -> Result<String, Unfit> {
    let text = text.to_lowercase();
    let is_shaped = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty())
            && !host.contains('@')
            && !text.contains(char::is_whitespace)
            && !text.contains(NOT_IN_ADDRESSES)
    });
    if is_shaped { within(text, EMAIL_CHARS_MAX) } else { Err(Unfit::Email) }
}

/// A telephone number as digits, with the plus that it begins with. The `(0)` that is dialled only
/// inside a country goes where the country's number is there.
pub(in crate::action) fn phone(text: &str) -> Result<String, Unfit> {
    let text: String = text.chars().map(|sign| digit(sign).unwrap_or(sign)).collect();
    let (plus, rest) = match text.strip_prefix('+') {
        Some(rest) => ("+", rest.replacen("(0)", "", 1)),
        None => ("", text),
    };
    let is_written = |c: char| c.is_ascii_digit() || "()-./ \u{a0}\u{202f}".contains(c);
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if PHONE_DIGITS.contains(&digits.len()) && rest.chars().all(is_written) {
        Ok(format!("{plus}{digits}"))
    } else {
        Err(Unfit::Phone)
    }
}

/// Yes or no in words.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    let word = text.to_lowercase();
    let word = word.trim_end_matches(['.', '!']);
    if YES.contains(&word) {
        return Some(true);
    }
    NO.contains(&word).then_some(false)
}

/// A digit of the scripts that phones write, as one of ours.
pub(in crate::action) fn digit(sign: char) -> Option<char> {
    let first = match sign {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(sign as u32 - first as u32, 10)
}
