//! Many assistants: made, copied, put away, and what each of them knows and says.

use axum::http::{Method, StatusCode};
use domain::access::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::talk::{new_id, of_kind, say};
use super::{Answer, TestApp, Visitor};
use crate::clock;

on_both!(
    an_assistant_is_made_copied_put_away_and_brought_back,
    one_that_is_put_away_falls_silent_in_the_middle_of_a_conversation,
    each_assistant_answers_from_its_own_sources,
    its_own_sentences_follow_the_visitors_language_and_the_tone,
);

impl TestApp {
    pub(super) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, self.owner.who(), body).await
    }

    /// Makes an assistant and gives its view.
    pub(super) async fn makes(&self, name: &str) -> Value {
        self.post("/api/assistants", self.owner.who(), json!({ "name": name })).await.ok()
    }

    /// A visitor who came by the snippet, or by a rehearsal.
    pub(super) async fn comes(&self, session: Value) -> Visitor {
        let opened = self.post("/api/visitor/session", super::Who::Nobody, session).await.ok();
        let token = opened["token"].as_str().unwrap().to_owned();
        let mut conn = self.app.db.read().await.unwrap();
        let known = conn.system().visitor_by_token(&clock::hash(&token)).await.unwrap().unwrap();
        Visitor { assistant: known.assistant, id: known.visitor, token }
    }
}

fn path(assistant: &Value, what: &str) -> String {
    format!("/api/assistants/{}{what}", assistant["id"].as_str().unwrap())
}

async fn an_assistant_is_made_copied_put_away_and_brought_back(test: TestApp) {
    let owner = test.owner.who();
    let first = test.get("/api/assistants", owner).await.ok()["assistants"][0].take();
    let refused = test.post(&path(&first, "/archive"), owner, Value::Null).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "conflict"));

    let made = test.makes("Sales").await;
    assert!(made["learns_all"] == true && made["rollout"]["stage"] == "everybody", "{made}");
    let twice = test.post("/api/assistants", owner, json!({ "name": "sALES" })).await;
    assert_eq!((twice.status, twice.field()), (StatusCode::UNPROCESSABLE_ENTITY, "name"));
    let renamed = test.patch(&path(&first, ""), json!({ "name": "Sales" })).await;
    assert_eq!(renamed.field(), "name");

    let voice = json!({ "tone": "brief", "language": "de", "follows_visitor": false });
    let sites = json!(["https://shop.example"]);
    test.patch(&path(&made, ""), json!({ "voice": voice, "allowed_sites": sites })).await.ok();
    let copy = test.post(&path(&made, "/copy"), owner, json!({ "name": "Sales two" })).await.ok();
    assert_eq!(copy["voice"], voice);
    assert_eq!(copy["allowed_sites"], json!([]), "nobody has put the new snippet anywhere");
    assert_ne!(copy["site"], made["site"]);

    let site = made["site"].as_str().unwrap();
    let visitor = test.comes(json!({ "site": site })).await;
    assert_eq!(test.get(&format!("/frame/{site}"), super::Who::Nobody).await.status, 200);
    let archived = test.post(&path(&made, "/archive"), owner, Value::Null).await.ok();
    assert_eq!(archived["archived"], true);
    let frame = test.get(&format!("/frame/{site}"), super::Who::Nobody).await;
    assert_eq!(frame.status, StatusCode::GONE);
    let again = json!({ "site": site, "token": visitor.token });
    let session = test.post("/api/visitor/session", super::Who::Nobody, again).await;
    assert_eq!((session.status, session.code()), (StatusCode::GONE, "gone"));
    assert_eq!(test.post(&path(&made, "/rehearsal"), owner, json!({})).await.code(), "gone");
    // Who has the chat open still finds people.
    let thread = new_id();
    test.says(&visitor, thread, "Are you still there?").await.ok();
    let events = test.read(thread).await;
    assert_eq!(of_kind(&events, "handed_off")[0]["reason"], "not_live");

    let back = test.post(&path(&made, "/restore"), owner, Value::Null).await.ok();
    assert_eq!((back["archived"].clone(), back["site"].as_str()), (json!(false), Some(site)));
    let agent = test.teammate("Agnes", Role::Agent).await;
    let denied = test.post("/api/assistants", agent.who(), json!({ "name": "Mine" })).await;
    assert_eq!(denied.code(), "forbidden");
}

