//! A visitor comes, goes, and comes back: nothing is missed and nothing comes twice.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::tests::line::{self, Client, places};
use crate::tests::talk::{new_id, say};
use crate::tests::{TestApp, Visitor};

on_both!(
    a_visitor_is_welcomed_told_the_past_and_then_the_present,
    an_event_between_subscription_and_replay_is_seen_once,
    a_reader_resumes_behind_the_cursor,
    a_cursor_that_cannot_be_is_worth_nothing,
    two_tabs_see_one_order,
    a_command_over_the_socket_is_done_or_refused_by_its_id,
    what_the_team_notes_comes_by_no_socket,
);

/// The events up to this one, read from wherever the client is.
async fn up_to(client: &mut Client, seq: i64) -> Vec<Value> {
    let mut events = Vec::new();
    while places(&events).last() != Some(&seq) {
        let frame = client.next().await;
        assert_ne!(frame["type"], "closed", "{events:?}");
        if frame["type"] == "event" {
            events.push(frame);
        }
    }
    events
}

/// Each event once, in order, and each `prev` the event before.
fn assert_whole(events: &[Value], mut prev: i64) {
    for event in events {
        assert_eq!(event["prev"], prev, "{events:?}");
        prev = event["seq"].as_i64().unwrap();
    }
}

async fn a_visitor_is_welcomed_told_the_past_and_then_the_present(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let mut line = line::of_visitor(test.serve().await, &visitor, json!({})).await;
    let mut past = line.until("live").await;
    past.pop();
    assert_eq!(past.len(), 2, "{past:?}");
    assert_eq!([&past[0]["kind"], &past[1]["kind"]], ["handed_off", "taken_over"]);
    assert_eq!(past[1]["by"]["name"], "Olga");
    test.replies(thread, epoch, 1).await;
    let event = line.the("event").await;
    assert_eq!((&event["kind"], &event["text"]), (&json!("replied"), &json!("Reply 0")));
    past.push(event);
    assert_whole(&past, 0);
}

async fn an_event_between_subscription_and_replay_is_seen_once(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let (address, replies) = (test.serve().await, 40);
    let last = 2 + i64::try_from(replies).unwrap();
    let come = async |_| {
        let mut line = line::of_visitor(address, &visitor, json!({})).await;
        up_to(&mut line, last).await
    };
    let (heard, ()) =
        tokio::join!(join_all((0..12).map(come)), test.replies(thread, epoch, replies));
    for events in heard {
        assert_eq!(places(&events), (1..=last).collect::<Vec<_>>());
        assert_whole(&events, 0);
    }
}

async fn a_reader_resumes_behind_the_cursor(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let address = test.serve().await;
    let mut line = line::of_visitor(address, &visitor, json!({})).await;
    line.until("live").await;
    drop(line);
    test.replies(thread, epoch, 3).await;
    let cursors = json!({ thread.to_string(): 2 });
    let mut line = line::of_visitor(address, &visitor, cursors).await;
    let events = line.until("live").await;
    assert_eq!(places(&events), [3, 4, 5]);
    let cursors = json!({ thread.to_string(): 5 });
    let mut line = line::of_visitor(address, &visitor, cursors).await;
    assert_eq!(line.next().await["type"], "live", "nothing lies behind the last");
}

