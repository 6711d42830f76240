//! What is written in the dashboard, for whom sources are, and which answers used them.

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::identity::{in_an_hour, sign};
use super::talk::{new_id, of_kind};
use super::{TestApp, Visitor};
use crate::clock;

on_both!(
    a_pair_is_learnt_answered_whole_and_edited,
    what_is_written_badly_is_refused_with_its_field,
    a_text_is_learnt_under_its_title,
    a_source_reaches_only_whom_it_is_for,
    an_offer_that_ended_while_the_answer_waits_is_not_quoted,
    a_reading_is_stopped_and_begun_again,
    uses_are_counted_and_lead_to_the_conversation,
);

const PARKING: &str = "Is there parking?";
const BEHIND: &str = "Yes: behind number 14, free for an hour.\nAfter that it is two pounds.";

impl TestApp {
    async fn writes(&self, written: Value) -> Uuid {
        let source = self.post("/api/sources/written", self.owner.who(), written).await.ok();
        self.becomes(source["name"].as_str().unwrap(), "ready").await;
        source["id"].as_str().unwrap().parse().unwrap()
    }

    async fn reaches(&self, source: Uuid, reach: Value) {
        let path = format!("/api/sources/{source}/reach");
        self.send(Method::PUT, &path, self.owner.who(), reach).await.ok();
    }

    async fn asked_as(&self, question: &str, reader: &str) -> Value {
        let asked = json!({ "question": question, "reader": reader });
        self.post("/api/ask", self.owner.who(), asked).await.ok()
    }

    /// All that the visitor is answered to a question.
    async fn answers(&self, visitor: &Visitor, question: &str) -> String {
        let thread = new_id();
        self.says(visitor, thread, question).await.ok();
        json!(of_kind(&self.read_until(thread, "turn_ended", 1).await, "sentence")).to_string()
    }
}

fn pair(questions: &[&str], answer: &str) -> Value {
    json!({ "is": "pair", "questions": questions, "answer": answer })
}

async fn a_pair_is_learnt_answered_whole_and_edited(test: TestApp) {
    test.work();
    test.learns("repairs.md", "# Repairs\n\nTeapots are repaired. Parking is not.").await;
    let source = test.writes(pair(&[PARKING, "Where do I leave my car?"], BEHIND)).await;
    for question in ["is there parking?", "Where can I leave my car?"] {
        let asked = test.asked_as(question, "everyone").await;
        assert_eq!(asked["would"], "answer", "{asked}");
        assert_eq!(asked["sentences"][0]["text"], BEHIND);
    }
    let (path, owner) = (format!("/api/sources/{source}/written"), test.owner.who());
    let mut written = test.get(&path, owner).await.ok();
    assert_eq!(written["questions"][1], "Where do I leave my car?");
    written["answer"] = json!("No longer.");
    let edited = test.send(Method::PUT, &path, owner, written).await.ok();
    assert_eq!((&edited["id"], &edited["kind"]), (&json!(source), &json!("pair")));
    test.becomes(PARKING, "ready").await;
    let asked = test.asked_as(PARKING, "everyone").await;
    assert_eq!(asked["sentences"][0]["text"], "No longer.");
    assert_eq!(asked["found"].as_array().unwrap()[0]["source"], json!(source));
}

async fn what_is_written_badly_is_refused_with_its_field(test: TestApp) {
    test.work();
    let owner = test.owner.who();
    let source = test.writes(pair(&[PARKING], BEHIND)).await;
    let other_kind = json!({ "is": "text", "title": "Parking", "text": "Behind number 14." });
    for (bad, field) in [
        (pair(&[" "], BEHIND), "questions"),
        (pair(&[PARKING], BEHIND), "questions"),
        (pair(&["And bicycles?"], " "), "answer"),
        (json!({ "is": "text", "title": " ", "text": "x" }), "title"),
    ] {
        let refused = test.post("/api/sources/written", owner, bad).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid"));
        assert_eq!(refused.json["fields"][0]["field"], field, "{}", refused.json);
    }
    let path = format!("/api/sources/{source}/written");
    assert_eq!(test.send(Method::PUT, &path, owner, other_kind).await.status.as_u16(), 404);
    let reach = json!({ "readers": "everyone", "from": 20, "until": 10 });
    let path = format!("/api/sources/{source}/reach");
    assert_eq!(test.send(Method::PUT, &path, owner, reach).await.status.as_u16(), 422);
}

async fn a_text_is_learnt_under_its_title(test: TestApp) {
    test.work();
    let words = "# By car\n\nThe car park lies behind number 14.\n\n# By bus\n\nLine 3 stops here.";
    let written = json!({ "is": "text", "title": "How to reach us", "text": words });
    let source = test.writes(written).await;
    let path = format!("/api/sources/{source}/passages");
    let learnt = test.get(&path, test.owner.who()).await.ok();
    assert_eq!(learnt["title"], "How to reach us");
    let headings = [0, 1].map(|at| learnt["passages"][at]["headings"].clone());
    assert_eq!(headings, [json!(["By car"]), json!(["By bus"])]);
    let asked = test.asked_as("Which bus line stops at the shop?", "everyone").await;
    assert_eq!(asked["found"][0]["title"], "How to reach us");
}

