//! What answers of forms come to, as a table that the browser's own check is held to: the server
//! decides, and a page that tells otherwise would send people away for nothing.

mod answers;
mod choices;

use std::fmt::Write as _;

use domain::action::check;
use domain::action::field::{Field, FieldKind};
use domain::condition::Value;
use jiff::civil::{Date, date};
use serde::Serialize;

/// What may be put to one kind of field.
#[derive(Clone)]
struct Asked {
    kind: FieldKind,
    required: bool,
    raw: Vec<Value>,
}

/// A Tuesday, for fields that take what lies before or after.
const fn today() -> Date {
    date(2026, 3, 10)
}

/// The table as a file, one case a line.
pub(crate) fn cases() -> String {
    let mut file = String::from("[\n");
    let mut first = true;
    for asked in answers::all().into_iter().chain(choices::all()) {
        let field = Field {
            key: "answer".to_owned(),
            label: "Answer".to_owned(),
            help: String::new(),
            required: asked.required,
            kind: asked.kind,
            message: String::new(),
            known_from: Vec::new(),
        };
        for raw in &asked.raw {
            // Written part by part, because the order of a map depends on who else builds it.
            let (given, told) = (text(&field), text(raw));
            let expect = expected(&field, raw);
            let case = format!(
                "{{\"field\":{given},\"raw\":{told},\"day\":\"{}\",\"expect\":{expect}}}",
                today()
            );
            let comma = if first { "" } else { ",\n" };
            let _ = write!(file, "{comma}{case}");
            first = false;
        }
    }
    file.push_str("\n]\n");
    file
}

fn expected(field: &Field, raw: &Value) -> String {
    match check::answer(field, raw, today()) {
        Ok(Some(value)) => format!("{{\"value\":{}}}", text(&value)),
        Ok(None) => "{\"empty\":true}".to_owned(),
        Err(unfit) => text(&unfit),
    }
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("what is asked and answered is JSON")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value as Json;

    #[test]
    fn the_table_that_pages_are_held_to_is_fresh() {
        let file = crate::program::root().join("web/shared/fields/cases.json");
        let present = std::fs::read_to_string(file).unwrap();
        assert!(present == super::cases(), "stale: run `cargo xtask codegen` and commit it");
    }

    #[test]
    fn the_table_has_every_kind_and_every_verdict() {
        let cases: Vec<Json> = serde_json::from_str(&super::cases()).unwrap();
        assert!(cases.len() >= 300, "{} cases", cases.len());
        let kinds: BTreeSet<&str> =
            cases.iter().filter_map(|case| case["field"]["kind"]["type"].as_str()).collect();
        assert_eq!(kinds.len(), 14, "{kinds:?}");
        let verdicts: BTreeSet<&str> =
            cases.iter().filter_map(|case| case["expect"]["unfit"].as_str()).collect();
        assert_eq!(verdicts.len(), 16, "{verdicts:?}");
        let lines: BTreeSet<String> = cases.iter().map(Json::to_string).collect();
        assert_eq!(lines.len(), cases.len(), "no case stands twice");
    }
}
