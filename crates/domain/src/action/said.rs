//! Answers in a sentence: the order number in "my order is A-1042, thanks".
//!
//! What is found is found for certain, or it is asked: where a sentence holds two different answers
//! of a kind, or one that can be read in two ways, none is taken. A sentence that is nothing but
//! the answer reads as in a form. Longer texts are nobody's sentence and hold no answer.

mod amount;
mod day;
#[cfg(test)]
mod tests;
mod token;
mod word;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::check;
use super::field::{Field, FieldKind};
use crate::condition::Value;
use crate::limits::MESSAGE_CHARS_MAX;

/// Something in a sentence that may be an answer.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    span: Range<usize>,
    /// None where it is of the kind but can be read in more than one way.
    value: Option<Value>,
}

/// A value, and where it stands in the sentence.
type Reading = (Value, Vec<Range<usize>>);

/// Kinds in the order in which they take their piece of a sentence. What is told more surely from
/// all else goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Emails,
    Codes,
    Days,
    /// Only with the sign of their currency.
    Amounts,
    Phones,
    Numbers,
    Options,
    YesOrNo,
}

const PASSES: [Pass; 8] = [
    Pass::Emails,
    Pass::Codes,
    Pass::Days,
    Pass::Amounts,
    Pass::Phones,
    Pass::Numbers,
    Pass::Options,
    Pass::YesOrNo,
];

/// The answers to several fields that one sentence holds, by the fields' keys. Each piece of it
/// answers one field; a piece that two fields of a kind would take answers neither.
pub fn answers(fields: &[&Field], text: &str, day: Date) -> BTreeMap<String, Value> {
    let mut left = text.to_owned();
    let mut answers = BTreeMap::new();
    for pass in PASSES {
        let open = fields.iter().filter(|field| pass.is_of(&field.kind));
        let open = open.filter(|field| !answers.contains_key(&field.key));
        let read = open.filter_map(|field| Some((field, reading(pass, field, &left, day)?)));
        let read: Vec<_> = read.collect();
        let mut taken = Vec::new();
        for (at, (field, (value, spans))) in read.iter().enumerate() {
            let others = read.iter().enumerate().filter(|(other, _)| *other != at);
            let mut others = others.flat_map(|(_, (_, (_, spans)))| spans);
            if !others.any(|other| spans.iter().any(|span| overlap(span, other))) {
                answers.insert(field.key.clone(), value.clone());
            }
            taken.extend(spans.iter().cloned());
        }
        for span in taken {
            let blank = "\n".repeat(span.len());
            left.replace_range(span, &blank);
        }
    }
    answers
}

impl Pass {
    fn is_of(self, kind: &FieldKind) -> bool {
        match kind {
            FieldKind::Email => self == Self::Emails,
            FieldKind::Code { .. } => self == Self::Codes,
            FieldKind::Date { .. } => self == Self::Days,
            FieldKind::Money { .. } => matches!(self, Self::Amounts | Self::Numbers),
            FieldKind::Phone => self == Self::Phones,
            FieldKind::Number { .. } => self == Self::Numbers,
            FieldKind::Choice { .. } | FieldKind::Choices { .. } => self == Self::Options,
            FieldKind::YesNo => self == Self::YesOrNo,
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Record { .. }
            | FieldKind::File
            | FieldKind::Consent { .. } => false,
        }
    }
}

/// What a field reads in a text: the whole of it as in a form, else the one answer in it.
fn reading(pass: Pass, field: &Field, text: &str, day: Date) -> Option<Reading> {
    if text.chars().nth(MESSAGE_CHARS_MAX).is_some() {
        return None;
    }
    let found = found(pass, &field.kind, text, day);
    // An amount without its sign may be another field's number.
    let may_be_all = pass != Pass::Amounts || !found.is_empty();
    if let Some(value) = check::text(field, text, day).ok().flatten().filter(|_| may_be_all) {
        return Some((value, vec![core(text)]));
    }
    let values: Option<Vec<Value>> = found.iter().map(|it| it.value.clone()).collect();
    let value = match (&field.kind, values?) {
        (_, values) if values.is_empty() => return None,
        (FieldKind::Choices { .. }, values) => {
            Value::List(values.iter().map(super::place::shown).collect())
        }
        (_, values) if values.iter().all(|value| *value == values[0]) => values[0].clone(),
        _ => return None,
    };
    let value = check::answer(field, &value, day).ok().flatten()?;
    Some((value, found.into_iter().map(|it| it.span).collect()))
}

fn found(pass: Pass, kind: &FieldKind, text: &str, day: Date) -> Vec<Found> {
    match kind {
        FieldKind::Email => token::emails(text),
        FieldKind::Code { pattern, example } => token::codes(text, pattern, example),
        FieldKind::Date { days } => day::days(text, *days, day),
        FieldKind::Money { currency, .. } => {
            amount::money(text, currency, pass == Pass::Amounts, day)
        }
        FieldKind::Phone => amount::phones(text, day),
        FieldKind::Number { whole, .. } => amount::numbers(text, *whole, day),
        FieldKind::Choice { options } | FieldKind::Choices { options } => {
            word::options(text, options)
        }
        FieldKind::YesNo => word::yes_no(text),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Record { .. }
        | FieldKind::File
        | FieldKind::Consent { .. } => Vec::new(),
    }
}

/// Where a text stands without the space around it.
fn core(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..text.trim_end().len().max(start)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
