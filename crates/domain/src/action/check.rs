//! Whether an answer fits its field. The browser asks the same, for the convenience of whoever
//! fills the form in; here it is decided.
//!
//! An answer that fits comes out in one form: small letters for addresses, digits for telephone
//! numbers, numbers as numbers, days as ISO 8601 writes them, capitals for codes. What comes out
//! fits again and stays as it is.

pub(super) mod amount;
pub(super) mod words;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::amount::Fraction;
use self::words::{LINE_CHARS_MAX, LINES_CHARS_MAX};
use super::field::{Choice, Days, Field, FieldKind};
use super::pattern::{Pattern, folded};
use super::place::shown;
use crate::condition::Value;
use crate::limits::MESSAGE_PICTURES_MAX;

/// Why an answer does not fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "unfit", rename_all = "snake_case")]
pub enum Unfit {
    /// It was left empty.
    Missing,
    /// It is longer than so many characters.
    TooLong {
        /// Characters.
        max: u32,
    },
    /// It is no e-mail address.
    Email,
    /// It is no telephone number.
    Phone,
    /// It is no number.
    Number,
    /// It has a fraction.
    Whole,
    /// It is too small.
    Less {
        /// The least.
        min: f64,
    },
    /// It is too large.
    More {
        /// The greatest.
        max: f64,
    },
    /// It is no day.
    Date,
    /// It lies ahead.
    NotPast,
    /// It lies behind.
    NotFuture,
    /// It is none of the choices.
    Choice,
    /// It is neither yes nor no.
    YesNo,
    /// It does not look like the example.
    Code {
        /// One that fits.
        example: String,
    },
    /// There are more files than so many.
    Files {
        /// Files.
        max: u32,
    },
    /// The visitor did not agree.
    Consent,
}

/// An answer as a form gives it; none where it was left empty and may be.
pub fn answer(field: &Field, raw: &Value, day: Date) -> Result<Option<Value>, Unfit> {
    let fit = match &field.kind {
        FieldKind::Consent { .. } => return consent(raw, field.required),
        FieldKind::File => files(raw)?,
        FieldKind::Choices { options } => several(raw, options)?,
        kind => match cleaned(kind, raw) {
            text if text.is_empty() => None,
            text => Some(single(kind, raw, &text, day)?),
        },
    };
    if fit.is_none() && field.required { Err(Unfit::Missing) } else { Ok(fit) }
}

/// The same of an answer that is a text alone.
pub fn text(field: &Field, text: &str, day: Date) -> Result<Option<Value>, Unfit> {
    answer(field, &Value::Text(text.to_owned()), day)
}

/// What was given, as words without what hides in them.
fn cleaned(kind: &FieldKind, raw: &Value) -> String {
    match kind {
        FieldKind::LongText => words::lines(&shown(raw)),
        _ => words::one_line(&shown(raw)),
    }
}

/// An answer that is there, to a field that takes one thing.
fn single(kind: &FieldKind, raw: &Value, text: &str, day: Date) -> Result<Value, Unfit> {
    let line = |text: &str| words::within(text.to_owned(), LINE_CHARS_MAX);
    match kind {
        FieldKind::LongText => words::within(text.to_owned(), LINES_CHARS_MAX).map(Value::Text),
        FieldKind::Email => words::email(text).map(Value::Text),
        FieldKind::Phone => words::phone(text).map(Value::Text),
        FieldKind::Number { min, max, whole } => {
            let value = number(raw, text, *whole)?;
            amount::within(value, *min, *max).map(Value::Number)
        }
        FieldKind::Money { currency, min, max } => {
            let value = money(raw, text, currency)?;
            amount::within(value, *min, *max).map(Value::Number)
        }
        FieldKind::Date { days } => date(text, *days, day),
        FieldKind::Choice { options } => {
            let chosen = choice(&shown(raw), options).ok_or(Unfit::Choice)?;
            Ok(Value::Text(chosen.to_owned()))
        }
        FieldKind::YesNo => words::yes_no(text).map(Value::Flag).ok_or(Unfit::YesNo),
        FieldKind::Code { pattern, example } => {
            let fit = code(&line(text)?, pattern, example);
            fit.ok_or_else(|| Unfit::Code { example: example.clone() })
        }
        FieldKind::Text
        | FieldKind::Record { .. }
        | FieldKind::Choices { .. }
        | FieldKind::File
        | FieldKind::Consent { .. } => line(text).map(Value::Text),
    }
}

fn number(raw: &Value, text: &str, whole: bool) -> Result<f64, Unfit> {
    let fraction = if whole { Fraction::Never } else { Fraction::Any };
    let value = match raw {
        Value::Number(number) => number + 0.0,
        _ => amount::number(text, fraction).ok_or(Unfit::Number)?,
    };
    if whole && value.fract() != 0.0 { Err(Unfit::Whole) } else { Ok(value) }
}

fn money(raw: &Value, text: &str, currency: &str) -> Result<f64, Unfit> {
    let value = match raw {
        Value::Number(number) => Some(number + 0.0).filter(|it| amount::has_cents(*it)),
        _ => amount::money(text, currency),
    };
    value.ok_or(Unfit::Number)
}

