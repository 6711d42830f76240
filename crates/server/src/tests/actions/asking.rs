//! What visitors and teammates see of an action.

use serde_json::{Value, json};

use super::dispute;
use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind, say};

on_both!(
    a_button_asks_what_is_not_known_and_brings_it_to_the_team,
    answers_that_do_not_fit_are_told_field_by_field_and_nothing_is_lost,
);

async fn a_button_asks_what_is_not_known_and_brings_it_to_the_team(test: TestApp) {
    test.work();
    let visitor = test.visitor().await;
    let action = test.publishes(visitor.assistant, dispute()).await;
    let thread = new_id();
    let start = json!({
        "type": "start_action", "id": new_id(), "conversation": thread,
        "action": action.to_string(),
        "page": { "url": "https://shop.example/lot", "attributes": { "bidder_id": "4711" } },
    });
    test.does(&visitor, start).await.ok();
    let events = test.read_until(thread, "form_shown", 1).await;
    let form = &of_kind(&events, "form_shown")[0]["form"];
    let asked: Vec<&Value> =
        form["fields"].as_array().unwrap().iter().map(|it| &it["key"]).collect();
    assert_eq!(asked, ["name", "lot"], "the bidder is known from the page");
    assert_eq!(form["known"][0]["text"], "4711");
    test.fills(&visitor, thread, json!({ "name": "Maya", "lot": "17" })).await;
    let events = test.read_until(thread, "handed_off", 1).await;
    let handed_off = &of_kind(&events, "handed_off")[0];
    assert_eq!(handed_off["reason"], "action");
    assert_eq!(handed_off["note"], "Lot 17, bidder 4711");
    let ended = &of_kind(&events, "action_ended")[0];
    assert_eq!(ended["text"], "Thank you, Maya. Somebody looks at lot 17 now.");
    let given = &of_kind(&events, "fields_given")[0]["fields"];
    assert_eq!(given[1], json!({ "key": "lot", "label": "Lot number", "text": "17" }));
    let path = format!("/api/conversations/{thread}");
    let row = test.get(&path, test.owner.who()).await.ok();
    assert_eq!(row["tags"], json!(["bid-dispute"]));
    assert_eq!((&row["priority"], &row["owner"]["is"]), (&json!("high"), &json!("queue")));
    // The visitor reads no note, no tag and no priority.
    let theirs = test.read_by(&visitor, thread).await;
    assert!(of_kind(&theirs, "tagged").is_empty());
    assert!(of_kind(&theirs, "handed_off")[0].get("note").is_none());
    // And what was done is found by its action.
    let runs = test.get(&format!("/api/actions/{action}/runs"), test.owner.who()).await.ok();
    assert_eq!(runs["runs"][0]["end"], "done");
    assert_eq!(runs["runs"][0]["taken"]["way"], "otherwise");
}

async fn answers_that_do_not_fit_are_told_field_by_field_and_nothing_is_lost(test: TestApp) {
    test.work();
    let visitor = test.visitor().await;
    let action = test.publishes(visitor.assistant, dispute()).await;
    let thread = test.starts(&visitor, action).await;
    test.read_until(thread, "form_shown", 1).await;
    let refused = test.fills(&visitor, thread, json!({ "name": " ", "lot": "1.5" })).await;
    assert_eq!(refused["code"], "invalid");
    let fields: Vec<&Value> =
        refused["fields"].as_array().unwrap().iter().map(|it| &it["field"]).collect();
    assert_eq!(fields, ["name", "lot"]);
    test.fills(&visitor, thread, json!({ "name": "Maya", "lot": 17 })).await;
    test.read_until(thread, "handed_off", 1).await;
    // A second tab is told that it is no longer asked.
    let again = test.fills(&visitor, thread, json!({ "name": "Maya", "lot": 18 })).await;
    assert_eq!(again["code"], "conflict");
}

