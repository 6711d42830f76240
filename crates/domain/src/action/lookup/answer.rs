//! What is read from the answer of a program.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

use super::super::field::Choice;
use super::super::place::shown;
use super::{Lookup, Picked, PickedKind, VALUE_CHARS_MAX};
use crate::condition::Value;

/// Items of a list in an answer.
const ITEMS_MAX: usize = 100;

/// Characters of an item that is chosen from: one line of a form.
const ITEM_CHARS_MAX: usize = 200;

/// Why a value that is needed was not read. It says so in words for the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The value's name.
    pub value: String,
    /// What was there instead.
    pub why: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The answer has no usable \"{}\": {}", self.value, self.why)
    }
}

impl std::error::Error for Unread {}

impl Lookup {
    /// The values of an answer by their names. One that is missing or of another type is left out,
    /// unless it is required.
    pub fn read(&self, answer: &Json) -> Result<BTreeMap<String, Value>, Unread> {
        let mut values = BTreeMap::new();
        for picked in &self.values {
            match read(picked, answer) {
                Ok(value) => {
                    values.insert(picked.name.clone(), value);
                }
                Err(why) if picked.required => {
                    return Err(Unread { value: picked.name.clone(), why });
                }
                Err(_) => {}
            }
        }
        Ok(values)
    }
}

fn read(picked: &Picked, answer: &Json) -> Result<Value, String> {
    let found = answer.pointer(&picked.pointer).unwrap_or(&Json::Null);
    if found.is_null() {
        return Err(format!("nothing stands at {}.", told(&picked.pointer)));
    }
    let (value, wanted) = match picked.kind {
        PickedKind::Text => (text(found).map(Value::Text), "a text"),
        PickedKind::Number => (number(found).map(Value::Number), "a number"),
        PickedKind::Flag => (flag(found).map(Value::Flag), "true or false"),
        PickedKind::List => (list(found).map(Value::List), "a list of texts"),
    };
    value.ok_or_else(|| {
        format!("at {} stands {}, not {wanted}.", told(&picked.pointer), type_of(found))
    })
}

fn told(pointer: &str) -> &str {
    if pointer.is_empty() { "the top" } else { pointer }
}

fn type_of(json: &Json) -> &'static str {
    match json {
        Json::Null => "nothing",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.chars().take(VALUE_CHARS_MAX).collect()),
        Json::Number(number) if number.is_f64() => {
            number.as_f64().map(|number| shown(&Value::Number(number)))
        }
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn number(json: &Json) -> Option<f64> {
    let number = match json {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

fn flag(json: &Json) -> Option<bool> {
    match json {
        Json::Bool(flag) => Some(*flag),
        Json::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn list(json: &Json) -> Option<Vec<String>> {
    json.as_array()?.iter().take(ITEMS_MAX).map(text).collect()
}

/// The items of a list in an answer, to choose from: each value once, and its own name where it has
/// no other.
pub fn records(answer: &Json, list: &str, value: &str, label: &str) -> Vec<Choice> {
    let mut records: Vec<Choice> = Vec::new();
    let items = answer.pointer(list).and_then(Json::as_array).into_iter().flatten();
    for item in items {
        let at = |pointer| {
            let text = item.pointer(pointer).and_then(text)?;
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text: String = text.chars().take(ITEM_CHARS_MAX).collect();
            Some(text).filter(|text| !text.is_empty())
        };
        let Some(value) = at(value) else { continue };
        if records.len() < ITEMS_MAX && records.iter().all(|record| record.value != value) {
            let label = at(label).unwrap_or_else(|| value.clone());
            records.push(Choice { value, label });
        }
    }
    records
}
