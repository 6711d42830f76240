//! What neither words, nor models, nor a stop of the server can do to an action.

use domain::id::ConversationId;
use serde_json::{Value, json};

use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind, say};

/// Cancels an order once the visitor says yes; the page may know which.
fn cancel() -> Value {
    json!({
        "name": "Cancel an order",
        "starts": { "phrases": ["please cancel my order"] },
        "fields": [{
            "key": "order", "label": "Order number", "required": true,
            "kind": { "type": "code", "pattern": "[A-Z]-[0-9]{4}", "example": "A-1042" },
            "known_from": [{ "from": "attribute", "name": "order" }],
        }],
        "confirm": "Shall order {{order}} be cancelled?",
        "otherwise": [{ "do": "say", "text": "Order {{order}} is cancelled." }],
    })
}

#[tokio::test]
async fn what_is_known_does_not_yield_to_what_is_typed() {
    let test = TestApp::new().await;
    test.work();
    let visitor = test.visitor().await;
    test.publishes(visitor.assistant, cancel()).await;
    let thread = new_id();
    let mut asks = say(thread, "please cancel my order A-9999");
    asks["page"] = json!({ "url": "https://shop.example/", "attributes": { "order": "A-1042" } });
    test.does(&visitor, asks).await.ok();
    let events = test.read_until(thread, "form_shown", 1).await;
    let form = &of_kind(&events, "form_shown")[0]["form"];
    assert_eq!(form["confirm"], "Shall order A-1042 be cancelled?");
}

#[tokio::test]
async fn a_yes_from_before_the_question_does_not_answer_it() {
    let test = TestApp::new().await;
    let (visitor, thread) = (test.visitor().await, new_id());
    test.publishes(visitor.assistant, cancel()).await;
    test.says(&visitor, thread, "please cancel my order A-1042").await.ok();
    test.says(&visitor, thread, "yes").await.ok();
    test.work();
    let events = test.read_until(thread, "form_shown", 1).await;
    assert!(of_kind(&events, "action_ended").is_empty(), "{events:?}");
    test.says(&visitor, thread, "yes").await.ok();
    let events = test.read_until(thread, "action_ended", 1).await;
    assert_eq!(of_kind(&events, "action_ended")[0]["text"], "Order A-1042 is cancelled.");
    assert_eq!(of_kind(&events, "action_started").len(), 1);
}

#[tokio::test]
async fn a_run_that_cannot_go_on_brings_its_visitor_to_a_person() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    test.publishes(visitor.assistant, cancel()).await;
    test.says(&visitor, thread, "please cancel my order").await.ok();
    let events = test.read_until(thread, "form_shown", 1).await;
    let run = of_kind(&events, "form_shown")[0]["run"].as_u64().unwrap();
    let run = u32::try_from(run).unwrap();
    for _ in 0..2 {
        let id = ConversationId::from(thread);
        crate::actions::give_up(&test.app, test.tenant, id, run).await.unwrap();
    }
    let events = test.read_until(thread, "handed_off", 1).await;
    assert_eq!(of_kind(&events, "action_ended")[0]["end"], "failed");
    assert_eq!(of_kind(&events, "handed_off").len(), 1);
}

#[tokio::test]
async fn a_transcript_tells_what_was_asked_and_answered_in_forms() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    test.publishes(visitor.assistant, cancel()).await;
    test.says(&visitor, thread, "please cancel my order").await.ok();
    test.read_until(thread, "form_shown", 1).await;
    test.fills(&visitor, thread, json!({ "order": "A-1042" })).await;
    test.read_until(thread, "form_shown", 2).await;
    test.fills(&visitor, thread, json!({})).await;
    test.read_until(thread, "action_ended", 1).await;
    let path = format!("/api/visitor/conversations/{thread}/transcript");
    let kept = test.get(&path, visitor.who()).await.text;
    assert!(kept.contains("Order number: A-1042"), "{kept}");
    assert!(kept.contains("Order A-1042 is cancelled."), "{kept}");
}