#[tokio::test]
async fn words_start_an_action_and_answer_it_and_a_plain_request_for_a_person_wins() {
    let test = TestApp::new().await;
    test.work();
    let visitor = test.visitor().await;
    let mut status = dispute();
    status["name"] = "Order status".into();
    status["starts"] = json!({ "phrases": ["where is my order"] });
    status["one_by_one"] = true.into();
    status["fields"] = json!([{
        "key": "order", "label": "What is your order number?", "required": true,
        "kind": { "type": "code", "pattern": "[A-Z]-[0-9]{4}", "example": "A-1042" },
    }]);
    status["otherwise"] = json!([{ "do": "say", "text": "Order {{order}} is on its way." }]);
    test.publishes(visitor.assistant, status).await;
    // The number in the first message is not asked again.
    let thread = new_id();
    test.says(&visitor, thread, "Where is my order A-1042?").await.ok();
    let events = test.read_until(thread, "action_ended", 1).await;
    assert!(of_kind(&events, "form_shown").is_empty());
    assert_eq!(of_kind(&events, "action_ended")[0]["text"], "Order A-1042 is on its way.");
    // One that is not there is asked, and read in a sentence.
    let thread = new_id();
    test.says(&visitor, thread, "where is my order").await.ok();
    test.read_until(thread, "form_shown", 1).await;
    test.says(&visitor, thread, "hmm, 12 I think").await.ok();
    let events = test.read_until(thread, "sentence", 1).await;
    let said = of_kind(&events, "sentence")[0]["text"].as_str().unwrap();
    assert!(said.contains("A-1042"), "{said}");
    test.says(&visitor, thread, "sorry, it is a-1043, thanks").await.ok();
    let events = test.read_until(thread, "action_ended", 1).await;
    assert_eq!(of_kind(&events, "action_ended")[0]["text"], "Order A-1043 is on its way.");
    // Whoever asks for a person while a field waits gets one.
    let thread = new_id();
    test.says(&visitor, thread, "where is my order").await.ok();
    test.read_until(thread, "form_shown", 1).await;
    test.says(&visitor, thread, "I want to talk to a human please").await.ok();
    let events = test.read_until(thread, "handed_off", 1).await;
    assert_eq!(of_kind(&events, "handed_off")[0]["reason"], "asked");
}

#[tokio::test]
async fn while_a_teammate_answers_the_action_says_nothing_and_gives_them_what_it_has() {
    let test = TestApp::new().await;
    test.work();
    let visitor = test.visitor().await;
    let mut form = dispute();
    form["starts"] = json!({ "teammate": true });
    let action = test.publishes(visitor.assistant, form).await;
    let (thread, epoch) = test.answered(&visitor).await;
    let send = json!({
        "type": "send_action", "id": new_id(), "epoch": epoch, "action": action,
    });
    test.acts(&test.owner, thread, send).await.ok();
    test.read_until(thread, "form_shown", 1).await;
    test.fills(&visitor, thread, json!({ "name": "Maya", "lot": "17" })).await;
    let events = test.read_until(thread, "action_ended", 1).await;
    let ended = &of_kind(&events, "action_ended")[0];
    assert_eq!(ended["said"], false);
    assert!(ended["text"].as_str().unwrap().starts_with("Thank you, Maya"));
    let theirs = test.read_by(&visitor, thread).await;
    assert_eq!(of_kind(&theirs, "action_ended")[0]["text"], "");
    let row = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    assert_eq!(row["owner"]["is"], "teammate");
    assert_eq!(row["tags"], json!(["bid-dispute"]));
}

#[tokio::test]
async fn buttons_stand_only_where_their_action_may_start() {
    let test = TestApp::new().await;
    let visitor = test.visitor().await;
    let mut only = dispute();
    only["when"] = json!({ "fact": { "name": "page.url", "is": "contains", "value": "auction" } });
    let action = test.publishes(visitor.assistant, only).await;
    let buttons = async |url: &str| {
        let body = json!({ "page": { "url": url } });
        test.post("/api/visitor/actions", visitor.who(), body).await.ok()["buttons"].clone()
    };
    assert_eq!(buttons("https://shop.example/").await, json!([]));
    let there = buttons("https://shop.example/auction").await;
    assert_eq!(there[0]["action"], action.to_string());
    let start = json!({
        "type": "start_action", "id": new_id(), "conversation": new_id(),
        "action": "dispute", "page": { "url": "https://shop.example/" },
    });
    let refused = test.does(&visitor, start).await;
    assert_eq!(refused.status.as_u16(), 404, "{refused:?}");
    let none = say(new_id(), "I want to dispute a bid");
    test.work();
    let thread: uuid::Uuid = none["conversation"].as_str().unwrap().parse().unwrap();
    test.does(&visitor, none).await.ok();
    let events = test.read_until(thread, "turn_ended", 1).await;
    assert!(of_kind(&events, "action_started").is_empty());
}
