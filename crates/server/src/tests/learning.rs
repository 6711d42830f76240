//! What the assistant learns, cites and forgets.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::access::Actor;
use domain::conversation::Command;
use domain::message::Citation;
use serde_json::{Value, json};
use uuid::Uuid;

use super::talk::{new_id, of_kind};
use super::{TestApp, soon};
use crate::bus::{Signal, Topic};
use crate::inbox::{self, InboxError};
use crate::protocol::TypingBy;
use crate::{clock, jobs};

on_both!(
    a_source_is_learnt_answered_from_and_forgotten,
    an_unreadable_file_says_why_and_the_others_are_learnt,
    a_replaced_file_answers_with_its_new_words_only,
    a_citation_of_a_removed_source_is_not_committed,
    a_source_removed_while_the_answer_waits_is_not_cited,
);

const RETURNS: &str = "# Returns\n\nYou may return a lamp within thirty days of delivery. \
     Send it back in its own box.\n";
const REPAIRS: &str = "# Repairs\n\nOur workshop repairs broken teapots for twelve pounds. \
     A repair takes two weeks.\n";
const QUESTION: &str = "Within how many days may I return a lamp?";

impl TestApp {
    /// The worker of this server, until the test ends.
    pub(super) fn work(&self) {
        tokio::spawn(jobs::work(self.app.clone()));
    }

    /// Uploads files as the dashboard does.
    pub(super) async fn uploads(&self, files: &[(&str, &[u8])]) -> Value {
        let mut body = Vec::new();
        for (name, content) in files {
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/sources")
            .header(header::COOKIE, format!("baton={}", self.owner.token))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body));
        self.ask(request.unwrap()).await.ok()
    }

    /// The source once it has got so far.
    pub(super) async fn becomes(&self, name: &str, state: &str) -> Value {
        let mut heard = self.app.bus.subscribe(&[Topic::Team(self.tenant.workspace())]);
        let wait = async {
            loop {
                let mut all = self.get("/api/sources", self.owner.who()).await.ok();
                let sources = all["sources"].as_array_mut().unwrap();
                let is_it = |it: &&mut Value| it["name"] == name && it["state"]["is"] == state;
                if let Some(source) = sources.iter_mut().find(is_it) {
                    return source.take();
                }
                heard.next().await;
            }
        };
        soon(state, wait).await
    }

    /// Learns a file.
    pub(super) async fn learns(&self, name: &str, text: &str) -> Uuid {
        self.uploads(&[(name, text.as_bytes())]).await;
        self.becomes(name, "ready").await["id"].as_str().unwrap().parse().unwrap()
    }

    async fn would(&self, question: &str) -> Value {
        let asked = json!({ "question": question });
        self.post("/api/ask", self.owner.who(), asked).await.ok()
    }

    /// The visitor types, or no longer; the first sentence of an answer waits meanwhile.
    pub(super) fn types(&self, conversation: Uuid, on: bool) {
        let thread = Topic::Thread(self.tenant.workspace(), conversation.into());
        self.app.presence.visitor_types(conversation.into(), on, clock::now());
        let by = TypingBy::Visitor;
        let signal = Signal::Typing { conversation: conversation.into(), by, on };
        self.app.bus.publish(&[thread], signal);
    }
}

fn citations(events: &[Value]) -> Vec<Value> {
    of_kind(events, "sentence")
        .iter()
        .flat_map(|sentence| sentence["citations"].as_array().unwrap().clone())
        .collect()
}

async fn a_source_is_learnt_answered_from_and_forgotten(test: TestApp) {
    test.work();
    let source = test.learns("returns.md", RETURNS).await;
    test.learns("repairs.md", REPAIRS).await;
    let asked = test.would(QUESTION).await;
    assert_eq!(asked["would"], "answer", "{asked}");
    assert!(asked["sentences"][0]["text"].as_str().unwrap().contains("thirty days"), "{asked}");

    let (visitor, thread) = (test.visitor().await, new_id());
    test.says(&visitor, thread, QUESTION).await.ok();
    let events = test.read_until(thread, "turn_ended", 1).await;
    let cited = citations(&events);
    assert_eq!(cited[0]["source"], json!(source), "{events:?}");
    let passage = |cited: &Value| {
        let (position, revision) = (&cited["position"], &cited["revision"]);
        format!("/api/visitor/sources/{source}/passages/{position}?revision={revision}")
    };
    let opened = test.get(&passage(&cited[0]), visitor.who()).await.ok();
    assert!(opened["text"].as_str().unwrap().contains("thirty days"), "{opened}");

    let path = format!("/api/sources/{source}");
    test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await.ok();
    let asked = test.would(QUESTION).await;
    assert!(!asked.to_string().contains("thirty days"), "{asked}");
    test.says(&visitor, thread, "And once more: how many days to return a lamp?").await.ok();
    let events = test.read_until(thread, "turn_ended", 2).await;
    assert_eq!(citations(&events)[..cited.len()], cited, "what was said stays said");
    let later = &citations(&events)[cited.len()..];
    assert!(later.iter().all(|cited| cited["source"] != json!(source)), "{events:?}");
    let gone = test.get(&passage(&cited[0]), visitor.who()).await;
    assert_eq!((gone.status.as_u16(), gone.code()), (404, "not_found"));
    let passages = test.get(&format!("{path}/passages"), test.owner.who()).await;
    assert_eq!(passages.status.as_u16(), 404);
}