async fn a_source_reaches_only_whom_it_is_for(test: TestApp) {
    test.work();
    test.learns("repairs.md", "# Repairs\n\nTeapots are repaired within two weeks.").await;
    let source = test.writes(pair(&["What is the staff door code?"], "Quokka nine.")).await;
    let key = test.signing_key().await;
    let stranger = test.visitor().await;
    let token = sign(&key, &json!({ "sub": "ada", "exp": in_an_hour() }));
    let customer = test.proved(&test.visitor().await, &token).await;
    let question = "What is the staff door code?";
    for (readers, heard) in [
        ("everyone", [true, true, true]),
        ("verified", [false, true, true]),
        ("team", [false, false, true]),
    ] {
        test.reaches(source, json!({ "readers": readers })).await;
        let said = [
            test.answers(&stranger, question).await,
            test.answers(&customer, question).await,
            test.asked_as(question, "team").await.to_string(),
        ];
        assert_eq!(said.map(|said| said.contains("Quokka nine")), heard, "{readers}");
        let passage = format!("/api/visitor/sources/{source}/passages/0?revision=1");
        for (visitor, reaches) in [(&stranger, heard[0]), (&customer, heard[1])] {
            let opened = test.get(&passage, visitor.who()).await;
            assert_eq!(opened.status.is_success(), reaches, "{readers}");
        }
    }
    test.reaches(source, json!({ "readers": "everyone", "paused": true })).await;
    assert!(!test.answers(&stranger, question).await.contains("Quokka"));
    let reaches = test.get("/api/sources/reaches", test.owner.who()).await.ok();
    assert_eq!(reaches["reaches"][0]["reach"]["paused"], true);
    test.reaches(source, json!({ "readers": "everyone" })).await;
    assert!(test.answers(&stranger, question).await.contains("Quokka"));
}

async fn an_offer_that_ended_while_the_answer_waits_is_not_quoted(test: TestApp) {
    test.work();
    test.learns("repairs.md", "# Repairs\n\nTeapots are repaired within two weeks.").await;
    let source = test.writes(pair(&["Is there a sale?"], "Everything is half price.")).await;
    let (visitor, thread) = (test.visitor().await, new_id());
    test.types(thread, true);
    test.says(&visitor, thread, "Is there a sale?").await.ok();
    let events = test.read_until(thread, "observed", 1).await;
    assert_eq!(of_kind(&events, "sentence").len(), 0);
    test.reaches(source, json!({ "readers": "everyone", "until": clock::now() })).await;
    test.types(thread, false);
    let events = test.read_until(thread, "turn_ended", 1).await;
    assert!(!json!(events).to_string().contains("half price"), "{events:?}");
    // Before its time it is not there either.
    let later = clock::now() + 3_600_000;
    test.reaches(source, json!({ "readers": "everyone", "from": later })).await;
    assert!(!test.answers(&visitor, "Is there a sale?").await.contains("half price"));
}

/// Nothing works here until it is asked to: what waits is stopped before it begins.
async fn a_reading_is_stopped_and_begun_again(test: TestApp) {
    let uploaded = test.uploads(&[("returns.md", b"# Returns\n\nWithin thirty days.")]).await;
    let (owner, id) = (test.owner.who(), uploaded["sources"][0]["id"].as_str().unwrap());
    let stop = format!("/api/sources/{id}/stop");
    assert_eq!(test.post(&stop, owner, Value::Null).await.ok()["state"]["is"], "stopped");
    test.work();
    test.learns("repairs.md", "# Repairs\n\nTeapots are repaired within two weeks.").await;
    let stopped = test.becomes("returns.md", "stopped").await;
    assert_eq!(stopped["passages"], 0);
    let retry = format!("/api/sources/{id}/retry");
    assert_eq!(test.post(&retry, owner, Value::Null).await.ok()["state"]["is"], "waiting");
    test.becomes("returns.md", "ready").await;
    let done = test.post(&stop, owner, Value::Null).await.ok();
    assert_eq!(done["state"]["is"], "ready", "what is done stays done");
}

async fn uses_are_counted_and_lead_to_the_conversation(test: TestApp) {
    test.work();
    let source = test.writes(pair(&[PARKING], BEHIND)).await;
    let visitor = test.visitor().await;
    for question in ["is there parking?", "Is there parking"] {
        assert!(test.answers(&visitor, question).await.contains("behind number 14"));
    }
    let owner = test.owner.who();
    let uses = test.get("/api/sources/uses", owner).await.ok();
    assert_eq!(uses, json!({ "uses": [{ "source": source, "answers": 2 }] }));
    let citing = test.get(&format!("/api/sources/{source}/answers"), owner).await.ok();
    let answers = citing["answers"].as_array().unwrap();
    assert_eq!((answers.len(), &answers[0]["text"]), (2, &json!(BEHIND)));
    let path = format!("/api/conversations/{}", answers[0]["conversation"].as_str().unwrap());
    test.get(&path, owner).await.ok();
    let learnt = test.get(&format!("/api/sources/{source}/passages"), owner).await.ok();
    assert_eq!(learnt["passages"][0]["answers"], 2);
}
