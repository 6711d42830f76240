//! Each command once, one owner at a time.

use domain::access::{Actor, Role};
use domain::conversation::Command;
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::App;
use crate::config::Config;
use crate::inbox::{self, Request};
use crate::tests::TestApp;
use crate::tests::talk::{new_id, of_kind, say};

on_both!(
    the_same_message_fifty_times_is_one,
    two_nodes_race_and_nothing_is_lost_or_doubled,
    the_same_reply_fifty_times_is_one,
    a_command_that_came_before_is_done_though_it_would_be_refused_now,
    of_twenty_who_take_over_one_wins_and_the_others_are_told_who,
    a_reply_takes_over_where_nobody_answers,
    nobody_answers_past_a_colleague,
    a_note_takes_nothing_over_and_is_the_teams_alone,
    a_conversation_passes_through_every_hand,
);

fn take(epoch: u64) -> Value {
    json!({ "type": "take_over", "id": new_id(), "epoch": epoch })
}

fn reply(epoch: u64, seen: usize, text: &str) -> Value {
    json!({ "type": "reply", "id": new_id(), "epoch": epoch, "seen": seen, "text": text })
}

fn simple(kind: &str) -> Value {
    json!({ "type": kind, "id": new_id() })
}

async fn the_same_message_fifty_times_is_one(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    // Past the throttle, which a visitor who sends fifty at once would meet.
    let command = Command::Say { courtesy: false };
    let request = Request {
        words: Some("Once".into()),
        ..Request::new(crate::clock::new_id(), thread.into(), Actor::Visitor(visitor.id), command)
    };
    let tries = (0..50).map(|_| inbox::perform(&test.app, test.tenant, request.clone()));
    for performed in join_all(tries).await {
        let state = performed.unwrap().row.row.state;
        assert_eq!((state.seq, state.visitor_messages), (3, 1));
    }
    let again = json!({
        "type": "say", "id": request.id, "conversation": thread, "text": "Once",
    });
    let same = json!({ "id": request.id, "conversation": thread, "seq": 3, "epoch": 2 });
    for done in join_all((0..15).map(|_| test.does(&visitor, again.clone()))).await {
        assert_eq!(done.ok(), same);
    }
    assert_eq!(of_kind(&test.read(thread).await, "visitor_said").len(), 1);

    let (fresh, begins) = (new_id(), new_id());
    let first = json!({ "type": "say", "id": begins, "conversation": fresh, "text": "Hello" });
    let calm = test.visitor().await;
    for done in join_all((0..15).map(|_| test.does(&calm, first.clone()))).await {
        done.ok();
    }
    let events = test.read_until(fresh, "turn_ended", 1).await;
    assert_eq!(of_kind(&events, "visitor_said").len(), 1, "it begins one conversation, once");
    assert_eq!(of_kind(&events, "turn_started").len(), 1);
}

async fn two_nodes_race_and_nothing_is_lost_or_doubled(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    // On PostgreSQL the two know nothing of each other and lose races; on SQLite they share the
    // one writer.
    let other = App::new(Config::default(), test.app.db.clone(), test.app.secrets.clone());
    let said = |number: usize| Request {
        words: Some(format!("Message {number}")),
        ..Request::new(
            crate::clock::new_id(),
            thread.into(),
            Actor::Visitor(visitor.id),
            Command::Say { courtesy: false },
        )
    };
    let requests: Vec<Request> = (0..40).map(said).collect();
    // Each is asked of both, as a sender does who heard no answer from the first.
    let asked = requests.iter().flat_map(|request| {
        [&test.app, &other].map(|node| inbox::perform(node, test.tenant, request.clone()))
    });
    for performed in join_all(asked).await {
        performed.unwrap();
    }
    let events = test.read(thread).await;
    let ids: Vec<&Value> =
        of_kind(&events, "visitor_said").iter().map(|event| &event["command"]).collect();
    assert_eq!(ids.len(), requests.len());
    for request in &requests {
        assert_eq!(ids.iter().filter(|id| ***id == json!(request.id)).count(), 1);
    }
    let seqs: Vec<i64> = events.iter().filter_map(|event| event["seq"].as_i64()).collect();
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "{seqs:?}");
}

async fn the_same_reply_fifty_times_is_one(test: TestApp) {
    let (thread, epoch) = test.answered(&test.visitor().await).await;
    let once = reply(epoch, 2, "Once");
    let tries = (0..50).map(|_| test.acts(&test.owner, thread, once.clone()));
    let same = json!({ "id": once["id"], "conversation": thread, "seq": 3, "epoch": epoch });
    for done in join_all(tries).await {
        assert_eq!(done.ok(), same);
    }
    assert_eq!(of_kind(&test.read(thread).await, "replied").len(), 1);
}

async fn a_command_that_came_before_is_done_though_it_would_be_refused_now(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let (visitor, other) = (test.visitor().await, new_id());
    let (thread, epoch) = test.waiting(&visitor).await;
    let first = reply(epoch, 1, "I am Sam.");
    test.acts(&sam, thread, first.clone()).await.ok();
    let epoch = test.state(thread).await.epoch;
    test.acts(&test.owner, thread, take(epoch.into())).await.ok();
    let done = test.acts(&sam, thread, first).await.ok();
    assert_eq!(done["conversation"], json!(thread));
    let fresh = test.acts(&sam, thread, reply(epoch.into(), 3, "Again")).await;
    assert_eq!((fresh.status.as_u16(), fresh.code()), (409, "taken_by"));

    let press = json!({ "type": "ask_for_person", "id": new_id(), "conversation": other });
    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": other });
    for command in [&press, &cancel, &cancel] {
        test.does(&visitor, command.clone()).await.ok();
    }
    let anew = json!({ "type": "cancel_wait", "id": new_id(), "conversation": other });
    assert_eq!(test.does(&visitor, anew).await.code(), "not_waiting");
    assert_eq!(of_kind(&test.read(other).await, "wait_cancelled").len(), 1);
}

