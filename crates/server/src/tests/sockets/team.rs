//! The dashboard's socket: lists, threads, who is here and who types.

use domain::access::Role;
use serde_json::{Value, json};

use super::replay;
use crate::tests::TestApp;
use crate::tests::line::{self, places};
use crate::tests::talk::{new_id, say};

on_both!(
    a_thread_is_followed_until_it_is_closed,
    lists_and_people_are_told_to_everybody,
    a_thread_of_another_workspace_is_no_thread,
    the_same_id_in_two_workspaces_is_two_threads,
    typing_is_shown_to_those_at_the_thread,
    typing_in_somebody_elses_thread_reaches_nobody,
    what_is_read_on_one_device_is_read_on_the_other,
);

fn watch(thread: uuid::Uuid, after: i64) -> Value {
    json!({ "type": "watch", "conversation": thread, "after": after })
}

async fn a_thread_is_followed_until_it_is_closed(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let mut line = line::of_teammate(test.serve().await, &test.owner).await;
    line.say(watch(thread, 1)).await;
    let past = line.until("live").await;
    assert_eq!((places(&past), &past.last().unwrap()["conversation"]), (vec![2], &json!(thread)));
    test.says(&visitor, thread, "Are you there?").await.ok();
    let event = line.the("event").await;
    assert_eq!((&event["seq"], &event["prev"]), (&json!(3), &json!(2)));

    line.say(json!({ "type": "unwatch", "conversation": thread })).await;
    line.so_far().await;
    test.replies(thread, epoch, 3).await;
    let frames = line.so_far().await;
    assert_eq!(places(&frames), [] as [i64; 0], "{frames:?}");
    assert!(frames.iter().all(|frame| frame["type"] == "rows"), "the list goes on: {frames:?}");
    line.say(watch(thread, 99)).await;
    let anew = line.until("live").await;
    assert_eq!(places(&anew), [1, 2, 3, 4, 5, 6], "a cursor that cannot be is worth nothing");
}

async fn lists_and_people_are_told_to_everybody(test: TestApp) {
    let address = test.serve().await;
    let sam = test.teammate("Sam", Role::Agent).await;
    let visitor = test.visitor().await;
    let mut visiting = line::of_visitor(address, &visitor, json!({})).await;
    visiting.until("live").await;
    let mut olga = line::of_teammate(address, &test.owner).await;
    let available = json!([{ "id": test.owner.id, "availability": "available" }]);
    assert_eq!(olga.the("presence").await["present"], available);
    assert_eq!(visiting.the("presence").await["teammates_here"], 1);
    let mut line = line::of_teammate(address, &sam).await;
    let here = olga.until("presence").await;
    assert_eq!(here.last().unwrap()["present"].as_array().unwrap().len(), 2, "{here:?}");
    assert_eq!(visiting.the("presence").await["teammates_here"], 2);

    let (thread, epoch) = test.waiting(&visitor).await;
    for line in [&mut olga, &mut line] {
        let row = line.the("rows").await;
        assert_eq!(
            (&row["rows"][0]["conversation"], &row["rows"][0]["epoch"]),
            (&json!(thread), &json!(epoch))
        );
        assert_eq!(row["rows"][0]["owner"]["is"], "queue");
    }
    drop(line);
    let available = json!([{ "id": test.owner.id, "availability": "available" }]);
    assert_eq!(olga.the("presence").await["present"], available);
    visiting.say(json!({ "type": "page", "page": { "url": "https://shop.example/lamps" } })).await;
    let row = olga.the("rows").await;
    assert_eq!(row["rows"][0]["page"], "https://shop.example/lamps");
}

async fn a_thread_of_another_workspace_is_no_thread(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let (_, stranger) = test.other_workspace().await;
    let address = test.serve().await;
    let mut line = line::of_teammate(address, &stranger).await;
    line.so_far().await;
    line.say(watch(thread, 0)).await;
    let note = json!({ "type": "note", "id": new_id(), "text": "Mine?" });
    line.say(json!({ "type": "do", "conversation": thread, "command": note })).await;
    line.say(json!({ "type": "typing", "conversation": thread, "on": true })).await;
    line.say(json!({ "type": "seen", "conversation": thread, "seq": 2 })).await;
    test.says(&visitor, thread, "A secret.").await.ok();
    let frames = line.so_far().await;
    assert_eq!(frames.len(), 1, "{frames:?}");
    assert_eq!(
        (&frames[0]["type"], &frames[0]["problem"]["code"]),
        (&json!("refused"), &json!("not_found"))
    );
    assert_eq!(test.read(thread).await.len(), 3);
}

