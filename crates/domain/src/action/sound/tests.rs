//! One sound definition, and each way to spoil it.

use serde_json::{Value as Json, json};

use super::*;

/// Asks for an order, looks it up, and answers or hands over.
fn sound() -> Json {
    json!({
        "name": "Where is my order?",
        "starts": {
            "button": {"label": "Track an order", "place": "greeting"},
            "phrases": ["where is my order"],
            "judged": {"use_when": "Somebody asks for a parcel."},
            "script": "track_order-1"
        },
        "when": {"fact": {"name": "page.url", "is": "matches", "value": "/orders/.*"}},
        "fields": [
            {"key": "email", "label": "E-mail", "kind": {"type": "email"}, "required": true,
             "known_from": [{"from": "email"}]},
            {"key": "order", "label": "Order", "required": true,
             "kind": {"type": "record", "from": {"of": "lookup", "lookup": "orders",
                      "list": "/items", "value": "/id", "label": "/name"}}},
            {"key": "code", "label": "Code",
             "kind": {"type": "code", "pattern": "[A-Z]-\\d{4}", "example": "A-1042"}},
            {"key": "paid", "label": "Paid", "kind": {"type": "money", "currency": "EUR",
             "min": 0.0, "max": 100.0}},
            {"key": "why", "label": "Why", "kind": {"type": "choice", "options": [
                {"value": "late", "label": "It is late"}, {"value": "bad", "label": "It broke"}]}}
        ],
        "confirm": "I look for {{order}}.",
        "lookups": [
            {"name": "orders", "method": "GET", "address": "https://shop.example/o?m={{email}}",
             "body": ""},
            {"name": "shop", "method": "POST", "address": "https://shop.example/o/{{order}}",
             "headers": [
                {"name": "Authorization",
                 "value": {"secret": {"name": "key", "prefix": "Bearer "}}},
                {"name": "X-Lang", "value": {"text": "{{page.language}}"}}],
             "body": "{\"code\": \"{{code}}\"}",
             "values": [{"name": "state", "pointer": "/state", "kind": "text", "required": true}]}
        ],
        "branches": [{
            "when": {"fact": {"name": "shop.state", "is": "equals", "value": "sent"}},
            "then": [{"do": "say", "text": "{{order}} is {{shop.state}}."},
                     {"do": "tag", "tag": "tracked"}]
        }],
        "otherwise": [{"do": "hand_off", "team": null, "reason": "{{order}}"}],
        "on_failure": [{"do": "call_back", "within_min": 60},
                       {"do": "set", "name": "state", "value": "{{why}}"}]
    })
}

fn found(definition: Json) -> Vec<String> {
    let definition: Definition = serde_json::from_value(definition).unwrap();
    let faults = faults(&definition);
    for fault in &faults {
        assert!(fault.what.ends_with('.') && fault.what.len() > 15, "{fault:?}");
    }
    faults.into_iter().map(|fault| fault.at).collect()
}

/// The definition with another value at a pointer.
fn with(pointer: &str, value: Json) -> Json {
    let mut definition = sound();
    *definition.pointer_mut(pointer).unwrap() = value;
    definition
}

#[test]
fn a_sound_definition_has_no_faults() {
    assert_eq!(found(sound()), Vec::<String>::new());
    assert_eq!(found(json!({})), ["name", "otherwise"]);
}

