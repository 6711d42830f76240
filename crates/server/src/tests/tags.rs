//! Tags over the API: described, set by hand and by meaning, taken off for good, found in lists.

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::tests::talk::{new_id, of_kind};
use crate::tests::{Answer, TestApp};

on_both!(
    who_sets_a_tag_by_hand_is_known_and_lists_are_filtered_by_it,
    the_tagger_tags_before_a_handoff_and_not_what_was_taken_off,
    past_conversations_are_tagged_after_a_count,
    a_tag_is_described_renamed_archived_and_brought_back,
);

impl TestApp {
    async fn tag(&self, tag: &str, by_meaning: bool) -> Answer {
        let text = json!({
            "name": "Late delivery", "colour": "orange", "by_meaning": by_meaning,
            "description": "An order that has not arrived yet.",
            "examples": ["where is my order", "my parcel has not arrived"],
        });
        self.post("/api/tags", self.owner.who(), json!({ "tag": tag, "text": text })).await
    }

    /// What a teammate does to a tag of a thread.
    async fn labels(&self, thread: Uuid, what: &str, tag: &str) -> Answer {
        let label = json!({ "type": what, "id": new_id(), "tag": tag });
        self.acts(&self.owner, thread, label).await
    }

    async fn tags_of(&self, thread: Uuid) -> Value {
        let path = format!("/api/conversations/{thread}");
        self.get(&path, self.owner.who()).await.ok()["tags"].clone()
    }

    async fn listed(&self, tag: &str) -> usize {
        let path = format!("/api/conversations?view=all&tag={tag}");
        self.get(&path, self.owner.who()).await.ok()["rows"].as_array().unwrap().len()
    }

    async fn past(&self, tag: &str, what: &str) -> Value {
        let path = format!("/api/tags/{tag}/{what}");
        self.post(&path, self.owner.who(), Value::Null).await.ok()
    }
}

async fn who_sets_a_tag_by_hand_is_known_and_lists_are_filtered_by_it(test: TestApp) {
    test.tag("late", false).await.ok();
    let (thread, _) = test.waiting(&test.visitor().await).await;
    test.waiting(&test.visitor().await).await;
    assert_eq!(test.labels(thread, "tag", "unheard-of").await.status.as_u16(), 404);
    test.labels(thread, "tag", "late").await.ok();
    test.labels(thread, "tag", "late").await.ok();
    assert_eq!((test.tags_of(thread).await, test.listed("late").await), (json!(["late"]), 1));
    let events = test.read_until(thread, "tagged", 1).await;
    let tagged = of_kind(&events, "tagged");
    assert_eq!((tagged.len(), tagged[0].get("tagger")), (1, None));
    assert_eq!(tagged[0]["by"]["id"], json!(test.owner.id.uuid()));
    let counted = test.get("/api/tags", test.owner.who()).await.ok();
    assert_eq!(counted["tags"][0]["conversations"], 1);
    test.labels(thread, "untag", "late").await.ok();
    assert_eq!((test.tags_of(thread).await, test.listed("late").await), (json!([]), 0));
    let events = test.read_until(thread, "untagged", 1).await;
    assert_eq!(of_kind(&events, "untagged")[0]["by"]["id"], json!(test.owner.id.uuid()));
}

async fn the_tagger_tags_before_a_handoff_and_not_what_was_taken_off(test: TestApp) {
    test.work();
    test.tag("late", true).await.ok();
    let (visitor, thread) = (test.visitor().await, new_id());
    test.says(&visitor, thread, "My order has not arrived, I want to talk to a person").await.ok();
    let events = test.read_until(thread, "handed_off", 1).await;
    let tagged = of_kind(&events, "tagged").into_iter().find(|it| it["tag"] == "late").unwrap();
    let place = |event: &Value| event["seq"].as_i64().unwrap();
    assert_eq!(tagged["tagger"], true);
    assert!(place(tagged) < place(of_kind(&events, "handed_off")[0]), "it may choose the team");
    let theirs = test.read_by(&visitor, thread).await;
    assert!(of_kind(&theirs, "tagged").is_empty());

    let (visitor, thread) = (test.visitor().await, new_id());
    test.says(&visitor, thread, "Where is my order?").await.ok();
    test.read_until(thread, "turn_ended", 1).await;
    assert_eq!(test.tags_of(thread).await, json!(["late"]));
    test.labels(thread, "untag", "late").await.ok();
    test.says(&visitor, thread, "My parcel still has not arrived").await.ok();
    test.read_until(thread, "observed", 2).await;
    // Rules tag it as they will.
    let is_late = async || test.tags_of(thread).await.as_array().unwrap().contains(&json!("late"));
    assert!(!is_late().await);
    assert_eq!(test.past("late", "apply").await["tagged"], 0);
    test.labels(thread, "tag", "late").await.ok();
    assert!(is_late().await);
}

async fn past_conversations_are_tagged_after_a_count(test: TestApp) {
    test.work();
    let mut threads = Vec::new();
    for text in ["Where is my order?", "My parcel has not arrived yet", "Do you sell roses?"] {
        let (visitor, thread) = (test.visitor().await, new_id());
        test.says(&visitor, thread, text).await.ok();
        test.read_until(thread, "observed", 1).await;
        threads.push(thread);
    }
    test.tag("late", false).await.ok();
    let counted = test.past("late", "preview").await;
    assert_eq!((&counted["looked_at"], &counted["would_get"]), (&json!(3), &json!(2)));
    assert_eq!(counted["examples"].as_array().unwrap().len(), 2);
    assert_eq!(test.listed("late").await, 0, "a count changes nothing");
    let applied = test.past("late", "apply").await;
    assert_eq!(applied, json!({ "tagged": 2, "more": false }));
    assert_eq!(test.listed("late").await, 2);
    assert_eq!(test.tags_of(threads[2]).await, json!([]));
    assert_eq!(test.past("late", "preview").await["would_get"], 0);
}

async fn a_tag_is_described_renamed_archived_and_brought_back(test: TestApp) {
    test.tag("late", true).await.ok();
    assert_eq!(test.tag("late", true).await.json["code"], "conflict");
    assert_eq!(test.tag("Late order", true).await.field(), "tag");
    let patch = async |body: Value| {
        test.send(Method::PATCH, "/api/tags/late", test.owner.who(), body).await
    };
    let bare = json!({ "text": { "name": " ", "by_meaning": true } });
    assert_eq!(patch(bare).await.field(), "text.name");
    let renamed = patch(json!({ "text": { "name": "Too late" } })).await.ok();
    assert_eq!((&renamed["tag"], &renamed["text"]["name"]), (&json!("late"), &json!("Too late")));
    let (thread, _) = test.waiting(&test.visitor().await).await;
    test.labels(thread, "tag", "late").await.ok();
    let gone = test.send(Method::DELETE, "/api/tags/late", test.owner.who(), Value::Null).await;
    assert_eq!(gone.status.as_u16(), 204);
    let (other, _) = test.waiting(&test.visitor().await).await;
    assert_eq!(test.labels(other, "tag", "late").await.status.as_u16(), 404);
    assert_eq!(test.tags_of(thread).await, json!(["late"]), "who has it keeps it");
    let back = patch(json!({ "archived": false })).await.ok();
    assert_eq!((&back["archived"], &back["conversations"]), (&json!(false), &json!(1)));
    test.labels(other, "tag", "late").await.ok();
}
