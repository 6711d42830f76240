//! Requests with any values: what goes out has the shape that its owner wrote.

use domain::action::lookup::HeaderValue;
use domain::action::lookup::{Header, Lookup, Misplaced};
use domain::action::place::names;
use domain::condition::{Facts, Known, Value};
use proptest::collection::btree_map;
use proptest::prelude::*;
use serde_json::Value as Json;
use url::Url;

use super::definitions::{lookup, name, value};

/// Every value as a plain letter.
fn plain(lookup: &Lookup) -> Facts {
    let letter = || Known::Is(Value::Text("x".to_owned()));
    lookup.places().into_iter().map(|name| (name.to_owned(), letter())).collect()
}

/// All of an address but its values.
fn shape(url: &str) -> impl PartialEq + std::fmt::Debug {
    let url = Url::parse(url).expect("a request has an address");
    let keys: Vec<String> = url.query_pairs().map(|(key, _)| key.into_owned()).collect();
    let steps = url.path_segments().map_or(0, Iterator::count);
    let user = (url.username().to_owned(), url.password().map(str::to_owned));
    let host = url.host().map(|host| host.to_owned());
    (url.scheme().to_owned(), user, host, url.port(), steps, keys, url.fragment().is_some())
}

/// Whether a body has the shape of its template: values stand for strings alone.
fn same_shape(template: &Json, body: &Json) -> bool {
    match (template, body) {
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| {
                    other.get(key).is_some_and(|other| same_shape(value, other))
                })
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_shape(a, b))
        }
        (Json::String(text), filled) if !names(text).is_empty() => {
            filled.as_array().is_none_or(|items| items.iter().all(Json::is_string))
                && !filled.is_object()
        }
        (one, other) => one == other,
    }
}

proptest! {
    #[test]
    fn no_value_leaves_its_place(
        lookup in lookup(),
        values in btree_map(name(), value().prop_map(Known::Is), 0..8),
    ) {
        let header = Header {
            name: "X-A".to_owned(),
            value: HeaderValue::Text("a {{a}} {{b}}".to_owned()),
        };
        let bare = lookup.request(&plain(&lookup));
        let lookup = Lookup { headers: vec![header], ..lookup };
        let request = match (&bare, lookup.request(&values)) {
            (_, Ok(request)) => request,
            (Ok(_), Err(Misplaced::Empty { .. } | Misplaced::Header { .. })) => return Ok(()),
            (Ok(_), Err(other)) => panic!("{other:?} by its values alone"),
            (Err(_), Err(_)) => return Ok(()),
        };
        let bare = bare.expect("values that fit make no template worse");
        prop_assert_eq!(shape(&request.url), shape(&bare.url));
        prop_assert!(request.url.bytes().all(|byte| byte.is_ascii_graphic()), "{}", request.url);
        for (_, value) in &request.headers {
            let HeaderValue::Text(text) = value else { panic!("a text became a secret") };
            prop_assert!(text.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
        }
        prop_assert_eq!(request.body.is_some(), bare.body.is_some());
        if let Some(body) = request.body {
            let template: Json = serde_json::from_str(&lookup.body).expect("it was read before");
            let body: Json = serde_json::from_str(&body).expect("a body is JSON");
            prop_assert!(same_shape(&template, &body), "{template} {body}");
        }
    }
}