async fn one_that_is_put_away_falls_silent_in_the_middle_of_a_conversation(test: TestApp) {
    test.work();
    let made = test.makes("Sales").await;
    let visitor = test.comes(json!({ "site": made["site"] })).await;
    let thread = new_id();
    test.says(&visitor, thread, "Hello").await.ok();
    test.read_until(thread, "turn_ended", 1).await;
    test.post(&path(&made, "/archive"), test.owner.who(), Value::Null).await.ok();
    test.says(&visitor, thread, "Are you still there?").await.ok();
    let events = test.read_until(thread, "handed_off", 1).await;
    assert_eq!(of_kind(&events, "handed_off")[0]["reason"], "not_live");
    assert_eq!(of_kind(&events, "sentence").len(), 1, "only the greeting");
}

async fn each_assistant_answers_from_its_own_sources(test: TestApp) {
    test.work();
    let lamps = test.learns("lamps.md", "# Lamps\n\nA lamp may be returned in thirty days.").await;
    let made = test.makes("Tea").await;
    let learn = json!({ "all": false, "sources": [] });
    test.patch(&path(&made, "/sources"), learn).await.ok();
    let teapots = "# Teapots\n\nOur workshop repairs broken teapots for twelve pounds.";
    let teapots = test.learns("teapots.md", teapots).await;
    let learn = json!({ "all": false, "sources": [teapots] });
    let learnt = test.patch(&path(&made, "/sources"), learn.clone()).await.ok();
    assert_eq!(learnt, learn);

    let ask = async |whom: Value, question: &str| {
        let ask = json!({ "question": question, "assistant": whom });
        test.post("/api/ask", test.owner.who(), ask).await.ok()["would"].clone()
    };
    let (lamp, teapot) = ("May a lamp be returned?", "Who repairs broken teapots?");
    assert_eq!(ask(Value::Null, lamp).await, "answer");
    assert_eq!(ask(made["id"].clone(), lamp).await, "decline");
    assert_eq!(ask(made["id"].clone(), teapot).await, "answer");

    // A visitor of one assistant does not read what only another one learnt.
    let visitor = test.comes(json!({ "site": made["site"] })).await;
    let passage = |source: Uuid| format!("/api/visitor/sources/{source}/passages/0?revision=1");
    assert_eq!(test.get(&passage(teapots), visitor.who()).await.status, StatusCode::OK);
    assert_eq!(test.get(&passage(lamps), visitor.who()).await.status, StatusCode::NOT_FOUND);
    // Nor is their token one of the other's.
    let first = test.get("/api/assistants", test.owner.who()).await.ok();
    let site = &first["assistants"][0]["site"];
    let other = test.comes(json!({ "site": site, "token": visitor.token })).await;
    assert_ne!(other.id, visitor.id);
}

async fn its_own_sentences_follow_the_visitors_language_and_the_tone(test: TestApp) {
    test.work();
    let made = test.makes("Polyglot").await;
    let visitor = test.comes(json!({ "site": made["site"] })).await;
    let decline = async |language: &str| {
        let thread = new_id();
        let mut words = say(thread, "Do you offer piano lessons?");
        words["page"] = json!({ "url": "https://a.example/", "language": language });
        test.does(&visitor, words).await.ok();
        let events = test.read_until(thread, "turn_ended", 1).await;
        of_kind(&events, "sentence")[0]["text"].as_str().unwrap().to_owned()
    };
    assert!(decline("de-AT").await.starts_with("Ich habe noch nichts zu lesen"));
    assert!(decline("nl").await.starts_with("I have not been given anything"));
    let voice = json!({ "tone": "brief", "language": "fr", "follows_visitor": false });
    test.patch(&path(&made, ""), json!({ "voice": voice })).await.ok();
    assert!(decline("de-AT").await.starts_with("Je n'ai encore rien à lire."));
}
