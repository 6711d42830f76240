//! Escalation rules over the API: saved, followed in turns, counted.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind, say};

on_both!(
    a_rule_tells_the_visitor_tags_and_passes_to_its_team,
    of_two_who_save_rules_the_slower_is_told,
    other_rules_are_tried_on_what_was,
);

/// Where one text stands in the message.
fn says(number: u32, words: &str) -> Value {
    json!({
        "id": Uuid::from_u128(number.into()), "name": format!("Speaks of {words}"), "on": true,
        "when": { "fact": { "name": "text", "is": "contains", "value": words } },
        "then": "hand_off", "tags": [words], "priority": "urgent",
        "message": format!("I leave {words} to our people."),
    })
}

async fn rules(test: &TestApp, of: impl std::fmt::Display, rules: Value) -> Value {
    let path = format!("/api/assistants/{of}/rules");
    let revision = test.get(&path, test.owner.who()).await.ok()["revision"].clone();
    test.put(&path, json!({ "rules": rules, "revision": revision })).await
}

async fn a_rule_tells_the_visitor_tags_and_passes_to_its_team(test: TestApp) {
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    rules(&test, visitor.assistant, json!([says(1, "lawyers")])).await;
    test.says(&visitor, thread, "My lawyers will write to you").await.ok();
    let events = test.read_until(thread, "handed_off", 1).await;
    let handed_off = &of_kind(&events, "handed_off")[0];
    assert_eq!(
        (&handed_off["reason"], &handed_off["note"]),
        (&json!("rule"), &json!("Speaks of lawyers"))
    );
    assert_eq!(of_kind(&events, "sentence")[0]["text"], "I leave lawyers to our people.");
    let row = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    assert_eq!((&row["tags"], &row["priority"]), (&json!(["lawyers"]), &json!("urgent")));
    // The visitor reads what they are told, and nothing of the rule.
    let theirs = test.read_by(&visitor, thread).await;
    assert!(of_kind(&theirs, "handed_off")[0].get("note").is_none());
    assert!(of_kind(&theirs, "tagged").is_empty());
    let path = format!("/api/assistants/{}/rules", visitor.assistant);
    let shown = test.get(&path, test.owner.who()).await.ok();
    assert_eq!(shown["hits"][0]["decided"], 1);
}

async fn of_two_who_save_rules_the_slower_is_told(test: TestApp) {
    let visitor = test.visitor().await;
    let path = format!("/api/assistants/{}/rules", visitor.assistant);
    let first = test.get(&path, test.owner.who()).await.ok();
    assert_eq!(first["revision"], 0);
    assert!(first["rules"].as_array().unwrap().len() >= 4, "there are rules from the start");
    let saved = rules(&test, visitor.assistant, json!([])).await;
    assert_eq!((&saved["revision"], &saved["rules"]), (&json!(1), &json!([])));
    let stale = json!({ "rules": [says(1, "law")], "revision": 0 });
    let put = axum::http::Method::PUT;
    let refused = test.send(put.clone(), &path, test.owner.who(), stale).await;
    assert_eq!(refused.json["code"], "conflict");
    let mut unsound = says(1, "law");
    unsound["when"]["fact"]["name"] = json!("moon");
    let body = json!({ "rules": [unsound], "revision": 1 });
    let refused = test.send(put, &path, test.owner.who(), body).await;
    assert_eq!(refused.field(), "rules.0.when");
}

#[tokio::test]
async fn what_stood_when_it_was_handed_back_is_no_new_reason() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    let page = json!({
        "id": Uuid::from_u128(1), "name": "Checkout", "on": true, "then": "hand_off",
        "when": { "fact": { "name": "page.url", "is": "contains", "value": "checkout" } },
    });
    rules(&test, visitor.assistant, json!([page, says(2, "lawyers")])).await;
    let mut asks = say(thread, "Hello, which sizes do you have?");
    asks["page"] = json!({ "url": "https://shop.example/checkout" });
    test.does(&visitor, asks).await.ok();
    test.read_until(thread, "handed_off", 1).await;
    let take =
        json!({ "type": "take_over", "id": new_id(), "epoch": test.state(thread).await.epoch });
    test.acts(&test.owner, thread, take).await.ok();
    let back = json!({ "type": "hand_back", "id": new_id() });
    test.acts(&test.owner, thread, back).await.ok();
    test.says(&visitor, thread, "And which colours do you have?").await.ok();
    let events = test.read_until(thread, "turn_ended", 1).await;
    assert_eq!(of_kind(&events, "handed_off").len(), 1, "the page is the same");
    // A new reason is one.
    test.says(&visitor, thread, "Then my lawyers will ask").await.ok();
    let events = test.read_until(thread, "handed_off", 2).await;
    assert_eq!(of_kind(&events, "handed_off")[1]["note"], "Speaks of lawyers");
}

#[tokio::test]
async fn turns_are_counted_from_one_to_the_next() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    let long = json!({
        "id": Uuid::from_u128(1), "name": "Two exchanges", "on": true, "then": "hand_off",
        "when": { "fact": { "name": "exchanges", "is": "more", "value": 1 } },
    });
    rules(&test, visitor.assistant, json!([long])).await;
    test.says(&visitor, thread, "Which sizes do you have?").await.ok();
    let events = test.read_until(thread, "turn_ended", 1).await;
    assert!(of_kind(&events, "handed_off").is_empty());
    test.says(&visitor, thread, "And which colours?").await.ok();
    test.read_until(thread, "handed_off", 1).await;
}