#[tokio::test]
async fn what_led_nowhere_is_asked_anew_and_what_led_somewhere_is_not() {
    let test = TestApp::new().await;
    test.work();
    let visitor = test.visitor().await;
    let mut again = cancel();
    again["fields"][0]["known_from"] = json!([{ "from": "earlier", "key": "order" }]);
    test.publishes(visitor.assistant, again).await;
    let thread = new_id();
    test.says(&visitor, thread, "please cancel my order A-1042").await.ok();
    test.read_until(thread, "form_shown", 1).await;
    test.says(&visitor, thread, "No, better not.").await.ok();
    let events = test.read_until(thread, "action_ended", 1).await;
    assert_eq!(of_kind(&events, "action_ended")[0]["end"], "cancelled");
    test.says(&visitor, thread, "please cancel my order").await.ok();
    let events = test.read_until(thread, "form_shown", 2).await;
    assert_eq!(of_kind(&events, "form_shown")[1]["form"]["fields"][0]["key"], "order");
    test.fills(&visitor, thread, json!({ "order": "a1043" })).await;
    test.read_until(thread, "form_shown", 3).await;
    test.fills(&visitor, thread, json!({})).await;
    test.read_until(thread, "action_ended", 2).await;
    test.says(&visitor, thread, "please cancel my order").await.ok();
    let events = test.read_until(thread, "form_shown", 4).await;
    let form = &of_kind(&events, "form_shown")[3]["form"];
    assert_eq!(form["confirm"], "Shall order A-1043 be cancelled?");
}

#[tokio::test]
async fn only_a_plain_yes_confirms_and_what_waits_says_so() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    test.publishes(visitor.assistant, cancel()).await;
    test.says(&visitor, thread, "please cancel my order A-1042").await.ok();
    test.read_until(thread, "form_shown", 1).await;
    for (n, hedged) in ["Yes, wait, I meant A-1043.", "yes if it costs nothing"].iter().enumerate()
    {
        test.says(&visitor, thread, hedged).await.ok();
        let events = test.read_until(thread, "turn_ended", n + 2).await;
        assert!(of_kind(&events, "action_ended").is_empty(), "{hedged}");
        let said = of_kind(&events, "sentence").last().unwrap()["text"].clone();
        assert!(said.as_str().unwrap().contains("still waits"), "{said}");
    }
    test.says(&visitor, thread, "Please do not").await.ok();
    let events = test.read_until(thread, "action_ended", 1).await;
    assert_eq!(of_kind(&events, "action_ended")[0]["end"], "cancelled");
}

#[tokio::test]
async fn of_two_that_fit_alike_the_upper_one_starts_and_no_two_share_a_button() {
    let test = TestApp::new().await;
    test.work();
    let (visitor, thread) = (test.visitor().await, new_id());
    let upper = test.publishes(visitor.assistant, cancel()).await;
    test.publishes(visitor.assistant, cancel()).await;
    test.says(&visitor, thread, "please cancel my order").await.ok();
    let events = test.read_until(thread, "action_started", 1).await;
    assert_eq!(of_kind(&events, "action_started")[0]["action"], upper.to_string());
    test.publishes(visitor.assistant, super::dispute()).await;
    let path = format!("/api/assistants/{}/actions", visitor.assistant);
    let body = json!({ "definition": super::dispute() });
    let made = test.post(&path, test.owner.who(), body).await.ok();
    let path = format!("/api/actions/{}/publish", made["id"].as_str().unwrap());
    let refused = test.post(&path, test.owner.who(), serde_json::Value::Null).await;
    assert_eq!(refused.field(), "draft.starts.script");
}

#[tokio::test]
async fn a_file_that_is_no_picture_is_only_ever_downloaded_and_only_forms_take_it() {
    let test = TestApp::new().await;
    test.work();
    let visitor = test.visitor().await;
    let mut form = super::dispute();
    form["fields"] = json!([{ "key": "proof", "label": "Proof", "kind": { "type": "file" } }]);
    form["otherwise"] = json!([{ "do": "hand_off", "team": null, "reason": "Look at this" }]);
    let action = test.publishes(visitor.assistant, form).await;
    let thread = test.starts(&visitor, action).await;
    test.read_until(thread, "form_shown", 1).await;
    let path = format!("/api/visitor/conversations/{thread}/pictures");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let refused = test.upload(&path, visitor.who(), svg).await;
    assert_eq!(refused.field(), "file", "a message takes pictures alone");
    let any = format!("{path}?any_file=true");
    let sent = test.upload(&any, visitor.who(), svg).await.ok();
    assert_eq!((&sent["name"], &sent["width"]), (&json!("a.svg"), &json!(0)));
    let mut with_it = say(thread, "Look");
    with_it["pictures"] = json!([sent["id"]]);
    assert!(!test.does(&visitor, with_it).await.status.is_success());
    test.fills(&visitor, thread, json!({ "proof": [sent["id"]] })).await;
    let events = test.read_until(thread, "handed_off", 1).await;
    let given = &of_kind(&events, "fields_given")[0]["fields"][0];
    assert_eq!(given["pictures"][0]["name"], "a.svg");
    let id = sent["id"].as_str().unwrap();
    for (path, who) in [
        (format!("/api/conversations/{thread}/pictures/{id}"), test.owner.who()),
        (format!("{path}/{id}"), visitor.who()),
    ] {
        let file = test.get(&path, who).await;
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''a%2Esvg");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    }
}
