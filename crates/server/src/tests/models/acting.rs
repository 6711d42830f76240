//! Actions that a model calls: only what is allowed happens, by the rules of a form.

use serde_json::{Value, json};

use super::scripted::Provider;
use super::scripted::Script::CallsAll;
use super::{GOOD, QUESTION, Says, each, of};
use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind};

/// Says how far an order is; a model may judge that it is wanted.
fn status() -> Value {
    json!({
        "name": "Order status",
        "starts": { "judged": { "use_when": "Somebody asks where their order is" } },
        "fields": [{
            "key": "order", "label": "Order number", "required": true,
            "kind": { "type": "code", "pattern": "[A-Z]-[0-9]{4}", "example": "A-1042" },
        }],
        "otherwise": [{ "do": "say", "text": "Order {{order}} is on its way." }],
    })
}

/// The thread of a new visitor once an event of this kind is in it.
async fn until(test: &TestApp, kind: &str) -> Vec<Value> {
    let (visitor, thread) = (test.visitor().await, new_id());
    test.says(&visitor, thread, QUESTION).await.ok();
    test.read_until(thread, kind, 1).await
}

fn said(events: &[Value]) -> &str {
    of_kind(events, "action_ended")[0]["text"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_starts_the_action_with_what_fits() {
    each(async |test, provider, path| {
        test.publishes(of(&path), status()).await;
        provider.will(&[CallsAll(&[("action_0", r#"{"order": "a-1042", "evil": "x"}"#)])]);
        let events = until(&test, "action_ended").await;
        assert_eq!(said(&events), "Order A-1042 is on its way.");
        assert_eq!(of_kind(&events, "action_started")[0]["started"], "judged");
        let asked = offered(&provider);
        assert_eq!(asked[0]["function"]["name"], "action_0");
        let order = &asked[0]["function"]["parameters"]["properties"]["order"];
        assert_eq!(order["type"], "string");
        // What does not fit is asked, as if nothing had been said.
        provider.will(&[CallsAll(&[("action_0", r#"{"order": 17}"#)])]);
        let events = until(&test, "form_shown").await;
        assert_eq!(of_kind(&events, "form_shown")[0]["form"]["fields"][0]["key"], "order");
    })
    .await;
}

/// The tools of the last question that had any.
fn offered(provider: &Provider) -> Value {
    let asked = provider.asked();
    asked.into_iter().rev().map(|it| it["tools"].clone()).find(|it| !it.is_null()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_calls_the_first_that_is_allowed_is_done_and_no_other() {
    each(async |test, provider, path| {
        test.publishes(of(&path), status()).await;
        provider.will(&[CallsAll(&[
            ("refund", r#"{"amount": 900}"#),
            ("action_7", "{}"),
            ("action_0", r#"{"order": "A-1042"}"#),
            ("action_0", r#"{"order": "A-1043"}"#),
        ])]);
        let events = until(&test, "action_ended").await;
        assert_eq!(of_kind(&events, "action_started").len(), 1);
        assert_eq!(said(&events), "Order A-1042 is on its way.");
        // Where none of it is allowed, the documents are quoted.
        provider.will(&[CallsAll(&[("refund", "{}"), ("action_1", "{}")])]);
        let events = until(&test, "turn_ended").await;
        assert!(of_kind(&events, "action_started").is_empty());
        assert!(!of_kind(&events, "sentence").is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_start_here_is_not_offered_and_not_done() {
    each(async |test, provider, path| {
        let mut only = status();
        only["when"] = json!({ "fact": { "name": "signed.vip", "is": "equals", "value": true } });
        test.publishes(of(&path), only).await;
        provider.will(&[CallsAll(&[("action_0", r#"{"order": "A-1042"}"#)]), Says(GOOD)]);
        let events = until(&test, "turn_ended").await;
        assert!(of_kind(&events, "action_started").is_empty());
        assert!(provider.asked().iter().all(|it| it["tools"].is_null()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_model_begins_and_nobody_can_undo_is_the_visitors_to_decide() {
    each(async |test, provider, path| {
        let mut cancel = status();
        cancel["name"] = "Cancel an order".into();
        cancel["lookups"] = json!([{
            "name": "shop", "method": "POST", "address": "https://shop.example/{{order}}/cancel",
        }]);
        cancel["on_failure"] = json!([{ "do": "say", "text": "That did not work." }]);
        test.publishes(of(&path), cancel).await;
        provider.will(&[CallsAll(&[("action_0", r#"{"order": "A-1042"}"#)])]);
        let events = until(&test, "form_shown").await;
        assert_eq!(of_kind(&events, "form_shown")[0]["form"]["confirm"], "Cancel an order");
        assert!(of_kind(&events, "looked_up").is_empty(), "nothing was sent");
    })
    .await;
}
