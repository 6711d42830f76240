//! The routes of tags.

use serde_json::{Value, json};

use super::rows::{Row, ours, own, row};

pub(super) fn rows() -> Vec<Row> {
    let tag = "/api/tags/quokka-lost";
    let text = json!({ "name": "Eve", "description": "Of Eve." });
    let of = |more: &str| format!("{tag}{more}");
    vec![
        row("GET /api/tags", [own("/api/tags", Value::Null)]),
        row("POST /api/tags", [own("/api/tags", json!({ "tag": "eve", "text": text }))]),
        row("PATCH /api/tags/{id}", [ours(tag, json!({ "text": text }))]),
        row("POST /api/tags/{id}/preview", [ours(of("/preview"), Value::Null)]),
        row("POST /api/tags/{id}/apply", [ours(of("/apply"), Value::Null)]),
        row("DELETE /api/tags/{id}", [ours(tag, Value::Null)]),
    ]
}
