//! Answers to what an action asks, from a form or in words.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::action::check::{self, Unfit};
use domain::action::field::{Field, FieldKind};
use domain::action::next::known;
use domain::action::{Definition, said};
use domain::condition::{Facts, Value};
use domain::id::PictureId;
use jiff::civil::Date;

use super::body::{Filled, OpenForm};
use crate::http::Failure;
use crate::protocol::{FieldProblem, ProblemCode};

/// Answers that fit.
#[derive(Debug, Default)]
pub(crate) struct Answered {
    pub(crate) filled: Filled,
    /// The pictures among them.
    pub(crate) pictures: Vec<PictureId>,
}

/// What a form brings, if all of it fits.
pub(crate) fn answers(
    open: &OpenForm,
    raw: &BTreeMap<String, Value>,
    day: Date,
) -> Result<Answered, Failure> {
    let (mut values, mut unfit) = (BTreeMap::new(), Vec::new());
    let empty = Value::Text(String::new());
    for field in &open.fields {
        match check::answer(field, raw.get(&field.key).unwrap_or(&empty), day) {
            Ok(value) => {
                values.insert(field.key.clone(), value);
            }
            Err(why) => {
                unfit
                    .push(FieldProblem { field: field.key.clone(), detail: in_words(field, &why) });
            }
        }
    }
    let strange = raw.keys().filter(|key| open.fields.iter().all(|field| field.key != **key));
    unfit.extend(strange.map(|key| FieldProblem {
        field: key.clone(),
        detail: "This form does not ask for this.".to_owned(),
    }));
    if !unfit.is_empty() {
        let detail = "Look at what is marked, and send it once more.";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let mut failure = Failure::new(status, ProblemCode::Invalid, detail);
        failure.0.fields = unfit;
        return Err(failure);
    }
    Ok(answered(open, values))
}

/// What a message answers of an open form, if anything.
pub(crate) fn read_in_words(open: &OpenForm, text: &str, day: Date) -> Option<Answered> {
    let fields: Vec<&Field> = open.fields.iter().collect();
    let values = said::answers(&fields, text, day);
    let is_whole =
        open.fields.iter().all(|field| !field.required || values.contains_key(&field.key));
    if values.is_empty() || !is_whole {
        return None;
    }
    let all = fields.iter().map(|field| (field.key.clone(), values.get(&field.key).cloned()));
    Some(answered(open, all.collect()))
}

/// The one field of a form, answered.
pub(crate) fn answered_by(open: &OpenForm, field: &Field, value: Value) -> Answered {
    answered(open, BTreeMap::from([(field.key.clone(), Some(value))]))
}

/// A form that only asks for leave, given.
pub(crate) fn agreed(open: &OpenForm) -> Answered {
    answered(open, BTreeMap::new())
}

/// What a message that starts an action answers of it already: nothing that is known, for words do
/// not stand against what the site signed; and only what has a shape of its own,
/// for a number alone may mean anything.
pub(crate) fn said_already(
    definition: &Definition,
    text: &str,
    (around, day): (&Facts, Date),
) -> Filled {
    let has_shape =
        |field: &&Field| matches!(field.kind, FieldKind::Code { .. } | FieldKind::Email);
    let open = |field: &&Field| has_shape(field) && known(field, around, day).is_none();
    let fields: Vec<&Field> = definition.fields.iter().filter(open).collect();
    let values = said::answers(&fields, text, day);
    let found = fields.iter().filter(|field| values.contains_key(&field.key));
    Filled {
        labels: found.map(|field| (field.key.clone(), field.label.clone())).collect(),
        values: values.into_iter().map(|(key, value)| (key, Some(value))).collect(),
        ..Filled::default()
    }
}

/// What a model passes of an action that it calls: only what fits, and never what is the visitor's
/// alone to give.
pub(crate) fn said_in_call(
    definition: &Definition,
    arguments: &serde_json::Value,
    (around, day): (&Facts, Date),
) -> Filled {
    let mut filled = Filled::default();
    for field in &definition.fields {
        let is_own = matches!(
            field.kind,
            FieldKind::File | FieldKind::Consent { .. } | FieldKind::Record { .. }
        );
        let is_known = known(field, around, day).is_some();
        let raw = arguments.get(&field.key).filter(|_| !is_own && !is_known);
        let raw = raw.and_then(|raw| serde_json::from_value::<Value>(raw.clone()).ok());
        let value = raw.and_then(|raw| check::answer(field, &raw, day).ok().flatten());
        if let Some(value) = value {
            filled.labels.push((field.key.clone(), field.label.clone()));
            filled.values.insert(field.key.clone(), Some(value));
        }
    }
    filled
}

fn answered(open: &OpenForm, values: BTreeMap<String, Option<Value>>) -> Answered {
    let files = open.fields.iter().filter(|field| field.kind == FieldKind::File);
    let pictures = files
        .filter_map(|field| values.get(&field.key)?.as_ref())
        .flat_map(|value| match value {
            Value::List(items) => items.clone(),
            _ => vec![],
        })
        .filter_map(|id| id.parse().ok())
        .collect();
    let choices = open.fields.iter().flat_map(|field| match &field.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => options.clone(),
        _ => vec![],
    });
    Answered {
        filled: Filled {
            labels: open
                .fields
                .iter()
                .map(|field| (field.key.clone(), field.label.clone()))
                .collect(),
            choices: choices.map(|choice| (choice.value, choice.label)).collect(),
            confirmed: open.form.confirm.is_some(),
            values,
            ..Filled::default()
        },
        pictures,
    }
}

/// Why an answer does not fit: in the owner's words where they wrote some.
pub(crate) fn in_words(field: &Field, why: &Unfit) -> String {
    if !field.message.is_empty() && *why != Unfit::Missing {
        return field.message.clone();
    }
    match why {
        Unfit::Missing => "Please fill this in.".to_owned(),
        Unfit::TooLong { max } => format!("Please use at most {max} characters."),
        Unfit::Email => "This is not an e-mail address, such as maya@example.com.".to_owned(),
        Unfit::Phone => "This is not a telephone number, such as +353 1 496 0000.".to_owned(),
        Unfit::Number => "Please write a number.".to_owned(),
        Unfit::Whole => "Please write a whole number.".to_owned(),
        Unfit::Less { min } => format!("Please write {min} or more."),
        Unfit::More { max } => format!("Please write {max} or less."),
        Unfit::Date => "Please write a date, such as 2026-03-14.".to_owned(),
        Unfit::NotPast => "This day has not come yet.".to_owned(),
        Unfit::NotFuture => "This day is over.".to_owned(),
        Unfit::Choice => "Please choose one of these.".to_owned(),
        Unfit::YesNo => "Please say yes or no.".to_owned(),
        Unfit::Code { example } => format!("This does not look right. An example: {example}."),
        Unfit::Files { max } => format!("Please add at most {max} files."),
        Unfit::Consent => "Please agree to this to go on.".to_owned(),
    }
}
