//! Going live in steps, drafts, and rehearsals.

use axum::http::{Method, StatusCode};
use domain::schedule::{Draft, DraftWeek};
use serde_json::{Value, json};
use store::StoreError;
use uuid::Uuid;

use super::line::of_visitor;
use super::talk::{new_id, of_kind, say};
use super::{TestApp, Visitor, Who};
use crate::jobs::TURNS_MAX;

on_both!(
    a_draft_is_the_teams_until_a_teammate_sends_it,
    a_newer_message_overtakes_a_draft,
    one_that_is_put_away_while_it_drafts_writes_nothing,
    pages_and_shares_decide_when_a_conversation_begins,
    inside_office_hours_people_answer,
    a_rehearsal_is_marked_counts_nowhere_and_is_removed,
);

const LAMPS: &str = "# Lamps\n\nA lamp may be returned within thirty days of delivery.";
const QUESTION: &str = "Within how many days may a lamp be returned?";

impl TestApp {
    async fn first(&self) -> Value {
        self.get("/api/assistants", self.owner.who()).await.ok()["assistants"][0].take()
    }

    /// Sets how far the first assistant is live.
    async fn goes_live(&self, rollout: Value) {
        let path = format!("/api/assistants/{}", self.first().await["id"].as_str().unwrap());
        self.patch(&path, json!({ "rollout": rollout })).await.ok();
    }

    async fn progress(&self) -> Value {
        let id = self.first().await["id"].as_str().unwrap().to_owned();
        self.get(&format!("/api/assistants/{id}/progress"), self.owner.who()).await.ok()
    }

    /// Who has a conversation that begins on a page.
    async fn begins(&self, visitor: &Visitor, page: &str) -> String {
        let thread = new_id();
        let mut words = say(thread, "Hello there");
        words["page"] = json!({ "url": page });
        self.does(visitor, words).await.ok();
        let row = self.get(&format!("/api/conversations/{thread}"), self.owner.who()).await.ok();
        row["owner"]["is"].as_str().unwrap().to_owned()
    }
}

/// In their order, without what was promised: it comes when the worker gets to it.
fn kinds(events: &[Value]) -> Vec<&str> {
    let kinds = events.iter().map(|event| event["kind"].as_str().unwrap());
    kinds.filter(|kind| *kind != "promised").collect()
}

