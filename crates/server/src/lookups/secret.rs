//! Keeps secrets out of everything that people read.

use std::collections::BTreeMap;

use domain::action::lookup::{HeaderValue, Lookup};
use serde_json::Value as Json;

/// Stands for a secret, however long it is.
pub(super) const COVERED: &str = "••••";

/// The secrets of one lookup, in every way in which a text may hold them.
pub(super) struct Cover {
    /// From the longest, because one may stand inside another.
    written: Vec<String>,
}

impl Cover {
    /// The secrets that a lookup sends.
    pub(super) fn of(lookup: &Lookup, secrets: &BTreeMap<String, String>) -> Self {
        let names = lookup.headers.iter().filter_map(|header| match &header.value {
            HeaderValue::Secret { name, .. } => Some(name),
            HeaderValue::Text(_) => None,
        });
        let of_names = names.filter_map(|name| secrets.get(name));
        let mut written: Vec<String> = of_names.flat_map(|secret| ways(secret)).collect();
        written.sort_by_key(|way| std::cmp::Reverse(way.len()));
        written.dedup();
        Self { written }
    }

    /// A text without secrets.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for way in &self.written {
            text = text.replace(way, COVERED);
        }
        text
    }

    /// An answer without secrets, also where one stands as a number or as a key.
    pub(super) fn json(&self, json: Json) -> Json {
        match json {
            Json::String(text) => Json::String(self.text(&text)),
            Json::Array(items) => items.into_iter().map(|item| self.json(item)).collect(),
            Json::Object(entries) => {
                let entries = entries.into_iter();
                entries.map(|(key, value)| (self.text(&key), self.json(value))).collect()
            }
            Json::Number(number) => {
                let text = number.to_string();
                let covered = self.text(&text);
                if covered == text { Json::Number(number) } else { Json::String(covered) }
            }
            other => other,
        }
    }
}

/// A secret as it is, inside a JSON string, and in an address.
fn ways(secret: &str) -> Vec<String> {
    let quoted = Json::String(secret.to_owned()).to_string();
    let in_json = quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().to_owned();
    let slashed = in_json.replace('/', "\\/");
    let encoded: String = url_form(secret);
    let spaced = encoded.replace('+', "%20");
    let ways = [secret.to_owned(), in_json, slashed, encoded, spaced];
    ways.into_iter().filter(|way| !way.is_empty()).collect()
}

fn url_form(secret: &str) -> String {
    let mut url = reqwest::Url::parse("http://none/").expect("this is an address");
    url.query_pairs_mut().append_key_only(secret);
    url.query().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use domain::action::lookup::{Header, Method};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_is_covered_in_every_way_it_is_written() {
        let secret = HeaderValue::Secret { name: "key".into(), prefix: "Bearer ".into() };
        let lookup = Lookup {
            name: "shop".into(),
            method: Method::Get,
            address: "https://shop.example".into(),
            headers: vec![Header { name: "Authorization".into(), value: secret }],
            body: String::new(),
            within_ms: 1_000,
            repeatable: false,
            values: vec![],
        };
        let cover = |secret: &str| {
            Cover::of(&lookup, &BTreeMap::from([("key".to_owned(), secret.to_owned())]))
        };
        let odd = cover("a/b\"c d");
        for text in ["a/b\"c d", "a/b\\\"c d", "a\\/b\\\"c d", "a%2Fb%22c+d", "a%2Fb%22c%20d"] {
            assert_eq!(odd.text(&format!("<{text}>")), "<••••>", "{text}");
        }
        let digits = cover("12345678");
        assert_eq!(
            digits.json(json!({"12345678": [12_345_678, "x12345678", 1, null]})),
            json!({"••••": ["••••", "x••••", 1, null]})
        );
        assert_eq!(cover("").text("abc"), "abc");
    }
}
