//! Custom actions over the API: from a button to the queue.

mod asking;
mod drafts;
mod guards;

use axum::http::Method;
use domain::id::AssistantId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{TestApp, Visitor};
use crate::tests::talk::{new_id, of_kind};

impl TestApp {
    /// An action that visitors have.
    pub(crate) async fn publishes(&self, of: AssistantId, definition: Value) -> Uuid {
        let body = json!({ "definition": definition });
        let path = format!("/api/assistants/{of}/actions");
        let made = self.post(&path, self.owner.who(), body).await.ok();
        let id: Uuid = made["id"].as_str().unwrap().parse().unwrap();
        let path = format!("/api/actions/{id}/publish");
        self.post(&path, self.owner.who(), Value::Null).await.ok();
        id
    }

    /// A visitor presses the button of an action in a new conversation.
    pub(crate) async fn starts(&self, visitor: &Visitor, action: Uuid) -> Uuid {
        let conversation = new_id();
        let start = json!({
            "type": "start_action", "id": new_id(), "conversation": conversation,
            "action": action.to_string(),
        });
        self.does(visitor, start).await.ok();
        conversation
    }

    /// A visitor answers the form that was shown last.
    pub(crate) async fn fills(&self, visitor: &Visitor, thread: Uuid, values: Value) -> Value {
        let events = self.read(thread).await;
        let shown = of_kind(&events, "form_shown");
        let shown = shown.last().expect("a form was shown");
        let give = json!({
            "type": "give_fields", "id": new_id(), "conversation": thread,
            "run": shown["run"], "step": shown["step"], "values": values,
        });
        self.does(visitor, give).await.json
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Value {
        self.send(Method::PUT, path, self.owner.who(), body).await.ok()
    }
}

/// Disputes a bid, and goes to the team with what it asked.
pub(super) fn dispute() -> Value {
    json!({
        "name": "Dispute a bid",
        "starts": { "button": { "label": "Dispute a bid", "place": "greeting" },
                    "phrases": ["I want to dispute a bid"], "script": "dispute" },
        "fields": [
            { "key": "name", "label": "Your name", "required": true, "kind": { "type": "text" },
              "known_from": [{ "from": "name" }] },
            { "key": "lot", "label": "Lot number", "required": true,
              "kind": { "type": "number", "whole": true } },
            { "key": "bidder", "label": "Bidder", "kind": { "type": "text" },
              "known_from": [{ "from": "attribute", "name": "bidder_id" }] },
        ],
        "otherwise": [
            { "do": "tag", "tag": "bid-dispute" },
            { "do": "priority", "priority": "high" },
            { "do": "say", "text": "Thank you, {{name}}. Somebody looks at lot {{lot}} now." },
            { "do": "hand_off", "team": null, "reason": "Lot {{lot}}, bidder {{bidder}}" },
        ],
    })
}
