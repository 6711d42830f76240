//! Sockets of a browser that becomes somebody's: they come back as that person, and whoever signs
//! out hears nothing more.

use serde_json::{Value, json};

use super::token_for;
use crate::tests::talk::{new_id, say};
use crate::tests::{TestApp, line};

on_both!(
    both_tabs_come_back_as_the_person_and_hear_everything_once,
    a_browser_that_signs_out_hears_nothing_more,
    the_list_of_the_team_is_told_who_it_is,
);

async fn both_tabs_come_back_as_the_person_and_hear_everything_once(test: TestApp) {
    let key = test.signing_key().await;
    let known = test.visitor().await;
    let (earlier, _) = test.answered(&known).await;
    let known = test.proved(&known, &token_for(&key, "maya")).await;
    let tab = test.visitor().await;
    let (thread, epoch) = test.answered(&tab).await;
    let address = test.serve().await;
    let mut tabs = Vec::new();
    for _ in 0..2 {
        let mut open = line::of_visitor(address, &tab, json!({})).await;
        open.until("live").await;
        tabs.push(open);
    }
    let tab = test.proved(&tab, &token_for(&key, "maya")).await;
    assert_eq!(tab.id, known.id);
    test.replies(thread, epoch, 1).await;
    for mut open in tabs {
        assert_eq!(open.closed().await, Some(4408), "come back and resume");
        let cursors = json!({ thread.to_string(): 2 });
        let mut back = line::of_visitor(address, &tab, cursors).await;
        let missed = back.until("live").await;
        let of = |id| missed.iter().filter(|it| it["conversation"] == json!(id)).count();
        assert_eq!((of(thread), of(earlier)), (1, 2), "{missed:?}");
    }
}

async fn a_browser_that_signs_out_hears_nothing_more(test: TestApp) {
    let key = test.signing_key().await;
    let (desk, phone) = (test.visitor().await, test.visitor().await);
    let (thread, epoch) = test.answered(&desk).await;
    let desk = test.proved(&desk, &token_for(&key, "maya")).await;
    let phone = test.proved(&phone, &token_for(&key, "maya")).await;
    let address = test.serve().await;
    let mut stays = line::of_visitor(address, &desk, json!({})).await;
    let mut leaves = line::of_visitor(address, &phone, json!({})).await;
    stays.until("live").await;
    leaves.until("live").await;
    let held = test.post(
        "/api/visitor/poll",
        phone.who(),
        json!({
            "cursors": { thread.to_string(): 2 }, "wait_ms": 20_000,
        }),
    );
    let (held, _) = tokio::join!(held, test.leaves(&phone));
    assert_eq!(held.status.as_u16(), 401, "not even what was asked for before");
    assert_eq!(leaves.closed().await, Some(4401));
    test.replies(thread, epoch, 1).await;
    assert_eq!(stays.the("event").await["text"], "Reply 0");
    let mut again = line::of_stranger(address).await;
    again.say(json!({ "type": "hello", "token": phone.token, "cursors": {} })).await;
    assert_eq!(again.closed().await, Some(4401));
}

async fn the_list_of_the_team_is_told_who_it_is(test: TestApp) {
    let key = test.signing_key().await;
    let visitor = test.visitor().await;
    let thread = new_id();
    test.does(&visitor, say(thread, "Hello there")).await.ok();
    let mut team = line::of_teammate(test.serve().await, &test.owner).await;
    test.proved(&visitor, &token_for(&key, "maya")).await;
    loop {
        let rows = team.the("rows").await;
        let rows = rows["rows"].as_array().unwrap();
        let row: Option<&Value> = rows.iter().find(|row| row["conversation"] == json!(thread));
        if row.is_some_and(|row| row["visitor"]["subject"] == "maya") {
            break;
        }
    }
}