#[test]
fn each_fault_is_said_where_it_is() {
    let long = |count| Json::from("x".repeat(count));
    for (pointer, value, wanted) in [
        ("/name", json!(" "), "name"),
        ("/name", long(81), "name"),
        ("/starts/button/label", long(41), "starts.button.label"),
        ("/starts/phrases/0", json!("a"), "starts.phrases.0"),
        ("/starts/phrases", json!(vec!["abc"; 21]), "starts.phrases"),
        ("/starts/judged/use_when", json!(""), "starts.judged.use_when"),
        ("/starts/script", json!("Track"), "starts.script"),
        ("/when/fact/name", json!("nothing"), "when"),
        ("/when/fact/name", json!("page."), "when"),
        ("/when/fact/value", json!("("), "when"),
        ("/when/fact/is", json!("more"), "when"),
        ("/when", json!({"all": []}), "when"),
        ("/confirm", json!(""), "confirm"),
        ("/confirm", json!("{{nothing}}"), "confirm"),
        ("/fields/0/key", json!("E-mail"), "fields.0.key"),
        ("/fields/2/key", json!("email"), "fields.2.key"),
        ("/fields/0/label", json!(""), "fields.0.label"),
        ("/fields/0/known_from/0", json!({"from": "signed", "name": ""}), "fields.0.known_from.0"),
        ("/fields/2/kind/pattern", json!("(?=a)"), "fields.2.kind.pattern"),
        ("/fields/2/kind/pattern", json!(".*"), "fields.2.kind.pattern"),
        ("/fields/2/kind/example", json!("1042"), "fields.2.kind.example"),
        ("/fields/3/kind/currency", json!("€"), "fields.3.kind.currency"),
        ("/fields/3/kind/min", json!(101.0), "fields.3.kind.max"),
        ("/fields/4/kind/options", json!([]), "fields.4.kind.options"),
        ("/fields/4/kind/options/1/value", json!("late"), "fields.4.kind.options.1.value"),
        ("/fields/4/kind/options/1/value", json!(" bad"), "fields.4.kind.options.1.value"),
        ("/fields/4/kind/options/1/label", json!("it is LATE"), "fields.4.kind.options.1.label"),
        ("/fields/1/kind/from/lookup", json!("none"), "fields.1.kind.from.lookup"),
        ("/fields/1/kind/from/list", json!("items"), "fields.1.kind.from.list"),
        ("/lookups/0/address", json!("https://a.example/{{code}}"), "fields.1.kind.from.lookup"),
        ("/lookups/0/address", json!("https://a.example/{{order}}"), "fields.1.kind.from.lookup"),
        ("/lookups/0/method", json!("POST"), "fields.1.kind.from.lookup"),
        ("/lookups/1/name", json!("code"), "lookups.1.name"),
        ("/lookups/1/name", json!("orders"), "lookups.1.name"),
        ("/lookups/1/name", json!("page"), "lookups.1.name"),
        ("/lookups/1/address", json!("https://{{order}}/"), "lookups.1.address"),
        ("/lookups/1/address", json!("https://a.example/{{nothing}}"), "lookups.1.address"),
        ("/lookups/1/address", json!("https://a.example/{{shop.state}}"), "lookups.1.address"),
        ("/lookups/1/address", json!(""), "lookups.1.address"),
        ("/lookups/1/headers/0/name", json!("Host"), "lookups.1.headers.0.name"),
        ("/lookups/1/headers/0/name", json!("baton-Visitor"), "lookups.1.headers.0.name"),
        ("/lookups/1/headers/0/name", json!("a b"), "lookups.1.headers.0.name"),
        ("/lookups/1/headers/1/name", json!("authorization"), "lookups.1.headers.1.name"),
        ("/lookups/1/headers/1/value/text", json!("a\nb"), "lookups.1.headers.1.value"),
        ("/lookups/1/headers/1/value/text", json!("{{no}}"), "lookups.1.headers.1.value"),
        ("/lookups/1/body", json!("{\"a\": {{code}}}"), "lookups.1.body"),
        ("/lookups/1/body", json!("{\"a\": \"{{no}}\"}"), "lookups.1.body"),
        ("/lookups/0/body", json!("{}"), "lookups.0.body"),
        ("/lookups/1/values/0/pointer", json!("state"), "lookups.1.values.0.pointer"),
        ("/lookups/1/values/0/pointer", json!("/a~2"), "lookups.1.values.0.pointer"),
        ("/branches/0/when/fact/name", json!("shop.none"), "branches.0.when"),
        ("/branches/0/then/0/text", json!(""), "branches.0.then.0.text"),
        ("/branches/0/then/0/text", json!("{{shop.none}}"), "branches.0.then.0.text"),
        ("/branches/0/then/1/tag", json!("Late Order"), "branches.0.then.1.tag"),
        ("/otherwise", json!([]), "otherwise"),
        ("/otherwise/0/reason", json!("{{no}}"), "otherwise.0.reason"),
        ("/on_failure", json!([]), "on_failure"),
        ("/on_failure/0/within_min", json!(0), "on_failure.0.within_min"),
        ("/on_failure/1/name", json!("State!"), "on_failure.1.name"),
        ("/on_failure", json!(vec![json!({"do": "tag", "tag": "a"}); 13]), "on_failure"),
    ] {
        let found = found(with(pointer, value.clone()));
        assert!(found.contains(&wanted.to_owned()), "{pointer} {value}: {found:?}");
    }
}

#[test]
fn what_is_too_much_is_said_once() {
    let field = json!({"key": "a", "label": "A", "kind": {"type": "text"}});
    assert!(found(with("/fields", json!(vec![field; 21]))).contains(&"fields".to_owned()));
    let mut deep = json!({"fact": {"name": "code", "is": "exists", "value": true}});
    for _ in 0..20 {
        deep = json!({"not": deep});
    }
    assert_eq!(found(with("/when", deep)), ["when"]);
    let mut slow = sound();
    slow["lookups"][1]["within_ms"] = json!(60_000);
    assert_eq!(found(slow), ["lookups.1.within_ms"]);
    let mut hook = sound();
    let request = json!({"name": "", "method": "POST", "address": "https://{{code}}/"});
    hook["otherwise"] = json!([{"do": "webhook", "request": request}]);
    assert_eq!(found(hook), ["otherwise.0.request.address"]);
}
