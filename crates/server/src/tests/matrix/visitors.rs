//! What is tried at the routes of visitors.

use serde_json::{Value, json};

use super::rows::{Expect, Row, Try, ours, own, row};
use super::world::World;
use crate::tests::talk::{new_id, say};

pub(super) fn all(world: &World) -> Vec<Row> {
    let us = &world.us;
    let thread = us.conversation;
    let of = |kind: &str, mut more: Value| {
        more["type"] = kind.into();
        more["id"] = json!(new_id());
        more["conversation"] = json!(thread);
        more
    };
    // An id that is ours begins a thread of their own there: ids are made by browsers.
    let begins =
        |body| Try { abroad: Expect::Clean, late: true, ..ours("/api/visitor/commands", body) };
    let mut words = say(thread, "Whose is this?");
    words["page"] = json!({ "url": "https://x.example", "attributes": { "any": "thing" } });
    let details = json!({ "details": { "name": "Eve" } });
    vec![
        row(
            "POST /api/visitor/session",
            [own(
                "/api/visitor/session",
                json!({ "site": world.us.site, "token": world.them.visitor.token }),
            )
            .open()],
        ),
        row("DELETE /api/visitor/session", [own("/api/visitor/session", Value::Null).last()]),
        row(
            "POST /api/visitor/identity",
            [
                ours("/api/visitor/identity", json!({ "type": "token", "token": us.identity })),
                ours(
                    "/api/visitor/identity",
                    json!({ "type": "hash", "id": "quokka-7", "hash": "0".repeat(64) }),
                ),
            ],
        ),
        row("GET /api/visitor/socket", [own("/api/visitor/socket", Value::Null)]),
        row(
            "POST /api/visitor/commands",
            [
                begins(words),
                begins(of("ask_for_person", json!({}))),
                ours("/api/visitor/commands", of("give_details", details)),
                ours("/api/visitor/commands", of("cancel_wait", json!({}))),
                ours("/api/visitor/commands", of("cancel_action", json!({ "run": us.run }))),
                ours(
                    "/api/visitor/commands",
                    of("give_fields", json!({ "run": us.run, "step": 1, "values": {} })),
                ),
                ours(
                    "/api/visitor/commands",
                    of("start_action", json!({ "action": us.action.to_string() })),
                ),
            ],
        ),
        row("POST /api/visitor/actions", [own("/api/visitor/actions", json!({}))]),
        row(
            "POST /api/visitor/poll",
            [own("/api/visitor/poll", json!({ "cursors": { thread.to_string(): 0 } }))],
        ),
    ]
}

pub(super) fn threads(world: &World) -> Vec<Row> {
    let us = &world.us;
    let thread = us.conversation;
    let events = |query: &str| format!("/api/visitor/conversations/{thread}/events{query}");
    let picture =
        |query: &str| format!("/api/visitor/conversations/{thread}/pictures/{}{query}", us.picture);
    let transcript = format!("/api/visitor/conversations/{thread}/transcript");
    let rating = format!("/api/visitor/conversations/{thread}/turns/1/rating");
    let passage = |query| format!("/api/visitor/sources/{}/passages/0?{query}", us.source);
    vec![
        row(
            "GET /api/visitor/conversations/{id}/events",
            [ours(events(""), Value::Null), ours(events("?after=1"), Value::Null)],
        ),
        row(
            "POST /api/visitor/conversations/{id}/pictures",
            [own(format!("/api/visitor/conversations/{thread}/pictures"), Value::Null)],
        ),
        row(
            "GET /api/visitor/conversations/{id}/pictures/{picture}",
            [ours(picture(""), Value::Null), ours(picture("?small=true"), Value::Null)],
        ),
        row(
            "GET /api/visitor/sources/{source}/passages/{position}",
            // What is cited to one visitor may be read by every visitor of the same site.
            [Try { nearby: Expect::Open, ..ours(passage("revision=1"), Value::Null) }],
        ),
        row(
            "PUT /api/visitor/conversations/{id}/turns/{turn}/rating",
            [ours(rating, json!({ "good": false }))],
        ),
        row(
            "GET /api/visitor/conversations/{id}/transcript",
            [ours(transcript.clone(), Value::Null)],
        ),
        row(
            "POST /api/visitor/conversations/{id}/transcript",
            [ours(transcript, json!({ "email": "eve@elsewhere.example" }))],
        ),
    ]
}
