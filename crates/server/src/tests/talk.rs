//! What visitors and teammates do to each other, over the API.

use axum::http::Method;
use domain::conversation::Conversation;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Teammate, TestApp, Visitor};
use crate::bus::Topic;
use crate::clock;

impl TestApp {
    /// A visitor does something.
    pub(crate) async fn does(&self, visitor: &Visitor, command: Value) -> Answer {
        self.post("/api/visitor/commands", visitor.who(), command).await
    }

    /// A visitor says something.
    pub(crate) async fn says(&self, visitor: &Visitor, conversation: Uuid, text: &str) -> Answer {
        self.does(visitor, say(conversation, text)).await
    }

    /// A teammate does something.
    pub(crate) async fn acts(
        &self,
        teammate: &Teammate,
        conversation: Uuid,
        command: Value,
    ) -> Answer {
        let path = format!("/api/conversations/{conversation}/commands");
        self.post(&path, teammate.who(), command).await
    }

    /// A new conversation in the queue: its id and epoch.
    pub(crate) async fn waiting(&self, visitor: &Visitor) -> (Uuid, u64) {
        let conversation = clock::new_id();
        let press = json!({
            "type": "ask_for_person", "id": new_id(), "conversation": conversation,
        });
        let done = self.does(visitor, press).await.ok();
        (conversation, done["epoch"].as_u64().unwrap())
    }

    /// A new conversation that the owner answers, in which nothing happens by itself.
    pub(crate) async fn answered(&self, visitor: &Visitor) -> (Uuid, u64) {
        let (conversation, epoch) = self.waiting(visitor).await;
        let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
        let done = self.acts(&self.owner, conversation, take).await.ok();
        (conversation, done["epoch"].as_u64().unwrap())
    }

    /// The thread as its visitor reads it.
    pub(crate) async fn read_by(&self, visitor: &Visitor, conversation: Uuid) -> Vec<Value> {
        let path = format!("/api/visitor/conversations/{conversation}/events");
        events(self.get(&path, visitor.who()).await)
    }

    /// The thread as the team reads it.
    pub(crate) async fn read(&self, conversation: Uuid) -> Vec<Value> {
        let path = format!("/api/conversations/{conversation}/events");
        events(self.get(&path, self.owner.who()).await)
    }

    /// The state as stored.
    pub(crate) async fn state(&self, conversation: Uuid) -> Conversation {
        let mut conn = self.app.db.read().await.unwrap();
        let row = conn.of(self.tenant).conversation(conversation.into(), None).await.unwrap();
        row.unwrap().row.state
    }

    /// The thread once it holds what is looked for.
    pub(crate) async fn read_until(&self, thread: Uuid, kind: &str, count: usize) -> Vec<Value> {
        let topic = Topic::Thread(self.tenant.workspace(), thread.into());
        let mut heard = self.app.bus.subscribe(&[topic]);
        let wait = async {
            loop {
                let events = self.read(thread).await;
                if of_kind(&events, kind).len() >= count {
                    return events;
                }
                heard.next().await;
            }
        };
        super::soon(kind, wait).await
    }

    /// The owner replies so many times to a thread that they answer.
    pub(crate) async fn replies(&self, thread: Uuid, epoch: u64, count: usize) {
        for number in 0..count {
            let reply = json!({
                "type": "reply", "id": new_id(), "epoch": epoch, "seen": 0,
                "text": format!("Reply {number}"),
            });
            self.acts(&self.owner, thread, reply).await.ok();
        }
    }

    /// Removes a teammate.
    pub(crate) async fn dismiss(&self, teammate: &Teammate) {
        let path = format!("/api/teammates/{}", teammate.id);
        self.send(Method::DELETE, &path, self.owner.who(), Value::Null).await.ok();
    }
}

pub(crate) fn new_id() -> Uuid {
    clock::new_id()
}

/// A message.
pub(crate) fn say(conversation: Uuid, text: &str) -> Value {
    json!({ "type": "say", "id": new_id(), "conversation": conversation, "text": text })
}

/// The events of a page of a thread.
#[track_caller]
pub(crate) fn events(answer: Answer) -> Vec<Value> {
    let mut page = answer.ok();
    assert_eq!(page["more"], false);
    match page["events"].take() {
        Value::Array(events) => events,
        other => panic!("{other}"),
    }
}

/// The events of one kind.
pub(crate) fn of_kind<'events>(events: &'events [Value], kind: &str) -> Vec<&'events Value> {
    events.iter().filter(|event| event["kind"] == kind).collect()
}
