//! Values in their places: `{{order}}` in a text, an address or a request.
//!
//! A text is read once, so what a value holds never becomes a place itself. Braces that are not
//! closed are words.

use crate::condition::{Facts, Known, Value};

/// A piece of a text with places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'text> {
    /// Stands as it is.
    Words(&'text str),
    /// The name of a value that stands here.
    Place(&'text str),
}

/// A value as people read it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        // Adding nothing turns the minus of a zero off.
        Value::Number(number) => (number + 0.0).to_string(),
        Value::Text(text) => text.clone(),
        Value::List(items) => items.join(", "),
    }
}

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find("}}") {
        // The last opening before the end is meant: `{{ {{name}}` has one place.
        if let Some(start) = rest[..end].rfind("{{") {
            if start > 0 {
                pieces.push(Piece::Words(&rest[..start]));
            }
            pieces.push(Piece::Place(rest[start + 2..end].trim()));
        } else {
            pieces.push(Piece::Words(&rest[..end + 2]));
        }
        rest = &rest[end + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The names of the values that a text has places for, in order.
pub fn names(text: &str) -> Vec<&str> {
    let name = |piece| match piece {
        Piece::Place(name) => Some(name),
        Piece::Words(_) => None,
    };
    pieces(text).into_iter().filter_map(name).collect()
}

/// A value that is known.
pub(super) fn known<'facts>(name: &str, facts: &'facts Facts) -> Option<&'facts Value> {
    match facts.get(name) {
        Some(Known::Is(value)) => Some(value),
        Some(Known::Absent | Known::NotYet) | None => None,
    }
}

/// A text with values in their places; what is not known leaves its place empty.
pub fn filled(text: &str, facts: &Facts) -> String {
    filled_or(text, facts, "")
}

/// The same with a dash for what is not known: a teammate sees that it is missing.
pub fn noted(text: &str, facts: &Facts) -> String {
    filled_or(text, facts, "–")
}

fn filled_or(text: &str, facts: &Facts, missing: &str) -> String {
    let fill = |piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Place(name) => {
            let text = known(name, facts).map(shown).unwrap_or_default();
            if text.is_empty() { missing.to_owned() } else { text }
        }
    };
    pieces(text).into_iter().map(fill).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let is = |value: Value| Known::Is(value);
        Facts::from([
            ("order".to_owned(), is(Value::Text("A-1".into()))),
            ("shop.count".to_owned(), is(Value::Number(2.0))),
            ("sure".to_owned(), is(Value::Flag(false))),
            ("sneaky".to_owned(), is(Value::Text("{{order}}".into()))),
            ("gone".to_owned(), Known::Absent),
        ])
    }

    #[test]
    fn values_stand_in_their_places_and_nowhere_else() {
        let filled = |text| filled(text, &facts());
        assert_eq!(filled("{{order}}: {{ shop.count }} {{sure}}"), "A-1: 2 no");
        assert_eq!(filled("{{gone}}{{never}}{{}}."), ".");
        assert_eq!(noted("{{gone}}, {{order}}", &facts()), "–, A-1");
        assert_eq!(filled("{{sneaky}}"), "{{order}}");
        assert_eq!(filled("{{{order}}}"), "{A-1}");
        assert_eq!(filled("{{ {{order}}"), "{{ A-1");
        assert_eq!(filled("{{order} }} {{or"), " {{or");
        assert_eq!(filled("}} {{order}} {{"), "}} A-1 {{");
        assert_eq!(names("{{order}} } {{ b }}{{}}"), ["order", "b", ""]);
        assert_eq!(filled("{{ordé}}é{{order}}"), "éA-1");
    }
}
