//! Handoffs over the API: listed by rule with what became of them, and marked.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::tests::talk::{new_id, of_kind};
use crate::tests::{TestApp, Visitor, soon};

on_both!(
    a_handoff_is_marked_and_the_mark_is_taken_back,
    what_became_of_each_is_listed_by_its_rule,
    the_packet_says_what_whoever_takes_over_has_to_know,
    a_turn_says_which_rules_held_and_what_kept_the_others,
);

async fn listed(test: &TestApp, query: &str) -> Vec<Value> {
    let found = test.get(&format!("/api/handoffs{query}"), test.owner.who()).await.ok();
    found["handoffs"].as_array().unwrap().clone()
}

/// Where the last handoff of a thread stands.
async fn place(test: &TestApp, thread: Uuid) -> i64 {
    of_kind(&test.read(thread).await, "handed_off").last().unwrap()["seq"].as_i64().unwrap()
}

async fn mark(test: &TestApp, thread: Uuid, handoff: i64, mark: Value) -> crate::tests::Answer {
    let mark = json!({ "type": "mark", "id": new_id(), "handoff": handoff, "mark": mark });
    test.acts(&test.owner, thread, mark).await
}

async fn by_rule(test: &TestApp, visitor: &Visitor) -> Uuid {
    let rule = json!({
        "id": Uuid::from_u128(7), "name": "Lawyers are for people", "on": true,
        "when": { "fact": { "name": "text", "is": "contains", "value": "lawyer" } },
        "then": "hand_off", "message": "A person reads this within a day.",
    });
    let path = format!("/api/assistants/{}/rules", visitor.assistant);
    test.put(&path, json!({ "rules": [rule], "revision": 0 })).await;
    let thread = new_id();
    test.says(visitor, thread, "Hello! Can I send a lamp back?").await.ok();
    test.read_until(thread, "turn_ended", 1).await;
    test.says(visitor, thread, "Or shall my lawyer ask?").await.ok();
    test.read_until(thread, "handed_off", 1).await;
    thread
}

async fn a_handoff_is_marked_and_the_mark_is_taken_back(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let handoff = place(&test, thread).await;
    mark(&test, thread, handoff, json!("answerable")).await.ok();
    mark(&test, thread, handoff, json!("right")).await.ok();
    let [only] = &listed(&test, "?mark=right").await[..] else { panic!("one is listed") };
    assert_eq!(
        (&only["mark"]["mark"], &only["mark"]["by"]["id"], &only["seq"]),
        (&json!("right"), &json!(test.owner.id), &json!(handoff))
    );
    assert!(listed(&test, "?mark=answerable").await.is_empty());
    mark(&test, thread, handoff, Value::Null).await.ok();
    assert_eq!(listed(&test, "?mark=none").await[0]["mark"], Value::Null);
    // All of it stays in the log, for the team alone.
    assert_eq!(of_kind(&test.read(thread).await, "marked").len(), 3);
    assert!(of_kind(&test.read_by(&visitor, thread).await, "marked").is_empty());
    // What is no handoff has no mark.
    for other in [handoff + 1, 0, -1, i64::MAX, i64::MIN] {
        assert_eq!(mark(&test, thread, other, json!("right")).await.status.as_u16(), 404);
    }
}

async fn what_became_of_each_is_listed_by_its_rule(test: TestApp) {
    test.work();
    let visitor = test.visitor().await;
    let ruled = by_rule(&test, &visitor).await;
    let (left, _) = test.waiting(&visitor).await;
    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": left });
    test.does(&visitor, cancel).await.ok();
    let (closed, _) = test.waiting(&visitor).await;
    test.acts(&test.owner, closed, json!({ "type": "resolve", "id": new_id() })).await.ok();
    let (answered, epoch) = test.answered(&visitor).await;
    assert_eq!(listed(&test, "?outcome=answered").await, Vec::<Value>::new(), "joined only");
    test.replies(answered, epoch, 2).await;
    test.acts(&test.owner, answered, json!({ "type": "resolve", "id": new_id() })).await.ok();
    let outcome_of = async |thread: Uuid| {
        let all = listed(&test, "").await;
        all.into_iter().find(|it| it["conversation"] == json!(thread)).unwrap()
    };
    assert_eq!(outcome_of(ruled).await["outcome"], "waiting");
    assert_eq!(outcome_of(left).await["outcome"], "left");
    assert_eq!(outcome_of(closed).await["outcome"], "nobody_came");
    let answered = outcome_of(answered).await;
    assert_eq!(
        (&answered["outcome"], &answered["by"]["id"]),
        (&json!("answered"), &json!(test.owner.id))
    );
    let missed = listed(&test, "?outcome=missed").await;
    assert_eq!(missed.len(), 2);
    // By its rule, which is named even when it is gone.
    let path = format!("/api/assistants/{}/rules", visitor.assistant);
    test.put(&path, json!({ "rules": [], "revision": 1 })).await;
    let [only] = &listed(&test, &format!("?rule={}", Uuid::from_u128(7))).await[..] else {
        panic!("one by the rule")
    };
    assert_eq!(
        (&only["conversation"], &only["rule"]["name"], &only["reason"]),
        (&json!(ruled), &json!("Lawyers are for people"), &json!("rule"))
    );
    let all = test.get("/api/handoffs?reason=button", test.owner.who()).await.ok();
    assert_eq!((all["handoffs"].as_array().unwrap().len(), &all["next"]), (3, &Value::Null));
    let counts = all["counts"].as_array().unwrap();
    assert_eq!((&counts[0]["handoffs"], &counts[0]["missed"]), (&json!(3), &json!(2)));
    assert_eq!(counts[1]["rule"]["name"], "Lawyers are for people");
    let wrong = test.get("/api/handoffs?before=elsewhere", test.owner.who()).await;
    assert_eq!(wrong.status.as_u16(), 422);
}

