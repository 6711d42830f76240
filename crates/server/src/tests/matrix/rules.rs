//! The routes of escalation rules.

use serde_json::{Value, json};

use super::rows::{Row, ours, own, row};
use super::world::World;

pub(super) fn rows(world: &World) -> Vec<Row> {
    let path = format!("/api/assistants/{}/rules", world.us.assistant);
    let packet = format!("/api/conversations/{}/packet", world.us.conversation);
    vec![
        row("GET /api/assistants/{id}/rules", [ours(&path, Value::Null)]),
        row(
            "PUT /api/assistants/{id}/rules",
            [ours(&path, json!({ "rules": [], "revision": 0 })).last()],
        ),
        row(
            "POST /api/assistants/{id}/rules/back-test",
            [ours(format!("{path}/back-test"), json!({ "rules": [] }))],
        ),
        row("GET /api/handoffs", [own("/api/handoffs", Value::Null)]),
        row("GET /api/conversations/{id}/packet", [ours(&packet, Value::Null)]),
    ]
}
