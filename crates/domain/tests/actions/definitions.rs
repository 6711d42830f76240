//! Random definitions, sound and unsound, and texts that people and attackers send.

use domain::action::field::{Choice, Days, Field, FieldKind, KnownFrom, Records};
use domain::action::lookup::{Lookup, Method, Picked, PickedKind};
use domain::action::{Branch, Definition, Effect};
use domain::condition::{Condition, Operator, Value};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Texts near what fields take, and any others.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let near = [
        "sam@shop.com",
        "A-1042",
        "3 March 2026",
        "03/04/2026",
        "2026-03-03",
        "yesterday",
        "€12,50",
        "1.234,5",
        "+49 (0)30 1234567",
        "yes",
        "no, thanks",
        "نعم",
        "Late",
        "not late",
        "a",
        "",
        "next Monday",
        "1’000",
        "in two weeks",
        "..",
        ".",
        "/",
        "{{a}}",
        "{{b.x}}",
        "x\r\ny",
        "%2e",
        "٣٤٥٦٧٨٩",
        "İſK",
        "1,234",
        "EUR5",
        "\u{202e}",
        "May 3-5",
        "A 1042",
        "😀",
    ];
    prop_oneof![
        3 => select(near.to_vec()).prop_map(str::to_owned),
        2 => vec(select(near.to_vec()), 0..5).prop_map(|parts| parts.join(" ")),
        1 => ".{0,40}",
        1 => any::<String>(),
        1 => "[0-9+(). ,/@A-Ea-e:€'-]{0,30}",
    ]
}

/// Values as a page or a backend gives them.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => text().prop_map(Value::Text),
        1 => any::<bool>().prop_map(Value::Flag),
        1 => any::<f64>().prop_map(Value::Number),
        1 => (-2_000_i32..2_000).prop_map(|number| Value::Number(f64::from(number) / 8.0)),
        1 => vec(text(), 0..4).prop_map(Value::List),
    ]
}

/// Names of fields and values: few, so that they meet.
pub(crate) fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "c", "d", "b.x", "c.x", "attribute.a", "page.url"])
        .prop_map(str::to_owned)
}

fn options() -> impl Strategy<Value = Vec<Choice>> {
    let labels = select(vec!["Late", "Broken", "late order", "x", "1", "", "yes"]);
    let option = (labels.clone(), labels)
        .prop_map(|(value, label)| Choice { value: value.into(), label: label.into() });
    vec(option, 0..4)
}

fn code(pattern: &str) -> FieldKind {
    FieldKind::Code { pattern: pattern.to_owned(), example: "A-1042".to_owned() }
}

/// Kinds of fields, also such as no sound definition has.
pub(crate) fn kind() -> impl Strategy<Value = FieldKind> {
    let bound = || option::of(-100.0..100.0);
    let days = select(vec![Days::Any, Days::Past, Days::Future]);
    let currency = select(vec!["EUR", "USD", "", "eur"]).prop_map(str::to_owned);
    let pattern = select(vec!["[A-Z]-\\d{4}", "\\d+", "[A-Z0-9 ]{4,8}", "(", ".*", "é|[^a]+"]);
    let lookup = select(vec!["b", "c", "z"]).prop_map(|lookup| Records::Lookup {
        lookup: lookup.to_owned(),
        list: "/items".to_owned(),
        value: "/id".to_owned(),
        label: "/name".to_owned(),
    });
    let plain = select(vec![
        FieldKind::Text,
        FieldKind::LongText,
        FieldKind::Email,
        FieldKind::Phone,
        FieldKind::YesNo,
        FieldKind::File,
        FieldKind::Consent { text: "To this".to_owned() },
    ]);
    prop_oneof![
        4 => plain,
        1 => (bound(), bound(), any::<bool>())
            .prop_map(|(min, max, whole)| FieldKind::Number { min, max, whole }),
        1 => (currency, bound(), bound())
            .prop_map(|(currency, min, max)| FieldKind::Money { currency, min, max }),
        1 => days.prop_map(|days| FieldKind::Date { days }),
        1 => options().prop_map(|options| FieldKind::Choice { options }),
        1 => options().prop_map(|options| FieldKind::Choices { options }),
        1 => pattern.prop_map(code),
        2 => lookup.prop_map(|from| FieldKind::Record { from }),
    ]
}

