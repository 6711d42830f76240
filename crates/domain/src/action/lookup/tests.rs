//! Requests with values that try to be more than values, and answers that are not as told.

use serde_json::json;
use url::Url;

use super::*;
use crate::condition::{Known, Value};

fn lookup(address: &str) -> Lookup {
    Lookup {
        name: "shop".into(),
        method: Method::Post,
        address: address.into(),
        headers: vec![],
        body: String::new(),
        within_ms: 5_000,
        repeatable: false,
        values: vec![],
    }
}

fn facts(order: &str) -> Facts {
    let list = Value::List(vec!["a".into(), "b".into()]);
    Facts::from([
        ("order".to_owned(), Known::Is(Value::Text(order.into()))),
        ("count".to_owned(), Known::Is(Value::Number(3.0))),
        ("half".to_owned(), Known::Is(Value::Number(0.5))),
        ("sure".to_owned(), Known::Is(Value::Flag(true))),
        ("tags".to_owned(), Known::Is(list)),
    ])
}

/// The address that becomes of a template, as the executor reads it.
fn url(address: &str, order: &str) -> String {
    match lookup(address).request(&facts(order)) {
        Ok(request) => Url::parse(&request.url).unwrap().to_string(),
        Err(misplaced) => format!("{misplaced:?}"),
    }
}

#[test]
fn a_value_stays_in_its_step_and_in_its_part_of_the_query() {
    let step = "https://shop.example:8443/orders/{{order}}/items?lang=en&q={{order}}#top";
    for (order, wanted) in [
        ("A-1", "/orders/A-1/items?lang=en&q=A-1"),
        ("a/b?c#d", "/orders/a%2Fb%3Fc%23d/items?lang=en&q=a%2Fb%3Fc%23d"),
        ("a&b=c d", "/orders/a%26b%3Dc%20d/items?lang=en&q=a%26b%3Dc+d"),
        ("%2e%2e", "/orders/%252e%252e/items?lang=en&q=%252e%252e"),
        ("é\r\n\\", "/orders/%C3%A9%0D%0A%5C/items?lang=en&q=%C3%A9%0D%0A%5C"),
        ("{{count}}", "/orders/%7B%7Bcount%7D%7D/items?lang=en&q=%7B%7Bcount%7D%7D"),
        ("...", "/orders/.../items?lang=en&q=..."),
    ] {
        assert_eq!(url(step, order), format!("https://shop.example:8443{wanted}"), "{order}");
    }
    let empty = "Empty { name: \"order\" }";
    for order in ["", " ", ".", "..", "\n", " .. "] {
        assert_eq!(url(step, order), empty, "{order:?}");
    }
    assert_eq!(url("https://a.example/{{never}}", ""), "Empty { name: \"never\" }");
    assert_eq!(url("https://a.example/.{{order}}", "."), empty);
    assert_eq!(url("https://a.example?q={{never}}", ""), "https://a.example/?q=");
    assert_eq!(url("HTTP://A.example/ä b|c", ""), "http://a.example/%C3%A4%20b%7Cc");
    let long = lookup("https://a.example/?q={{order}}").request(&facts(&"x".repeat(9_000)));
    assert_eq!(long.unwrap().url.len(), "https://a.example/?q=".len() + VALUE_CHARS_MAX);
}

#[test]
fn a_place_outside_path_and_query_is_refused() {
    for (address, wanted) in [
        ("https://{{order}}/a", "Host"),
        ("https://{{order}}.example/a", "Host"),
        ("https://shop.example:{{count}}/a", "Host"),
        ("https://shop.example{{order}}", "Host"),
        ("https://{{order}}@shop.example/", "Host"),
        ("{{order}}://shop.example/", "Host"),
        ("{{order}}", "Address"),
        ("https://me:pw@shop.example/", "Address"),
        ("https://a.example/?{{order}}=1", "Key"),
        ("https://a.example/?a=1&{{order}}", "Key"),
        ("https://a.example/#{{order}}", "Fragment"),
        ("https://a.example\\@b.example/", "Address"),
        ("https://a.example/\nb", "Address"),
        ("https:///a", "Address"),
        ("ftp://a.example/", "Address"),
        ("shop.example", "Address"),
        ("https://a%2eexample/", "Address"),
        ("https://a example/", "Address"),
        ("", "Address"),
    ] {
        assert_eq!(url(address, "x"), wanted, "{address}");
    }
    assert_eq!(lookup("https://[::1]:80/a").host(), Some("[::1]"));
    assert_eq!(lookup("https://shop.example:80?x").host(), Some("shop.example"));
    assert_eq!(lookup("nothing").host(), None);
}

