//! Numbers of a sentence: plain ones, amounts of money, telephone numbers.

use std::ops::Range;

use jiff::civil::Date;

use super::super::check::amount::{self, Fraction, Mark};
use super::super::check::words;
use super::super::field::Days;
use super::{Found, day, overlap};
use crate::condition::Value;

/// Longest word beside a number that is looked at as a currency.
const MARK_CHARS_MAX: usize = 12;

/// The plain numbers of a text. What touches a letter, a slash, a colon or a dash is something
/// else: `3rd`, `A-1042`, `10:30`.
pub(super) fn numbers(text: &str, whole: bool, today: Date) -> Vec<Found> {
    let fraction = if whole { Fraction::Never } else { Fraction::Any };
    let value = |span: &Range<usize>| amount::number(&text[span.clone()], fraction);
    let found = runs(text, today).into_iter().filter(|span| {
        let (before, after) = around(text, span);
        !touches(before) && !touches(after)
    });
    found.map(|span| Found { value: value(&span).map(Value::Number), span }).collect()
}

/// The amounts of a text: those with the sign of the currency, else, where plain numbers count as
/// well, those without any.
pub(super) fn money(text: &str, currency: &str, only_marked: bool, today: Date) -> Vec<Found> {
    let mut marked = Vec::new();
    let mut bare = Vec::new();
    for span in runs(text, today) {
        let marks = [mark_before(text, span.start), mark_after(text, span.end)];
        let value = amount::money(&text[span.clone()], currency).map(Value::Number);
        let found = Found { value, span: span.clone() };
        let (before, after) = around(text, &span);
        if marks.iter().any(|mark| amount::mark(mark, currency) == Some(Mark::Own)) {
            marked.push(found);
        } else if marks.iter().all(|mark| amount::mark(mark, currency).is_none())
            && !touches(before)
            && !touches(after)
        {
            bare.push(found);
        }
    }
    if only_marked || !marked.is_empty() { marked } else { bare }
}

/// The telephone numbers of a text.
pub(super) fn phones(text: &str, today: Date) -> Vec<Found> {
    let days = day::days(text, Days::Any, today);
    let mut found = Vec::new();
    for span in phone_runs(text) {
        let (before, after) = around(text, &span);
        let touches = |sign: Option<char>| {
            sign.is_some_and(|it| it.is_alphanumeric() || "_@#-,:=€$£".contains(it))
        };
        let is_day = days.iter().any(|day| overlap(&day.span, &span));
        let written = &text[span.clone()];
        let is_amount = written.split_once('.').is_some_and(|(whole, cents)| {
            let is_digits = |text: &str| text.chars().all(|it| words::digit(it).is_some());
            is_digits(whole) && is_digits(cents) && cents.chars().count() <= 2
        });
        if !touches(before) && !ends_in_word(after) && !is_day && !is_amount {
            let phone = words::phone(written).ok().map(Value::Text);
            found.extend(phone.map(|phone| Found { span, value: Some(phone) }));
        }
    }
    found
}

/// Stretches of digits and the signs that telephone numbers have between them.
fn phone_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        let rest = &text[end..];
        let is_digit = words::digit(sign).is_some();
        let goes_on = is_digit
            || "()-/ \u{a0}\u{202f}".contains(sign)
            || (sign == '.' && rest.starts_with(|it| words::digit(it).is_some()));
        match runs.last_mut() {
            Some(run) if run.end == at && goes_on => run.end = end,
            _ if is_digit || (matches!(sign, '+' | '(') && before != Some('+')) => {
                runs.push(at..end);
            }
            _ => {}
        }
        before = Some(sign);
    }
    let trimmed = |run: Range<usize>| {
        let kept = text[run.clone()].trim_end_matches(|it| words::digit(it).is_none());
        run.start..run.start + kept.len()
    };
    runs.into_iter().map(trimmed).filter(|run| !run.is_empty()).collect()
}

/// Stretches of digits with the separators that numbers have, outside of days. A space parts
/// numbers: `2 250` may be two packs of 250.
fn runs(text: &str, today: Date) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        let is_digit = words::digit(sign).is_some();
        let digit_follows = text[end..].starts_with(|it| words::digit(it).is_some());
        let goes_on = is_digit || (digit_follows && ".,'’٫٬\u{a0}\u{202f}".contains(sign));
        match runs.last_mut() {
            Some(run) if run.end == at && goes_on => run.end = end,
            _ if is_digit => runs.push(signed(text, at)..end),
            _ => {}
        }
    }
    let days = day::days(text, Days::Any, today);
    runs.retain(|run| !days.iter().any(|day| overlap(&day.span, run)));
    runs
}

/// Where a number begins with the minus before it; a dash inside a word is none.
fn signed(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let minus = before.strip_suffix(['-', '−']);
    match minus {
        Some(rest) if rest.is_empty() || rest.ends_with([' ', '(', '\n']) => rest.len(),
        _ => at,
    }
}

/// The characters before and behind.
fn around(text: &str, span: &Range<usize>) -> (Option<char>, Option<char>) {
    (text[..span.start].chars().next_back(), text[span.end..].chars().next())
}

fn touches(sign: Option<char>) -> bool {
    sign.is_some_and(|it| it.is_alphanumeric() || "_#/:-−@+\\".contains(it))
}

fn ends_in_word(sign: Option<char>) -> bool {
    sign.is_some_and(|it| it.is_alphanumeric() || "_@".contains(it))
}

/// The word or sign directly before, or one space away.
fn mark_before(text: &str, at: usize) -> &str {
    let before = text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}', '-', '−']);
    let is_inside = |it: &char| !it.is_whitespace() && words::digit(*it).is_none();
    let length: usize =
        before.chars().rev().take(MARK_CHARS_MAX).take_while(is_inside).map(char::len_utf8).sum();
    before[before.len() - length..].trim_start_matches(['(', ':', ',', '='])
}

/// The word or sign directly behind, or one space away.
fn mark_after(text: &str, at: usize) -> &str {
    let after = text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let is_inside = |it: &char| !it.is_whitespace() && words::digit(*it).is_none();
    let length: usize =
        after.chars().take(MARK_CHARS_MAX).take_while(is_inside).map(char::len_utf8).sum();
    after[..length].trim_end_matches(['.', ',', '!', '?', ')', ';', ':'])
}