async fn an_unreadable_file_says_why_and_the_others_are_learnt(test: TestApp) {
    test.work();
    let broken = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0".as_slice();
    let files = [("photo.png", broken), ("returns.md", RETURNS.as_bytes()), ("none.md", b"")];
    let uploaded = test.uploads(&files).await;
    assert_eq!(uploaded["sources"].as_array().unwrap().len(), 2);
    assert_eq!(uploaded["refused"], json!([{ "name": "none.md", "why": "The file is empty." }]));
    test.becomes("returns.md", "ready").await;
    let failed = test.becomes("photo.png", "failed").await;
    assert!(failed["state"]["why"].as_str().unwrap().len() > 10, "{failed}");
    assert_eq!(failed["passages"], 0);

    let path = format!("/api/sources/{}/retry", failed["id"].as_str().unwrap());
    let again = test.post(&path, test.owner.who(), Value::Null).await.ok();
    assert_eq!(again["state"]["is"], "waiting");
    test.becomes("photo.png", "failed").await;
    let mended = test.learns("photo.png", RETURNS).await;
    assert_eq!(json!(mended), failed["id"], "the same name is the same source");
}

async fn a_replaced_file_answers_with_its_new_words_only(test: TestApp) {
    test.work();
    test.learns("repairs.md", REPAIRS).await;
    let source = test.learns("returns.md", RETURNS).await;
    let new = RETURNS.replace("thirty", "sixty");
    assert_eq!(test.learns("returns.md", &new).await, source);
    let asked = test.would(QUESTION).await;
    assert!(asked["sentences"][0]["text"].as_str().unwrap().contains("sixty days"), "{asked}");
    assert!(!asked.to_string().contains("thirty"), "{asked}");
    let path = format!("/api/sources/{source}/passages");
    let passages = test.get(&path, test.owner.who()).await.ok().to_string();
    assert!(passages.contains("sixty") && !passages.contains("thirty"), "{passages}");
}

async fn a_citation_of_a_removed_source_is_not_committed(test: TestApp) {
    test.work();
    let source = test.learns("returns.md", RETURNS).await;
    let (visitor, thread) = (test.visitor().await, new_id());
    test.types(thread, true);
    test.says(&visitor, thread, QUESTION).await.ok();
    let key = test.state(thread).await.turn_key().expect("the answer waits");
    let path = format!("/api/sources/{source}");
    test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await.ok();
    let citation = Citation {
        source: source.into(),
        revision: 1,
        position: 0,
        title: "Returns".into(),
        heading: String::new(),
        page: None,
    };
    let release = Command::Release { key, index: 0, citations: vec![citation] };
    let request = inbox::Request {
        words: Some("Thirty days.".into()),
        ..inbox::Request::new(
            crate::clock::new_id(),
            thread.into(),
            Actor::Assistant(visitor.assistant),
            release,
        )
    };
    let refused = inbox::perform(&test.app, test.tenant, request).await;
    assert!(matches!(refused, Err(InboxError::CitationGone)), "{refused:?}");
    assert_eq!(of_kind(&test.read(thread).await, "sentence").len(), 0);
}

async fn a_source_removed_while_the_answer_waits_is_not_cited(test: TestApp) {
    test.work();
    test.learns("repairs.md", REPAIRS).await;
    let source = test.learns("returns.md", RETURNS).await;
    let (visitor, thread) = (test.visitor().await, new_id());
    test.types(thread, true);
    test.says(&visitor, thread, QUESTION).await.ok();
    test.read_until(thread, "observed", 1).await;
    let path = format!("/api/sources/{source}");
    test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await.ok();
    test.types(thread, false);
    let events = test.read_until(thread, "turn_ended", 1).await;
    assert!(citations(&events).iter().all(|cited| cited["source"] != json!(source)), "{events:?}");
    assert!(!json!(events).to_string().contains("thirty days"), "{events:?}");
}