async fn a_draft_is_the_teams_until_a_teammate_sends_it(test: TestApp) {
    test.work();
    test.learns("lamps.md", LAMPS).await;
    test.goes_live(json!({ "stage": "drafts" })).await;
    let visitor = test.visitor().await;
    let address = test.serve().await;
    let mut socket = of_visitor(address, &visitor, json!({})).await;
    let thread = new_id();
    test.says(&visitor, thread, QUESTION).await.ok();
    let events = test.read_until(thread, "drafted", 1).await;
    assert_eq!(kinds(&events), ["visitor_said", "muted", "handed_off", "draft_started", "drafted"]);
    let draft = of_kind(&events, "drafted")[0].clone();
    let drafted = draft["sentences"][0]["text"].as_str().unwrap();
    assert!(drafted.contains("thirty days") && draft["verdict"] == "answered", "{draft}");
    assert_eq!(draft["sentences"][0]["citations"][0]["title"], "Lamps");

    // By no way does it reach the visitor: page of events, poll, nor socket.
    let own = test.read_by(&visitor, thread).await;
    assert_eq!(kinds(&own), ["visitor_said", "handed_off"]);
    assert_eq!(own[1]["reason"], "not_live");
    let poll = json!({ "cursors": { thread.to_string(): 0 } });
    let polled = test.post("/api/visitor/poll", visitor.who(), poll).await.ok();
    assert_eq!(kinds(polled["events"].as_array().unwrap()), ["visitor_said", "handed_off"]);

    let row = test.get(&format!("/api/conversations/{thread}"), test.owner.who()).await.ok();
    assert_eq!(row["preview"]["text"], QUESTION, "a draft is no last word");
    let reply = json!({
        "type": "reply", "id": new_id(), "epoch": row["epoch"], "seen": row["seq"],
        "text": drafted, "draft": draft["draft"],
    });
    test.acts(&test.owner, thread, reply).await.ok();
    let events = test.read(thread).await;
    assert_eq!(of_kind(&events, "replied")[0]["draft"], json!({ "draft": 1, "edited": false }));
    let own = test.read_by(&visitor, thread).await;
    let replied = of_kind(&own, "replied")[0];
    assert!(replied["draft"].is_null() && replied["text"] == drafted, "{replied}");
    // What the socket brought before the reply holds no word of it.
    let mut heard = Vec::new();
    while heard.last() != Some(&"replied".to_owned()) {
        let frame = super::soon("a frame", socket.next()).await;
        if frame["type"] == "event" && frame["kind"] != "promised" {
            heard.push(frame["kind"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(heard, ["visitor_said", "handed_off", "taken_over", "replied"]);
    let progress = test.progress().await;
    assert_eq!((&progress["drafts"], &progress["sent_as_is"]), (&json!(1), &json!(1)));
    assert_eq!((&progress["conversations"], &progress["answered"]), (&json!(1), &json!(0)));
}

async fn one_that_is_put_away_while_it_drafts_writes_nothing(test: TestApp) {
    test.work();
    test.learns("lamps.md", LAMPS).await;
    test.goes_live(json!({ "stage": "drafts" })).await;
    let (visitor, thread) = (test.visitor().await, new_id());
    test.makes("Sales").await;
    // While others have every place, the draft is open and not yet begun.
    let places = test.app.turns.acquire_many(TURNS_MAX).await.unwrap();
    test.says(&visitor, thread, QUESTION).await.ok();
    test.read_until(thread, "draft_started", 1).await;
    let archive = format!("/api/assistants/{}/archive", visitor.assistant);
    test.post(&archive, test.owner.who(), Value::Null).await.ok();
    drop(places);
    let events = test.read_until(thread, "drafted", 1).await;
    let drafted = of_kind(&events, "drafted")[0];
    assert!(drafted["verdict"].is_null(), "{drafted}");
    assert_eq!(drafted["sentences"], json!([]), "the team waits for nothing");
}

async fn a_newer_message_overtakes_a_draft(test: TestApp) {
    test.work();
    test.learns("lamps.md", LAMPS).await;
    test.goes_live(json!({ "stage": "drafts" })).await;
    let visitor = test.visitor().await;
    let thread: Uuid = new_id();
    test.says(&visitor, thread, QUESTION).await.ok();
    test.read_until(thread, "drafted", 1).await;
    test.says(&visitor, thread, "I want to talk to a human").await.ok();
    let events = test.read_until(thread, "drafted", 2).await;
    let last = of_kind(&events, "drafted")[1].clone();
    assert!(last["draft"] == 2 && last["verdict"].is_null(), "{last}");
    let state = test.state(thread).await;
    let reply = json!({
        "type": "reply", "id": new_id(), "epoch": state.epoch, "seen": state.seq,
        "text": "Here I am.", "draft": 1,
    });
    test.acts(&test.owner, thread, reply).await.ok();
    let events = test.read(thread).await;
    assert!(of_kind(&events, "replied")[0]["draft"].is_null(), "an old draft is none");

    test.says(&visitor, thread, QUESTION).await.ok();
    test.read_until(thread, "drafted", 3).await;
    let dismiss = json!({ "type": "dismiss_draft", "id": new_id(), "draft": 3 });
    test.acts(&test.owner, thread, dismiss).await.ok();
    assert!(test.state(thread).await.draft.is_none());
    assert_eq!(test.progress().await["dismissed"], 1);
    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": thread });
    assert_eq!(test.does(&visitor, cancel).await.status, StatusCode::CONFLICT);
}

async fn pages_and_shares_decide_when_a_conversation_begins(test: TestApp) {
    let visitor = test.visitor().await;
    test.goes_live(json!({
        "stage": "everybody", "include": ["/help*", " "], "exclude": ["/help/legal"], "share": 100,
    }))
    .await;
    assert_eq!(test.begins(&visitor, "https://a.example/help/lamps?x=1").await, "assistant");
    assert_eq!(test.begins(&visitor, "https://a.example/help/legal/").await, "queue");
    assert_eq!(test.begins(&visitor, "https://a.example/").await, "queue");
    test.goes_live(json!({ "share": 0 })).await;
    assert_eq!(test.begins(&visitor, "https://a.example/").await, "queue");
    test.goes_live(json!({ "share": 50 })).await;
    let first = test.begins(&visitor, "https://a.example/").await;
    for _ in 0..5 {
        assert_eq!(test.begins(&visitor, "https://a.example/").await, first, "always one side");
    }

    let path = format!("/api/assistants/{}", test.first().await["id"].as_str().unwrap());
    for (rollout, field) in [
        (json!({ "share": 101 }), "share"),
        (json!({ "include": ["/a b"] }), "include"),
        (json!({ "exclude": ["/a?b=1"] }), "exclude"),
        (json!({ "include": vec!["x".repeat(201)] }), "include"),
    ] {
        let refused = test.patch(&path, json!({ "rollout": rollout })).await;
        assert_eq!((refused.status.as_u16(), refused.field()), (422, field));
    }
    let tried = json!({
        "include": [], "exclude": ["/cart*"], "address": "https://a.example/cart/1",
    });
    let tried = test.post("/api/pages/try", test.owner.who(), tried).await.ok();
    assert_eq!(tried, json!({ "speaks": false, "pattern": "/cart*" }));
    let wrong = json!({ "include": [], "exclude": [], "address": "cart" });
    let wrong = test.post("/api/pages/try", test.owner.who(), wrong).await;
    assert_eq!(wrong.field(), "address");
}

async fn inside_office_hours_people_answer(test: TestApp) {
    let visitor = test.visitor().await;
    test.goes_live(json!({ "stage": "outside_hours" })).await;
    assert_eq!(test.begins(&visitor, "https://a.example/").await, "queue", "no hours: open");
    let never = Draft { zone: "UTC".into(), week: DraftWeek::default(), holidays: vec![] };
    let tenant = test.tenant;
    test.app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let never = never.clone();
            Box::pin(async move { tx.write_of(tenant).set_hours(None, Some(&never)).await })
        })
        .await
        .unwrap();
    test.app.hours.forget(tenant.workspace());
    assert_eq!(test.begins(&visitor, "https://a.example/").await, "assistant");
}

async fn a_rehearsal_is_marked_counts_nowhere_and_is_removed(test: TestApp) {
    let owner = test.owner.who();
    test.goes_live(json!({ "stage": "off" })).await;
    let first = test.first().await;
    let (id, site) = (first["id"].as_str().unwrap(), first["site"].as_str().unwrap());
    let open = format!("/api/assistants/{id}/rehearsal");
    let opened = test.post(&open, owner, json!({})).await.ok();
    let address = opened["address"].as_str().unwrap();
    let (page, key) = address.split_once('#').unwrap();
    assert!(page.ends_with(&format!("/try/{site}")), "{page}");
    assert_eq!(opened["site"], format!("{site}#{key}"));
    let tried = test.get(&format!("/try/{site}"), Who::Nobody).await;
    assert!(tried.text.contains(site) && !tried.text.contains("{{"), "{}", tried.text);
    assert!(tried.header("content-security-policy").contains("'nonce-"));

    let plays = test.comes(json!({ "site": site, "rehearsal": key })).await;
    assert_eq!(test.begins(&plays, "https://a.example/").await, "assistant", "as everybody");
    let press = json!({ "type": "ask_for_person", "id": new_id(), "conversation": new_id() });
    test.does(&plays, press).await.ok();
    let off = test.post(&open, owner, json!({ "stage": "off" })).await.ok();
    let off = off["address"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    let sober = test.comes(json!({ "site": site, "rehearsal": off })).await;
    assert_eq!(test.begins(&sober, "https://a.example/").await, "queue", "as chosen");

    let waiting = test.get("/api/conversations?view=waiting", owner).await.ok();
    assert_eq!(waiting["rows"].as_array().unwrap().len(), 2, "a rehearsal feels real");
    assert_eq!(waiting["rows"][0]["conversation_kind"], "rehearsal");
    assert_eq!(waiting["counts"]["rehearsals"], 3);
    assert_eq!(test.first_week(id).await, Value::Null, "and counts nowhere");
    assert_eq!(test.progress().await["conversations"], 0);

    // The key is for this assistant, and what it opened is no visitor's.
    let other = test.makes("Other").await;
    let elsewhere = json!({ "site": other["site"], "rehearsal": key });
    let refused = test.post("/api/visitor/session", Who::Nobody, elsewhere).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::GONE, "link_spent"));
    let back = test.comes(json!({ "site": site, "token": plays.token })).await;
    assert_ne!(back.id, plays.id);
    let again = json!({ "site": site, "token": plays.token, "rehearsal": key });
    assert_eq!(test.comes(again).await.id, plays.id);

    test.says(&back, new_id(), "I am a visitor.").await.ok();
    let gone = test.send(Method::DELETE, "/api/rehearsals", owner, Value::Null).await.ok();
    assert_eq!(gone["conversations"], 3);
    let all = test.get("/api/conversations?view=all", owner).await.ok();
    assert_eq!(all["rows"].as_array().unwrap().len(), 1);
    let left = test.does(&plays, say(new_id(), "Still here?")).await;
    assert_eq!(left.status, StatusCode::UNAUTHORIZED);
    assert_eq!(test.first_week(id).await, 1);
}

impl TestApp {
    async fn first_week(&self, id: &str) -> Value {
        self.get("/api/assistants", self.owner.who()).await.ok()["week"][id].clone()
    }
}