async fn of_twenty_who_take_over_one_wins_and_the_others_are_told_who(test: TestApp) {
    let (thread, epoch) = test.waiting(&test.visitor().await).await;
    let mut team = Vec::new();
    for number in 0..20 {
        team.push(test.teammate(&format!("Sam{number}"), Role::Agent).await);
    }
    let tries = team.iter().map(|sam| test.acts(sam, thread, take(epoch)));
    let (won, lost): (Vec<_>, Vec<_>) =
        join_all(tries).await.into_iter().partition(|answer| answer.status.is_success());
    assert_eq!((won.len(), lost.len()), (1, 19));
    let state = test.state(thread).await;
    let winner = state.teammate().unwrap();
    for refused in lost {
        assert_eq!(refused.status.as_u16(), 409);
        assert!(["taken_by", "stale"].contains(&refused.code()) && refused.is_problem());
        assert_eq!(refused.json["owner"]["teammate"]["id"], json!(winner), "{refused:?}");
        assert_eq!(refused.json["epoch"], state.epoch);
    }
    assert_eq!(of_kind(&test.read(thread).await, "taken_over").len(), 1);
}

async fn a_reply_takes_over_where_nobody_answers(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let (thread, epoch) = test.waiting(&test.visitor().await).await;
    test.acts(&sam, thread, reply(epoch, 1, "I am here.")).await.ok();
    let events = test.read(thread).await;
    let kinds: Vec<_> = events.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["handed_off", "taken_over", "replied"]);
    assert_eq!(test.state(thread).await.teammate(), Some(sam.id));
    let late = test.acts(&test.owner, thread, reply(epoch, 3, "Me too.")).await;
    assert_eq!((late.status.as_u16(), late.code()), (409, "taken_by"));
    assert_eq!(late.json["owner"]["teammate"]["name"], "Sam");
}

async fn nobody_answers_past_a_colleague(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let (thread, epoch) = test.answered(&test.visitor().await).await;
    test.acts(&test.owner, thread, reply(epoch, 2, "Two weeks.")).await.ok();
    let done = test.acts(&sam, thread, take(epoch)).await.ok();
    let epoch = done["epoch"].as_u64().unwrap();
    let blind = test.acts(&sam, thread, reply(epoch, 2, "One week.")).await;
    assert_eq!((blind.status.as_u16(), blind.code()), (409, "unseen"));
    assert!(blind.is_problem());
    test.acts(&sam, thread, reply(epoch, 3, "As Olga says.")).await.ok();
    assert_eq!(of_kind(&test.read(thread).await, "replied").len(), 2);
}

async fn a_note_takes_nothing_over_and_is_the_teams_alone(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let visitor = test.visitor().await;
    let (thread, epoch) = test.waiting(&visitor).await;
    let note = json!({ "type": "note", "id": new_id(), "text": "She called before." });
    test.acts(&sam, thread, note).await.ok();
    let state = test.state(thread).await;
    assert_eq!((u64::from(state.epoch), state.teammate()), (epoch, None));
    let own = test.read_by(&visitor, thread).await;
    assert!(!json!(own).to_string().contains("called"), "{own:?}");
    let row = test.get(&format!("/api/conversations/{thread}"), sam.who()).await.ok();
    assert_eq!(row["preview"], Value::Null, "a list on a shared screen tells no note");
    let site = test.get("/api/assistants", sam.who()).await.ok();
    let site = json!({ "site": site["assistants"][0]["site"], "token": visitor.token });
    let session = test.post("/api/visitor/session", visitor.who(), site).await.ok();
    assert!(!session.to_string().contains("called"), "{session}");
    assert_eq!(session["conversations"][0]["seq"], 1, "nor that there is one");
}

async fn a_conversation_passes_through_every_hand(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let give = |to: Value| json!({ "type": "transfer", "id": new_id(), "epoch": epoch, "to": to });
    let nobody: Uuid = new_id();
    let refused = test.acts(&test.owner, thread, give(json!(nobody))).await;
    assert!(refused.status.is_client_error() && refused.is_problem(), "{refused:?}");
    test.acts(&test.owner, thread, give(json!(sam.id))).await.ok();
    assert_eq!(test.state(thread).await.teammate(), Some(sam.id));
    for command in ["hand_back", "resolve"] {
        let refused = test.acts(&test.owner, thread, simple(command)).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (409, "taken_by"), "{command}");
    }
    test.does(&visitor, say(thread, "Is anybody there?")).await.ok();
    test.acts(&sam, thread, simple("hand_back")).await.ok();
    test.read_until(thread, "turn_ended", 1).await;
    test.acts(&sam, thread, simple("resolve")).await.ok();
    assert_eq!(test.acts(&sam, thread, simple("hand_back")).await.code(), "not_open");
    test.acts(&sam, thread, simple("reopen")).await.ok();
    assert_eq!(test.state(thread).await.teammate(), Some(sam.id));
}