async fn the_same_id_in_two_workspaces_is_two_threads(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let (there, stranger) = test.other_workspace().await;
    let theirs = test.visitor_of(there).await;
    test.does(&theirs, say(thread, "Here too")).await.ok();
    let address = test.serve().await;
    let mut us = line::of_teammate(address, &test.owner).await;
    us.say(watch(thread, 0)).await;
    assert_eq!(places(&us.until("live").await), [1, 2]);
    let mut them = line::of_teammate(address, &stranger).await;
    them.say(watch(thread, 0)).await;
    them.until("live").await;

    test.replies(thread, epoch, 9).await;
    let news = us.so_far().await;
    assert_eq!(places(&news), (3..=11).collect::<Vec<_>>());
    for text in ["Theirs one", "Theirs two", "Theirs three"] {
        test.does(&theirs, say(thread, text)).await.ok();
    }
    assert!(!json!(them.so_far().await).to_string().contains("Reply"), "ours is not theirs");
    let ours = us.so_far().await;
    assert_eq!(places(&ours), [] as [i64; 0], "theirs is not ours: {ours:?}");
}

async fn typing_is_shown_to_those_at_the_thread(test: TestApp) {
    let address = test.serve().await;
    let sam = test.teammate("Sam", Role::Agent).await;
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let typing = json!({ "type": "typing", "conversation": thread, "on": true });
    let mut visiting = line::of_visitor(address, &visitor, json!({})).await;
    visiting.until("live").await;
    let mut olga = line::of_teammate(address, &test.owner).await;
    let mut line = line::of_teammate(address, &sam).await;
    for line in [&mut olga, &mut line] {
        line.say(watch(thread, 0)).await;
        line.until("live").await;
    }
    visiting.say(typing.clone()).await;
    for line in [&mut olga, &mut line] {
        let shown = line.the("typing").await;
        assert_eq!((&shown["who"]["role"], &shown["on"]), (&json!("visitor"), &json!(true)));
    }
    line.say(typing.clone()).await;
    assert_eq!(olga.the("typing").await["who"]["name"], "Sam");
    olga.say(typing).await;
    let shown = visiting.the("typing").await;
    assert_eq!(shown["who"]["name"], "Olga", "Sam does not answer, so his typing is not shown");
}

async fn typing_in_somebody_elses_thread_reaches_nobody(test: TestApp) {
    let address = test.serve().await;
    let (visitor, stranger) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&visitor).await;
    let typing = json!({ "type": "typing", "conversation": thread, "on": true });
    let mut olga = line::of_teammate(address, &test.owner).await;
    olga.say(watch(thread, 0)).await;
    olga.until("live").await;
    let mut line = line::of_visitor(address, &stranger, json!({ thread.to_string(): 1 })).await;
    line.until("live").await;
    line.say(typing.clone()).await;
    line.say(json!({ "type": "seen", "conversation": thread, "seq": 2 })).await;
    line.so_far().await;
    let mut visiting = line::of_visitor(address, &visitor, json!({})).await;
    visiting.until("live").await;
    let sam = test.teammate("Sam", Role::Agent).await;
    let mut unaware = line::of_teammate(address, &sam).await;
    unaware.say(typing).await;
    unaware.so_far().await;
    for line in [&mut olga, &mut visiting] {
        let frames = line.so_far().await;
        let told = |frame: &Value| ["typing", "seen"].iter().any(|kind| frame["type"] == *kind);
        assert!(!frames.iter().any(told), "{frames:?}");
    }
}

async fn what_is_read_on_one_device_is_read_on_the_other(test: TestApp) {
    let address = test.serve().await;
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    test.says(&visitor, thread, "One").await.ok();
    test.says(&visitor, thread, "Two").await.ok();
    let mut phone = line::of_teammate(address, &test.owner).await;
    let mut laptop = line::of_teammate(address, &test.owner).await;
    let mut visiting = replay::live(&test, &visitor).await;
    phone.say(json!({ "type": "seen", "conversation": thread, "seq": 3 })).await;
    let read = laptop.the("read").await;
    assert_eq!((&read["conversation"], &read["seen"]), (&json!(thread), &json!(1)));
    assert_eq!(visiting.the("seen").await["seq"], 3);
    laptop.say(watch(thread, 0)).await;
    laptop.until("live").await;
    visiting.say(json!({ "type": "seen", "conversation": thread, "seq": 4 })).await;
    assert_eq!(laptop.the("seen").await["seq"], 4);
}