async fn a_cursor_that_cannot_be_is_worth_nothing(test: TestApp) {
    let (visitor, other) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&visitor).await;
    let (foreign, _) = test.answered(&other).await;
    let (_, elsewhere) = test.other_workspace().await;
    let cursors = |seq: i64| {
        json!({
            thread.to_string(): seq, foreign.to_string(): 0, elsewhere.id.to_string(): 0,
        })
    };
    let address = test.serve().await;
    for seq in [1_000, -1, i64::MAX, i64::MIN] {
        let mut line = line::of_visitor(address, &visitor, cursors(seq)).await;
        let events = line.until("live").await;
        assert_eq!(places(&events), [1, 2], "{seq}");
        assert!(!json!(events).to_string().contains(&foreign.to_string()));
        let poll = json!({ "cursors": cursors(seq) });
        let news = test.post("/api/visitor/poll", visitor.who(), poll).await.ok();
        assert_eq!(news["events"].as_array().unwrap().len(), 2, "{seq}");
        assert!(!news.to_string().contains(&foreign.to_string()));
        let watch = json!({ "watch": { "conversation": thread, "after": seq } });
        let news = test.post("/api/poll", test.owner.who(), watch).await.ok();
        assert_eq!(news["events"].as_array().unwrap().len(), 2, "{seq}");
    }
    assert!(test.read_by(&visitor, thread).await.len() == 2);
    let path = format!("/api/visitor/conversations/{foreign}/events");
    assert_eq!(test.get(&path, visitor.who()).await.status.as_u16(), 404);
}

async fn two_tabs_see_one_order(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let address = test.serve().await;
    let mut tabs = Vec::new();
    for _ in 0..2 {
        let mut tab = line::of_visitor(address, &visitor, json!({})).await;
        tab.until("live").await;
        tabs.push(tab);
    }
    let [first, second] = tabs.as_mut_slice() else { unreachable!("there are two") };
    for number in 0..5 {
        let command = say(thread, &format!("One {number}"));
        first.say(json!({ "type": "do", "command": command })).await;
        let command = say(thread, &format!("Two {number}"));
        second.say(json!({ "type": "do", "command": command })).await;
    }
    test.replies(thread, epoch, 5).await;
    let (one, two) = tokio::join!(up_to(first, 17), up_to(second, 17));
    assert_eq!(one, two);
    assert_eq!(places(&one), (3..=17).collect::<Vec<_>>());
}

/// Says hello and waits until what was before has come.
pub(super) async fn live(test: &TestApp, visitor: &Visitor) -> Client {
    let mut line = line::of_visitor(test.serve().await, visitor, json!({})).await;
    line.until("live").await;
    line
}

async fn a_command_over_the_socket_is_done_or_refused_by_its_id(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let mut line = live(&test, &visitor).await;
    let command = say(thread, "Hello?");
    for _ in 0..3 {
        line.say(json!({ "type": "do", "command": command })).await;
        let done = line.the("done").await;
        assert_eq!((&done["id"], &done["seq"]), (&command["id"], &json!(3)));
    }
    let events = test.read_by(&visitor, thread).await;
    assert_eq!((events.len(), &events[2]["command"]), (3, &command["id"]));

    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": thread });
    line.say(json!({ "type": "do", "command": cancel })).await;
    let refused = line.the("refused").await;
    assert_eq!(refused["id"], cancel["id"]);
    assert_eq!(refused["problem"]["code"], "not_waiting");
    let (foreign, _) = test.answered(&test.visitor().await).await;
    line.say(json!({ "type": "do", "command": say(foreign, "Mine?") })).await;
    assert_eq!(line.the("refused").await["problem"]["code"], "not_found");
}

async fn what_the_team_notes_comes_by_no_socket(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let mut line = live(&test, &visitor).await;
    let note = json!({ "type": "note", "id": new_id(), "text": "Be careful with them." });
    test.acts(&test.owner, thread, note).await.ok();
    test.replies(thread, epoch, 1).await;
    let event = line.the("event").await;
    assert_eq!(
        (&event["kind"], &event["seq"], &event["prev"]),
        (&json!("replied"), &json!(4), &json!(2))
    );
    assert_eq!(line.so_far().await, [] as [Value; 0]);
    let mut again = live(&test, &visitor).await;
    assert_eq!(again.so_far().await, [] as [Value; 0]);
    let poll = test.post("/api/visitor/poll", visitor.who(), json!({})).await.ok();
    for text in [poll.to_string(), json!(test.read_by(&visitor, thread).await).to_string()] {
        assert!(text.contains("Reply 0") && !text.contains("careful"), "{text}");
    }
    assert!(json!(test.read(thread).await).to_string().contains("careful"), "the team reads it");
}