async fn the_packet_says_what_whoever_takes_over_has_to_know(test: TestApp) {
    test.work();
    let visitor = test.visitor().await;
    let thread = by_rule(&test, &visitor).await;
    let handoff = place(&test, thread).await;
    mark(&test, thread, handoff, json!("right")).await.ok();
    let path = format!("/api/conversations/{thread}/packet");
    let packet = test.get(&path, test.owner.who()).await.ok()["packet"].clone();
    assert_eq!(
        (&packet["seq"], &packet["reason"], &packet["rule"]["name"]),
        (&json!(handoff), &json!("rule"), &json!("Lawyers are for people"))
    );
    assert_eq!(packet["matched"]["text"], "Or shall my lawyer ask?");
    assert_eq!(packet["told"]["text"], "A person reads this within a day.");
    assert_eq!((&packet["outcome"], &packet["mark"]["mark"]), (&json!("waiting"), &json!("right")));
    let events = test.read(thread).await;
    let said = of_kind(&events, "visitor_said");
    let lines = packet["summary"].as_array().unwrap();
    let about: Vec<_> = lines.iter().map(|line| line["about"].as_str().unwrap()).collect();
    assert_eq!(about, ["wanted", "declined", "open"], "{packet}");
    assert_eq!(
        (&lines[0]["text"], &lines[0]["seq"]),
        (&json!("Can I send a lamp back?"), &said[0]["seq"])
    );
    assert_eq!((&lines[2]["text"], &lines[2]["seq"]), (&said[1]["text"], &said[1]["seq"]));
    let reply = &packet["replies"][0];
    assert_eq!(
        (&reply["outcome"], &reply["question"]["seq"]),
        (&json!("declined"), &said[0]["seq"])
    );
    assert_eq!(packet["priority"], "normal");
    // A thread that nobody handed off has none.
    let quiet = new_id();
    test.says(&visitor, quiet, "Hello").await.ok();
    let path = format!("/api/conversations/{quiet}/packet");
    assert_eq!(test.get(&path, test.owner.who()).await.ok()["packet"], Value::Null);
}

/// A turn once it is written down what it went by.
async fn turn(test: &TestApp, thread: Uuid, turn: u32) -> Value {
    let path = format!("/api/conversations/{thread}/turns/{turn}");
    let kept = async {
        loop {
            let seen = test.get(&path, test.owner.who()).await.ok();
            if seen["rules"] != Value::Null {
                return seen;
            }
            tokio::task::yield_now().await;
        }
    };
    soon("the rules of a turn", kept).await
}

async fn a_turn_says_which_rules_held_and_what_kept_the_others(test: TestApp) {
    test.work();
    let visitor = test.visitor().await;
    let thread = by_rule(&test, &visitor).await;
    let second = turn(&test, thread, 2).await;
    let decided = &second["rules"][0];
    assert_eq!((&decided["standing"], &decided["lacking"]), (&json!("decided"), &json!([])));
    let path = format!("/api/assistants/{}/rules", visitor.assistant);
    test.put(&path, json!({ "rules": [], "revision": 1 })).await;
    // As the rules were then, and without a word of the visitor's.
    let first = turn(&test, thread, 1).await;
    let not = &first["rules"][0];
    assert_eq!(not["standing"], "not");
    assert_eq!(not["rule"]["name"], "Lawyers are for people");
    assert_eq!(
        not["lacking"],
        json!([{
            "condition": { "fact": { "name": "text", "is": "contains", "value": "lawyer" } },
            "unknown": false,
        }])
    );
}
