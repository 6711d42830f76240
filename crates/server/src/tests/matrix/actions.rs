//! The routes of custom actions.

use serde_json::{Value, json};

use super::rows::{Row, ours, own, row};
use super::world::World;

pub(super) fn rows(world: &World) -> Vec<Row> {
    let us = &world.us;
    let of = |what: &str| format!("/api/assistants/{}/actions{what}", us.assistant);
    let one = |what: &str| format!("/api/actions/{}{what}", us.action);
    let in_thread = |what: &str| format!("/api/conversations/{}{what}", us.conversation);
    let draft = json!({ "draft": { "name": "Eve" }, "revision": 2 });
    let order = json!({ "actions": [us.action] });
    let secret = "/api/action-secrets/quokka_key";
    vec![
        row("GET /api/assistants/{id}/actions", [ours(of(""), Value::Null)]),
        row("POST /api/assistants/{id}/actions", [ours(of(""), json!({ "definition": {} }))]),
        row("PUT /api/assistants/{id}/actions/order", [ours(of("/order"), order)]),
        row("GET /api/action-templates", [own("/api/action-templates", Value::Null)]),
        row("GET /api/actions/{id}", [ours(one(""), Value::Null)]),
        row("PUT /api/actions/{id}", [ours(one(""), draft)]),
        row("POST /api/actions/{id}/publish", [ours(one("/publish"), Value::Null)]),
        row("PATCH /api/actions/{id}", [ours(one(""), json!({ "on": false }))]),
        row("DELETE /api/actions/{id}", [ours(one(""), Value::Null).last()]),
        row("GET /api/actions/{id}/versions", [ours(one("/versions"), Value::Null)]),
        row("POST /api/actions/{id}/try", [ours(one("/try"), json!({}))]),
        row("GET /api/actions/{id}/runs", [ours(one("/runs"), Value::Null)]),
        row("GET /api/action-secrets", [own("/api/action-secrets", Value::Null)]),
        row("PUT /api/action-secrets/{name}", [own(secret, json!({ "secret": "eve" }))]),
        row("DELETE /api/action-secrets/{name}", [own(secret, Value::Null)]),
        row("GET /api/conversations/{id}/actions", [ours(in_thread("/actions"), Value::Null)]),
        row(
            "GET /api/conversations/{id}/runs/{run}",
            [ours(in_thread(&format!("/runs/{}", us.run)), Value::Null)],
        ),
    ]
}