#[tokio::test]
async fn a_wait_that_was_cancelled_is_not_begun_again_by_the_same_message() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    rules(&test, visitor.assistant, json!([says(1, "lawyers")])).await;
    test.says(&visitor, thread, "My lawyers ask which sizes you have").await.ok();
    test.read_until(thread, "handed_off", 1).await;
    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": thread });
    test.does(&visitor, cancel).await.ok();
    let events = test.read_until(thread, "turn_ended", 1).await;
    assert_eq!(of_kind(&events, "handed_off").len(), 1, "{events:?}");
    test.says(&visitor, thread, "My lawyers ask for a reply").await.ok();
    test.read_until(thread, "handed_off", 2).await;
}

#[tokio::test]
async fn a_rule_begins_an_action_beside_the_wait_or_in_place_of_an_answer() {
    let test = TestApp::new().await;
    test.work();
    let visitor = test.visitor().await;
    let form = json!({
        "name": "What happened", "starts": { "teammate": true },
        "fields": [{ "key": "what", "label": "What happened?", "required": true,
                     "kind": { "type": "long_text" } }],
        "otherwise": [{ "do": "tag", "tag": "told" }],
    });
    let action = test.publishes(visitor.assistant, form).await;
    let mut beside = says(1, "lawyers");
    beside["action"] = json!(action);
    let mut instead = says(2, "broken");
    (instead["action"], instead["then"]) = (json!(action), json!("answer"));
    instead["message"] = json!("");
    rules(&test, visitor.assistant, json!([beside, instead])).await;
    let thread = new_id();
    test.says(&visitor, thread, "My lawyers will write").await.ok();
    let events = test.read_until(thread, "form_shown", 1).await;
    assert_eq!(of_kind(&events, "handed_off")[0]["reason"], "rule");
    assert_eq!(of_kind(&events, "action_started")[0]["started"], "rule");
    test.fills(&visitor, thread, json!({ "what": "It broke" })).await;
    test.read_until(thread, "action_ended", 1).await;
    let row = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    assert_eq!((&row["owner"]["is"], &row["tags"]), (&json!("queue"), &json!(["lawyers", "told"])));
    let thread = new_id();
    test.says(&visitor, thread, "It came broken").await.ok();
    let events = test.read_until(thread, "form_shown", 1).await;
    assert!(of_kind(&events, "handed_off").is_empty() && of_kind(&events, "sentence").is_empty());
}

#[tokio::test]
async fn a_rule_of_a_page_begins_its_action_once_and_then_questions_are_answered() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    let order = json!({
        "name": "Which order", "starts": { "teammate": true },
        "fields": [{ "key": "order", "label": "Order", "required": true,
                     "kind": { "type": "code", "pattern": "[A-Z]-[0-9]{4}",
                               "example": "A-1042" } }],
        "otherwise": [{ "do": "say", "text": "It is {{order}}." }],
    });
    let action = test.publishes(visitor.assistant, order).await;
    let page = json!({
        "id": Uuid::from_u128(1), "name": "Orders", "on": true, "then": "answer", "action": action,
        "when": { "fact": { "name": "page.url", "is": "contains", "value": "orders" } },
    });
    rules(&test, visitor.assistant, json!([page])).await;
    // What the message says already is not asked.
    let mut asks = say(thread, "What became of A-1042?");
    asks["page"] = json!({ "url": "https://shop.example/orders" });
    test.does(&visitor, asks).await.ok();
    let events = test.read_until(thread, "action_ended", 1).await;
    assert_eq!(of_kind(&events, "action_ended")[0]["text"], "It is A-1042.");
    test.says(&visitor, thread, "And which sizes do you have?").await.ok();
    let events = test.read_until(thread, "turn_ended", 2).await;
    assert_eq!(of_kind(&events, "action_started").len(), 1);
    assert!(!of_kind(&events, "sentence").is_empty(), "the page is the same");
}

async fn other_rules_are_tried_on_what_was(test: TestApp) {
    test.work();
    let visitor = test.visitor().await;
    let mut watched = says(2, "shirt");
    watched["watched"] = json!(true);
    let present = json!([says(1, "lawyers"), watched]);
    let saved = rules(&test, visitor.assistant, present.clone()).await;
    for (words, then) in [
        ("My lawyers will write to you", "handed_off"),
        ("Where is my shirt?", "turn_ended"),
        ("A person, please", "handed_off"),
    ] {
        let thread = new_id();
        test.says(&visitor, thread, words).await.ok();
        test.read_until(thread, then, 1).await;
    }
    let path = format!("/api/assistants/{}/rules", visitor.assistant);
    let shirt = says(2, "shirt");
    let asked = json!({ "rules": [shirt] });
    let tried = test.post(&format!("{path}/back-test"), test.owner.who(), asked).await.ok();
    let counts = ["conversations", "before", "after", "newly", "no_longer", "newly_ended_well"];
    assert_eq!(counts.map(|name| tried[name].as_u64().unwrap()), [3, 2, 2, 1, 1, 0], "{tried}");
    let (newly, no_longer) = (&tried["changes"][0], &tried["changes"][1]);
    assert_eq!((&newly["newly"], &newly["words"]), (&json!(true), &json!("Where is my shirt?")));
    assert_eq!((&newly["rule"], &no_longer["newly"]), (&shirt["id"], &json!(false)));
    assert_eq!(tried["by_rule"], json!([{ "rule": shirt["id"], "conversations": 1 }]));
    // What is only watched did nothing, and says how often it would have.
    let shown = test.get(&path, test.owner.who()).await.ok();
    assert_eq!(
        (&shown["revision"], &shown["rules"][0]["name"]),
        (&saved["revision"], &saved["rules"][0]["name"])
    );
    let hits = shown["hits"].as_array().unwrap();
    let hit = hits.iter().find(|hit| hit["rule"] == shirt["id"]).unwrap();
    assert_eq!((&hit["held"], &hit["decided"]), (&json!(1), &json!(1)));
}
