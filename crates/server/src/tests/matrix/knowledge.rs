//! Sources and websites.

use serde_json::{Value, json};

use super::rows::{Row, ours, own, row};
use super::world::World;

pub(super) fn rows(world: &World) -> Vec<Row> {
    let source = format!("/api/sources/{}", world.us.source);
    let site = format!("/api/sites/{}", world.us.website);
    let reach_of_site = format!("/api/sources/{}/reach", world.us.website);
    let team = json!({ "readers": "team" });
    let text = json!({ "is": "text", "title": "Parking", "text": "Behind number 14." });
    let ask = json!({ "question": "In how many days is it sent back?" });
    let mut whom = ask.clone();
    // It is not on the public internet, so nobody is asked.
    let model = json!({ "address": "http://127.0.0.1:9/v1", "model": "eve" });
    let of = |what: &str| format!("/api/assistants/{}/{what}", world.us.assistant);
    let llm = of("models/first");
    let writer = json!({ "provider": "ollama", "address": "http://127.0.0.1:9/", "model": "m" });
    let feed = json!({ "address": "http://127.0.0.1:9/lots.csv" });
    whom["assistant"] = json!(world.us.assistant);
    vec![
        row("GET /api/sources", [own("/api/sources", Value::Null)]),
        row("POST /api/sources", [own("/api/sources", Value::Null)]),
        row("DELETE /api/sources/{id}", [ours(source.clone(), Value::Null)]),
        row("POST /api/sources/{id}/retry", [ours(format!("{source}/retry"), Value::Null)]),
        row("POST /api/sources/{id}/stop", [ours(format!("{source}/stop"), Value::Null)]),
        row("POST /api/sources/written", [own("/api/sources/written", text.clone())]),
        row("GET /api/sources/{id}/written", [ours(format!("{source}/written"), Value::Null)]),
        row("PUT /api/sources/{id}/written", [ours(format!("{source}/written"), text)]),
        row("GET /api/sources/reaches", [own("/api/sources/reaches", Value::Null)]),
        row(
            "PUT /api/sources/{id}/reach",
            [ours(format!("{source}/reach"), team.clone()), ours(reach_of_site, team)],
        ),
        row("GET /api/sources/uses", [own("/api/sources/uses", Value::Null)]),
        row("GET /api/sources/{id}/answers", [ours(format!("{source}/answers"), Value::Null)]),
        row("GET /api/sources/{id}/passages", [ours(format!("{source}/passages"), Value::Null)]),
        row("GET /api/sites", [own("/api/sites", Value::Null)]),
        row("POST /api/sites", [own("/api/sites", Value::Null)]),
        row("POST /api/sites/feed", [own("/api/sites/feed", feed)]),
        row("PATCH /api/sites/{id}", [ours(site.clone(), json!({ "pages": 7 }))]),
        row("DELETE /api/sites/{id}", [ours(site.clone(), Value::Null)]),
        row("POST /api/sites/{id}/pause", [ours(format!("{site}/pause"), Value::Null)]),
        row("POST /api/sites/{id}/resume", [ours(format!("{site}/resume"), Value::Null)]),
        row("POST /api/sites/{id}/read", [ours(format!("{site}/read"), Value::Null)]),
        row("GET /api/sites/{id}/pages", [ours(format!("{site}/pages?state=read"), Value::Null)]),
        row("GET /api/embeddings", [own("/api/embeddings", Value::Null)]),
        row("PUT /api/embeddings", [own("/api/embeddings", model.clone())]),
        row("DELETE /api/embeddings", [own("/api/embeddings", Value::Null)]),
        row("POST /api/embeddings/test", [own("/api/embeddings/test", model)]),
        row("GET /api/assistants/{id}/models", [ours(of("models"), Value::Null)]),
        row("PUT /api/assistants/{id}/models/{place}", [ours(llm.clone(), writer.clone())]),
        row("DELETE /api/assistants/{id}/models/{place}", [ours(llm.clone(), Value::Null)]),
        row("POST /api/assistants/{id}/models/{place}/test", [ours(format!("{llm}/test"), writer)]),
        row("PUT /api/assistants/{id}/budget", [ours(of("budget"), json!({ "monthly": 0 }))]),
        row("GET /api/assistants/{id}/usage", [ours(of("usage"), Value::Null)]),
        row("GET /api/assistants/{id}/usage.csv", [ours(of("usage.csv"), Value::Null)]),
        row("GET /api/assistants/{id}/calls.csv", [ours(of("calls.csv"), Value::Null)]),
        row("GET /api/prices", [own("/api/prices", Value::Null)]),
        row("PUT /api/prices", [own("/api/prices", json!({ "prices": [] }))]),
        row("POST /api/ask", [own("/api/ask", ask), ours("/api/ask", whom)]),
    ]
}
