//! The body of a request: a JSON text in which values stand inside strings.

use serde_json::{Number, Value as Json};

use super::super::place::{Piece, known, names, pieces};
use super::{Misplaced, VALUE_CHARS_MAX, value};
use crate::condition::{Facts, Value};

/// Above this a whole number is not exact.
const EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// The body with values in their places.
pub(super) fn filled(template: &str, facts: &Facts) -> Result<String, Misplaced> {
    let template: Json = serde_json::from_str(template).map_err(|_| Misplaced::Body)?;
    Ok(with_values(template, facts)?.to_string())
}

/// The reader of JSON bounds how deep a template goes, so this ends.
fn with_values(template: Json, facts: &Facts) -> Result<Json, Misplaced> {
    match template {
        Json::String(text) => Ok(string(&text, facts)),
        Json::Array(items) => {
            items.into_iter().map(|item| with_values(item, facts)).collect::<Result<_, _>>()
        }
        Json::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                if names(&key).is_empty() {
                    Ok((key, with_values(value, facts)?))
                } else {
                    Err(Misplaced::Body)
                }
            });
            entries.collect::<Result<_, _>>().map(Json::Object)
        }
        other => Ok(other),
    }
}

/// A string that is one place is the value itself; in any other, values stand as words.
fn string(text: &str, facts: &Facts) -> Json {
    let pieces = pieces(text);
    if let [Piece::Place(name)] = pieces[..] {
        return known(name, facts).map_or(Json::Null, typed);
    }
    let filled = pieces.into_iter().map(|piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Place(name) => value(name, facts),
    });
    Json::String(filled.collect())
}

fn typed(value: &Value) -> Json {
    let cut = |text: &String| Json::String(text.chars().take(VALUE_CHARS_MAX).collect());
    match value {
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Number(number) => number_of(*number),
        Value::Text(text) => cut(text),
        Value::List(items) => Json::Array(items.iter().map(cut).collect()),
    }
}

/// Whole numbers without a fraction of nothing: programs that want an integer refuse `3.0`.
fn number_of(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < EXACT_MAX {
        let whole: Option<i64> = format!("{number:.0}").parse().ok();
        return whole.map_or(Json::Null, |whole| Json::Number(whole.into()));
    }
    Number::from_f64(number).map_or(Json::Null, Json::Number)
}
