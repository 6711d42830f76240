//! The list, its windows, and who has read how far.

use domain::access::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::tests::talk::{new_id, say};
use crate::tests::{Teammate, TestApp};

on_both!(
    a_list_is_read_window_by_window,
    each_view_holds_what_it_says,
    what_each_has_read_is_counted_apart,
    a_conversation_shows_what_is_known,
);

impl TestApp {
    async fn window(&self, teammate: &Teammate, query: &str) -> Value {
        self.get(&format!("/api/conversations?{query}"), teammate.who()).await.ok()
    }
}

fn threads(window: &Value) -> Vec<Uuid> {
    let rows = window["rows"].as_array().unwrap();
    rows.iter().map(|row| row["conversation"].as_str().unwrap().parse().unwrap()).collect()
}

async fn a_list_is_read_window_by_window(test: TestApp) {
    let mut all = Vec::new();
    for _ in 0..7 {
        all.push(test.waiting(&test.visitor().await).await.0);
    }
    for (view, newest_first) in [("all", true), ("waiting", false)] {
        let mut expected = all.clone();
        if newest_first {
            expected.reverse();
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let window = test.window(&test.owner, &format!("view={view}&limit=3{cursor}")).await;
            seen.extend(threads(&window));
            assert_eq!(window["counts"]["waiting"], 7);
            let Some(next) = window["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen.len(), 7, "{view}: each once");
        seen.sort_unstable();
        expected.sort_unstable();
        assert_eq!(seen, expected, "{view}");
    }
    for wrong in ["cursor=x", "cursor=1.x", "cursor=.", "cursor=1"] {
        let path = format!("/api/conversations?view=all&{wrong}");
        let refused = test.get(&path, test.owner.who()).await;
        assert_eq!((refused.status.as_u16(), refused.field()), (422, "cursor"), "{wrong}");
    }
    for wrong in ["", "?view=none", "?view=all&limit=-1", "?view=all&limit=x"] {
        let refused = test.get(&format!("/api/conversations{wrong}"), test.owner.who()).await;
        assert!(refused.status.as_u16() == 400 && refused.is_problem(), "{wrong} {refused:?}");
    }
    assert_eq!(threads(&test.window(&test.owner, "view=all&limit=0").await).len(), 1);
    assert_eq!(threads(&test.window(&test.owner, "view=all&limit=99999").await).len(), 7);
}

async fn each_view_holds_what_it_says(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let (queue, _) = test.waiting(&test.visitor().await).await;
    let (mine, _) = test.answered(&test.visitor().await).await;
    let (done, _) = test.answered(&test.visitor().await).await;
    test.acts(&test.owner, done, json!({ "type": "resolve", "id": new_id() })).await.ok();
    let (assistant, visitor) = (new_id(), test.visitor().await);
    test.says(&visitor, assistant, "Hello").await.ok();
    test.read_until(assistant, "turn_ended", 1).await;
    for (view, held) in
        [("waiting", queue), ("mine", mine), ("resolved", done), ("assistant", assistant)]
    {
        let window = test.window(&test.owner, &format!("view={view}")).await;
        assert_eq!(threads(&window), [held], "{view}");
    }
    let all = test.window(&test.owner, "view=all").await;
    assert_eq!(threads(&all).len(), 4);
    let counts = json!({
        "assistant": 1, "waiting": 1, "mine": 1, "all": 4, "resolved": 1, "teams": {},
        "rehearsals": 0,
    });
    assert_eq!(all["counts"], counts);
    let theirs = test.window(&sam, "view=mine").await;
    assert_eq!((threads(&theirs).len(), &theirs["counts"]["mine"]), (0, &json!(0)));
}

async fn what_each_has_read_is_counted_apart(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    for text in ["One", "Two", "Three"] {
        test.says(&visitor, thread, text).await.ok();
    }
    let seen = |teammate: &Teammate, seq: i64| {
        let (path, who) = (format!("/api/conversations/{thread}/seen"), teammate.clone());
        let test = &test;
        async move { test.post(&path, who.who(), json!({ "seq": seq })).await.ok() }
    };
    seen(&test.owner, 4).await;
    for (teammate, count) in [(&test.owner, 2), (&sam, 0)] {
        let row = &test.window(teammate, "view=all").await["rows"][0];
        assert_eq!((&row["visitor_messages"], &row["seen"]), (&json!(3), &json!(count)));
    }
    for (seq, count) in [(1, 2), (-5, 2), (i64::MAX, 3)] {
        seen(&test.owner, seq).await;
        let row = &test.window(&test.owner, "view=all").await["rows"][0];
        assert_eq!(row["seen"], count, "{seq}: nobody unreads");
    }
    test.says(&visitor, thread, "Four").await.ok();
    let row = &test.window(&test.owner, "view=all").await["rows"][0];
    assert_eq!((&row["visitor_messages"], &row["seen"]), (&json!(4), &json!(3)));
}

async fn a_conversation_shows_what_is_known(test: TestApp) {
    let visitor = test.visitor().await;
    let (earlier, _) = test.answered(&visitor).await;
    let thread = new_id();
    for (kind, url) in
        [("say", "https://shop.example/a"), ("ask_for_person", "https://shop.example/b")]
    {
        let mut command = say(thread, "Hello");
        command["type"] = kind.into();
        command["page"] = json!({ "url": url, "title": "A page", "attributes": { "lot": "7" } });
        if kind != "say" {
            command.as_object_mut().unwrap().remove("text");
        }
        test.does(&visitor, command).await.ok();
    }
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": thread,
        "details": { "name": " Ada  L ", "email": "ADA@home.example" },
    });
    test.does(&visitor, tell).await.ok();
    let view = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    assert_eq!(view["visitor"]["name"], "Ada L");
    assert_eq!(view["visitor"]["email"], "ada@home.example");
    assert_eq!(view["context"]["page"]["url"], "https://shop.example/b");
    assert_eq!(view["context"]["page"]["attributes"], json!({ "lot": "7" }));
    assert_eq!(view["context"]["trail"].as_array().unwrap().len(), 2);
    assert_eq!(view["earlier"][0]["conversation"], json!(earlier));
    assert_eq!(view["preview"]["text"].as_str().map(str::is_empty), Some(false));
}
