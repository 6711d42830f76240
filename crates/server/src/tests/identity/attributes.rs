//! Signed attributes and those that anybody can type are never taken for each other.

use axum::http::Method;
use serde_json::{Value, json};

use super::{in_an_hour, sign};
use crate::tests::TestApp;
use crate::tests::talk::{new_id, say};

on_both!(what_is_typed_in_a_console_is_not_proved, both_kinds_are_kept_as_at_the_handoff,);

fn standings(attributes: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = attributes.as_array().unwrap().iter();
    all.map(|it| (text(&it["name"]), text(&it["value"]), text(&it["standing"]))).collect()
}

fn is(name: &str, value: &str, standing: &str) -> (String, String, String) {
    (name.to_owned(), value.to_owned(), standing.to_owned())
}

fn on_page(thread: uuid::Uuid, attributes: &Value) -> Value {
    let mut words = say(thread, "Hello, a question.");
    words["page"] = json!({ "url": "https://shop.example/", "attributes": attributes });
    words
}

async fn what_is_typed_in_a_console_is_not_proved(test: TestApp) {
    let key = test.signing_key().await;
    let visitor = test.visitor().await;
    let thread = new_id();
    let typed = json!({ "vip": "true", "Plan": "gold", "phase": "bidding" });
    test.does(&visitor, on_page(thread, &typed)).await.ok();
    let seen = test.seen(thread).await;
    assert_eq!(
        standings(&seen["context"]["attributes"]),
        [is("Plan", "gold", "said"), is("phase", "bidding", "said"), is("vip", "true", "said")]
    );
    let only = json!({ "signed_only": ["VIP", " plan ", "vip", ""] });
    let saved = test.send(Method::PATCH, "/api/identity", test.owner.who(), only).await.ok();
    assert_eq!(saved["signed_only"], json!(["VIP", "plan"]));
    let claims = json!({ "sub": "maya", "exp": in_an_hour(), "attributes": { "plan": "free" } });
    test.proves(&visitor, &sign(&key, &claims)).await.ok();
    let seen = test.seen(thread).await;
    assert_eq!(
        standings(&seen["context"]["attributes"]),
        [
            is("plan", "free", "signed"),
            is("Plan", "gold", "ignored"),
            is("phase", "bidding", "said"),
            is("vip", "true", "ignored"),
        ]
    );
    assert_eq!(seen["context"]["attributes_at_handoff"], Value::Null, "nobody took it over");
}

async fn both_kinds_are_kept_as_at_the_handoff(test: TestApp) {
    let key = test.signing_key().await;
    let visitor = test.visitor().await;
    let thread = new_id();
    let prove = async |plan: &str| {
        let attributes = json!({ "plan": plan });
        let claims = json!({ "sub": "maya", "exp": in_an_hour(), "attributes": attributes });
        test.proves(&visitor, &sign(&key, &claims)).await.ok();
    };
    test.does(&visitor, on_page(thread, &json!({ "phase": "viewing" }))).await.ok();
    prove("gold").await;
    let ask = json!({ "type": "ask_for_person", "id": new_id(), "conversation": thread });
    test.does(&visitor, ask).await.ok();
    let seen = test.seen(thread).await;
    assert_eq!(seen["context"]["attributes_at_handoff"], Value::Null, "nothing differs yet");
    prove("free").await;
    test.does(&visitor, on_page(thread, &json!({ "phase": "bidding" }))).await.ok();
    let seen = test.seen(thread).await;
    assert_eq!(
        standings(&seen["context"]["attributes"]),
        [is("plan", "free", "signed"), is("phase", "bidding", "said")]
    );
    assert_eq!(
        standings(&seen["context"]["attributes_at_handoff"]),
        [is("plan", "gold", "signed"), is("phase", "viewing", "said")]
    );
}