#[test]
fn a_header_takes_visible_signs_alone() {
    let with = |text: &str, order: &str| {
        let header = Header { name: "X-Order".into(), value: HeaderValue::Text(text.into()) };
        let lookup = Lookup { headers: vec![header], ..lookup("https://a.example") };
        lookup.request(&facts(order)).map(|request| request.headers[0].1.clone())
    };
    let fits = |text: &str| Ok(HeaderValue::Text(text.to_owned()));
    assert_eq!(with("order {{order}} {{never}}", "A-1"), fits("order A-1"));
    assert_eq!(with("{{order}}", "{{count}}"), fits("{{count}}"));
    for order in ["a\r\nHost: b", "a\nb", "a\0", "Zoë", "a\tb", "\u{7f}"] {
        assert!(with("{{order}}", order).is_err(), "{order:?}");
    }
}

#[test]
fn a_body_keeps_the_types_of_values_and_its_own_shape() {
    let with = |body: &str, order: &str| {
        let lookup = Lookup { body: body.into(), ..lookup("https://a.example") };
        lookup.request(&facts(order)).map(|request| request.body.unwrap_or_default())
    };
    let body = r#"{"a":"{{order}}","b":["{{count}}","{{half}}"],"c":{"d":"{{ sure }}"},
        "e":"{{never}}","f":"{{tags}}","g":"n{{count}}{{never}}","h":1.50}"#;
    assert_eq!(
        with(body, "x\"},\"b\":{\"{{count}}").unwrap(),
        [
            r#"{"a":"x\"},\"b\":{\"{{count}}","b":[3,0.5],"c":{"d":true},"#,
            r#""e":null,"f":["a","b"],"g":"n3","h":1.5}"#,
        ]
        .concat()
    );
    for body in [r#"{"a":{{count}}}"#, r#"{"{{order}}":1}"#, "{", "order={{order}}"] {
        assert_eq!(with(body, "x"), Err(Misplaced::Body), "{body}");
    }
    assert_eq!(with(&"[".repeat(500), "x"), Err(Misplaced::Body));
    let get = Lookup { method: Method::Get, body: "{}".into(), ..lookup("https://a.example") };
    assert_eq!(get.request(&facts("x")).unwrap().body, None);
}

#[test]
fn an_answer_is_read_by_its_types() {
    let picked = |name: &str, pointer: &str, kind, required| Picked {
        name: name.into(),
        pointer: pointer.into(),
        kind,
        required,
    };
    let answer = json!({
        "order": {"state": "sent", "total": "12.50", "number": 1042, "paid": "TRUE"},
        "tags": ["a", 2], "none": null, "long": "é".repeat(3_000),
    });
    let read = |values: Vec<Picked>| {
        let lookup = Lookup { values, ..lookup("https://a.example") };
        lookup.read(&answer).map(|values| {
            let told = values.into_iter().map(|(name, value)| format!("{name}={value:?}"));
            told.collect::<Vec<_>>().join(" ")
        })
    };
    let values = vec![
        picked("a", "/order/state", PickedKind::Text, true),
        picked("b", "/order/total", PickedKind::Number, true),
        picked("c", "/order/number", PickedKind::Text, true),
        picked("d", "/order/paid", PickedKind::Flag, true),
        picked("e", "/tags", PickedKind::List, true),
        picked("f", "/none", PickedKind::Text, false),
        picked("g", "/order", PickedKind::Number, false),
    ];
    assert_eq!(
        read(values).unwrap(),
        "a=Text(\"sent\") b=Number(12.5) c=Text(\"1042\") d=Flag(true) e=List([\"a\", \"2\"])"
    );
    for (pointer, kind, wanted) in [
        ("/none", PickedKind::Text, "nothing stands at /none."),
        ("/order/state", PickedKind::Number, "at /order/state stands a text, not a number."),
        ("", PickedKind::List, "at the top stands an object, not a list of texts."),
        ("/order/number", PickedKind::Flag, "at /order/number stands a number, not true or false."),
    ] {
        let unread = read(vec![picked("x", pointer, kind, true)]).unwrap_err();
        assert_eq!(unread.why, wanted);
        assert!(unread.to_string().starts_with("The answer has no usable \"x\": "));
    }
    let long = read(vec![picked("x", "/long", PickedKind::Text, true)]).unwrap();
    assert_eq!(long.chars().filter(|sign| *sign == 'é').count(), VALUE_CHARS_MAX);
}

#[test]
fn records_have_a_value_each_and_end() {
    let answer = json!({"items": [
        {"id": 1, "name": " One\n two "}, {"id": 1, "name": "again"}, {"name": "no id"}, 5,
        {"id": "x"},
    ]});
    let told: Vec<String> = records(&answer, "/items", "/id", "/name")
        .into_iter()
        .map(|it| format!("{}:{}", it.value, it.label))
        .collect();
    assert_eq!(told, ["1:One two", "x:x"]);
    assert_eq!(records(&answer, "/nothing", "", ""), []);
    let many = json!((0..500).collect::<Vec<_>>());
    assert_eq!(records(&many, "", "", "/x").len(), 100);
}