/// A field of a kind.
pub(crate) fn field() -> impl Strategy<Value = Field> {
    let from = prop_oneof![
        name().prop_map(|name| KnownFrom::Attribute { name }),
        name().prop_map(|key| KnownFrom::Earlier { key }),
        Just(KnownFrom::Email),
    ];
    let key = select(vec!["a", "b", "c", "d", "e", "f"]);
    (key, kind(), any::<bool>(), vec(from, 0..3)).prop_map(|(key, kind, required, known_from)| {
        Field {
            key: key.to_owned(),
            label: "Label".to_owned(),
            help: String::new(),
            required,
            kind,
            message: String::new(),
            known_from,
        }
    })
}

/// A lookup with places in all its parts.
pub(crate) fn lookup() -> impl Strategy<Value = Lookup> {
    let methods = vec![Method::Get, Method::Post];
    let name_of = select(vec!["b", "c", "d"]);
    (name_of, select(methods), address(), body()).prop_map(|(name, method, address, body)| {
        let picked = Picked {
            name: "x".to_owned(),
            pointer: "/x".to_owned(),
            kind: PickedKind::Text,
            required: false,
        };
        Lookup {
            name: name.to_owned(),
            method,
            address,
            headers: vec![],
            body,
            within_ms: 5_000,
            repeatable: false,
            values: vec![picked],
        }
    })
}

/// Addresses with places where they may be and where not.
fn address() -> impl Strategy<Value = String> {
    let host = select(vec![
        "https://shop.example",
        "http://shop.example:8080",
        "HTTPS://[::1]",
        "https://{{a}}.example",
        "https://shop.example{{a}}",
        "{{a}}",
    ]);
    let step =
        select(vec!["o", "{{a}}", ".{{b}}", "{{a}}{{b.x}}", "..", "%2e{{a}}", "", "é {{a}}"]);
    let part = select(vec!["k={{a}}", "k=1{{b}}2", "l", "{{a}}=1", "k=%26{{c}}", "=", "m=a+b"]);
    let end = select(vec!["", "#top", "#{{a}}"]);
    (host, vec(step, 0..4), vec(part, 0..4), end).prop_map(|(host, steps, parts, end)| {
        let path: Vec<&str> = [""].into_iter().chain(steps).collect();
        let path = path.join("/");
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("{host}{path}{mark}{}{end}", parts.join("&"))
    })
}

fn body() -> impl Strategy<Value = String> {
    let bodies = [
        "",
        "{}",
        "{\"a\": \"{{a}}\", \"b\": [\"{{b}}\", \"n {{c}}{{d}}\", 1.5, null, {\"c\": \"{{b.x}}\"}]}",
        "[\"{{a}}\", \"{{ {{b}} }}\"]",
        "\"{{a}}\"",
        "{\"{{a}}\": 1}",
        "{\"a\": {{a}}}",
    ];
    select(bodies.to_vec()).prop_map(str::to_owned)
}

fn condition() -> impl Strategy<Value = Condition> {
    let operators = vec![Operator::Equals, Operator::Matches, Operator::Less, Operator::Exists];
    (name(), select(operators), value()).prop_map(|(name, is, value)| Condition::Fact {
        name,
        is,
        value,
    })
}

/// A definition of up to six fields and three lookups.
pub(crate) fn definition() -> impl Strategy<Value = Definition> {
    let effects = || vec(Just(Effect::Say { text: "{{a}}".to_owned() }), 0..2);
    let branch = (condition(), effects()).prop_map(|(when, then)| Branch { when, then });
    let asked = (vec(field(), 0..6), vec(lookup(), 0..3), any::<bool>(), any::<bool>());
    (asked, vec(branch, 0..3), effects()).prop_map(|(asked, branches, otherwise)| {
        let (fields, lookups, confirms, one_by_one) = asked;
        Definition {
            name: "Random".to_owned(),
            fields,
            lookups,
            branches,
            otherwise,
            one_by_one,
            confirm: confirms.then(|| "Agree to {{a}}?".to_owned()),
            ..Definition::default()
        }
    })
}
