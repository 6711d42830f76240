//! The routes of assistants and of going live.

use serde_json::{Value, json};

use super::rows::{Row, ours, own, row};
use super::world::World;

pub(super) fn rows(world: &World) -> Vec<Row> {
    let (us, them) = (&world.us, &world.them);
    let of = |what: &str| format!("/api/assistants/{}{what}", us.assistant);
    let theirs = format!("/api/assistants/{}/sources", them.visitor.assistant);
    let renamed = json!({ "name": "Eve", "allowed_sites": ["https://eve.example"] });
    let rollout = json!({ "rollout": { "stage": "off", "share": 0 } });
    let none = json!({ "all": false, "sources": [] });
    let stolen = json!({ "all": false, "sources": [us.source] });
    let page = json!({ "include": ["/a"], "exclude": [], "address": "https://a.example/a" });
    vec![
        row("GET /api/assistants", [own("/api/assistants", Value::Null)]),
        row("POST /api/assistants", [own("/api/assistants", json!({ "name": "Eve" }))]),
        row("PATCH /api/assistants/{id}", [ours(of(""), renamed), ours(of(""), rollout)]),
        row("GET /api/assistants/{id}/level", [ours(of("/level"), Value::Null)]),
        row("PUT /api/assistants/{id}/level", [ours(of("/level"), json!({ "level": "eager" }))]),
        row("GET /api/assistants/{id}/versions", [ours(of("/versions"), Value::Null)]),
        row("POST /api/assistants/{id}/copy", [ours(of("/copy"), json!({ "name": "Eve too" }))]),
        row("POST /api/assistants/{id}/archive", [ours(of("/archive"), Value::Null)]),
        row("POST /api/assistants/{id}/restore", [ours(of("/restore"), Value::Null)]),
        row("GET /api/assistants/{id}/sources", [ours(of("/sources"), Value::Null)]),
        row(
            "PATCH /api/assistants/{id}/sources",
            [ours(of("/sources"), none), ours(theirs, stolen)],
        ),
        row("GET /api/assistants/{id}/progress", [ours(of("/progress"), Value::Null)]),
        row("POST /api/assistants/{id}/rehearsal", [ours(of("/rehearsal"), json!({}))]),
        row("POST /api/pages/try", [own("/api/pages/try", page)]),
        row("DELETE /api/rehearsals", [own("/api/rehearsals", Value::Null)]),
    ]
}