/// A day as date inputs give it.
fn date(text: &str, days: Days, today: Date) -> Result<Value, Unfit> {
    let date = iso(text).ok_or(Unfit::Date)?;
    match days {
        Days::Past if date > today => Err(Unfit::NotPast),
        Days::Future if date < today => Err(Unfit::NotFuture),
        _ => Ok(Value::Text(date.to_string())),
    }
}

/// `2026-03-03`, and no shorter or longer way to write it.
pub(super) fn iso(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    shaped.then(|| text.parse().ok()).flatten()
}

/// The value of the option that is meant: by its value, else by what stands on it.
fn choice<'field>(text: &str, options: &'field [Choice]) -> Option<&'field str> {
    let trimmed = text.trim();
    let label = words::one_line(text).to_lowercase();
    let mut filled = options.iter().filter(|option| !option.value.trim().is_empty());
    let by_value = filled.clone().find(|it| it.value == text || it.value == trimmed);
    let by_label = || filled.find(|it| words::one_line(&it.label).to_lowercase() == label);
    by_value.or_else(by_label).map(|option| option.value.as_str())
}

/// The options that are meant, in the order in which they are offered. A text is one, or several
/// with commas between them.
fn several(raw: &Value, options: &[Choice]) -> Result<Option<Value>, Unfit> {
    let items = match raw {
        Value::List(items) => items.clone(),
        other => {
            let text = shown(other);
            match choice(&text, options) {
                Some(_) => vec![text],
                None => text.split([',', ';', '\n']).map(str::to_owned).collect(),
            }
        }
    };
    let given = items.iter().filter(|item| !words::one_line(item).is_empty());
    let chosen: Option<Vec<&str>> = given.map(|item| choice(item, options)).collect();
    let chosen = chosen.ok_or(Unfit::Choice)?;
    let mut ordered: Vec<String> = Vec::new();
    for option in options {
        if chosen.contains(&option.value.as_str()) && !ordered.contains(&option.value) {
            ordered.push(option.value.clone());
        }
    }
    Ok((!ordered.is_empty()).then_some(Value::List(ordered)))
}

/// A code in capitals; spaces inside go where it fits without them only, and the example's signs
/// come in where it fits with them only.
fn code(text: &str, pattern: &str, example: &str) -> Option<Value> {
    let pattern = Pattern::new(pattern).ok()?;
    let (close, laid) = (closed(text, example), laid_out(text, example));
    let mut readings = [Some(text), close.as_deref(), laid.as_deref()].into_iter().flatten();
    readings.find(|it| pattern.fits(it)).map(|it| Value::Text(folded(it)))
}

/// A text without its spaces. None where that would glue words to a code: a part without a digit
/// that is longer than any run of letters in the example is a word.
fn closed(text: &str, example: &str) -> Option<String> {
    let letters = |text: &str| {
        let runs = text.split(|sign: char| !sign.is_alphabetic());
        runs.map(|run| run.chars().count()).max().unwrap_or_default()
    };
    let longest = letters(example).max(1);
    let is_word =
        |part: &str| letters(part) > longest && !part.contains(|sign: char| sign.is_ascii_digit());
    (!text.split(' ').any(is_word)).then(|| text.replace(' ', ""))
}

/// The letters and digits of a text with the signs of an example between them: `a1042` as `A-1042`
/// has them. None where there are not as many.
pub(super) fn laid_out(text: &str, example: &str) -> Option<String> {
    let is_part = |sign: &char| sign.is_ascii_alphanumeric();
    let mut parts = text.chars().filter(is_part);
    let place = |sign: char| if is_part(&sign) { parts.next() } else { Some(sign) };
    let laid: Option<String> = example.chars().map(place).collect();
    laid.filter(|laid| parts.next().is_none() && laid.contains(|it| is_part(&it)))
}

fn consent(raw: &Value, required: bool) -> Result<Option<Value>, Unfit> {
    match words::yes_no(&words::one_line(&shown(raw))) {
        Some(true) => Ok(Some(Value::Flag(true))),
        _ if required => Err(Unfit::Consent),
        Some(false) => Ok(Some(Value::Flag(false))),
        None if words::one_line(&shown(raw)).is_empty() => Ok(None),
        None => Err(Unfit::Consent),
    }
}

/// Ids of pictures, each once, in small letters.
fn files(raw: &Value) -> Result<Option<Value>, Unfit> {
    let max = u32::try_from(MESSAGE_PICTURES_MAX).unwrap_or(u32::MAX);
    let items = match raw {
        Value::List(items) => items.clone(),
        other => vec![shown(other)],
    };
    let mut ids: Vec<String> = Vec::new();
    for item in items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()) {
        let id = uuid::Uuid::try_parse(item).ok().filter(|_| item.len() == 36);
        let id = id.ok_or(Unfit::Files { max })?.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > MESSAGE_PICTURES_MAX {
        return Err(Unfit::Files { max });
    }
    Ok((!ids.is_empty()).then_some(Value::List(ids)))
}

#[cfg(test)]
mod tests;
