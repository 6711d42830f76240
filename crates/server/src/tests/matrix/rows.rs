//! What is tried at each route: requests that name our things, in path, query and body.

use serde_json::{Value, json};

use super::world::World;
use crate::tests::talk::new_id;

/// What a stranger must get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// 401, 403 or 404.
    Refused,
    /// Anything without a word of ours: what is asked for is their own, or nothing.
    Clean,
    /// It is meant for them.
    Open,
}

/// One request.
#[derive(Debug)]
pub(super) struct Try {
    pub(super) path: String,
    pub(super) body: Value,
    /// For people of another workspace.
    pub(super) abroad: Expect,
    /// For another visitor of ours.
    pub(super) nearby: Expect,
    /// After all others: from then on they have a thread of the same id.
    pub(super) late: bool,
}

pub(super) struct Row {
    /// Method and path, as the table has them.
    pub(super) route: &'static str,
    pub(super) tries: Vec<Try>,
}

/// Names something of ours.
pub(super) fn ours(path: impl Into<String>, body: Value) -> Try {
    Try { path: path.into(), body, abroad: Expect::Refused, nearby: Expect::Refused, late: false }
}

/// Asks for what everybody has of their own.
pub(super) fn own(path: impl Into<String>, body: Value) -> Try {
    Try { abroad: Expect::Clean, nearby: Expect::Clean, ..ours(path, body) }
}

pub(super) fn row(route: &'static str, tries: impl Into<Vec<Try>>) -> Row {
    Row { route, tries: tries.into() }
}

trait Last {
    fn and(self, more: Row) -> Vec<Row>;
}

impl Last for Vec<Row> {
    fn and(mut self, more: Row) -> Vec<Row> {
        self.push(more);
        self
    }
}

pub(super) fn all(world: &World) -> Vec<Row> {
    [
        super::visitors::all(world),
        super::visitors::threads(world),
        for_accounts(world),
        for_people(world),
        for_teams(world),
        super::assistants::rows(world),
        super::actions::rows(world),
        super::rules::rows(world),
        super::tags::rows(),
        for_inbox(world).and(commands(world)),
        super::knowledge::rows(world),
        for_mail(world),
        for_everybody(world),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Try {
    pub(super) fn open(self) -> Self {
        Self { abroad: Expect::Open, ..self }
    }

    pub(super) fn last(self) -> Self {
        Self { late: true, ..self }
    }
}

fn for_accounts(world: &World) -> Vec<Row> {
    let wrong = json!({ "email": "quokkasam@shop.example", "password": "not this one" });
    let token = json!({ "token": world.us.invitation });
    let browser = json!({ "endpoint": "https://push.example/of-olga" });
    let forgotten = json!({ "email": "quokkasam@shop.example" });
    let used = json!({ "token": world.us.invitation, "name": "Eve", "password": "any long word" });
    vec![
        row("POST /api/session", [own("/api/session", wrong)]),
        row("DELETE /api/session", [own("/api/session", Value::Null)]),
        row("DELETE /api/sessions", [own("/api/sessions", Value::Null)]),
        row("GET /api/sessions", [own("/api/sessions", Value::Null)]),
        row("DELETE /api/sessions/others", [own("/api/sessions/others", Value::Null)]),
        row(
            "DELETE /api/sessions/{id}",
            [ours(format!("/api/sessions/{}", world.us.session), Value::Null)],
        ),
        row("GET /api/me", [own("/api/me", Value::Null)]),
        row("GET /api/push", [own("/api/push", Value::Null)]),
        row("POST /api/push", [own("/api/push", json!({}))]),
        row("DELETE /api/push", [own("/api/push", browser.clone())]),
        row("POST /api/push/test", [ours("/api/push/test", browser)]),
        row("PUT /api/me/availability", [own("/api/me/availability", json!({ "away": false }))]),
        row("POST /api/me/second-factor", [own("/api/me/second-factor", Value::Null)]),
        row(
            "POST /api/me/second-factor/confirm",
            [own("/api/me/second-factor/confirm", json!({ "code": "123456" }))],
        ),
        row(
            "POST /api/me/second-factor/off",
            [own("/api/me/second-factor/off", json!({ "password": "any", "code": "123456" }))],
        ),
        row("POST /api/me/picture", [own("/api/me/picture", Value::Null)]),
        row("DELETE /api/me/picture", [own("/api/me/picture", Value::Null)]),
        row("POST /api/links/open", [own("/api/links/open", token)]),
        row("POST /api/links/use", [own("/api/links/use", used)]),
        row("POST /api/links/forgotten", [own("/api/links/forgotten", forgotten)]),
    ]
}

fn for_people(world: &World) -> Vec<Row> {
    let us = &world.us;
    let teammate = format!("/api/teammates/{}", us.agent.id);
    let owner = format!("/api/teammates/{}", world.test.owner.id);
    let key = format!("/api/identity/keys/{}", us.key);
    let invite = json!({ "email": "new@elsewhere.example", "role": "agent" });
    let change = json!({ "name": "Eve", "role": "owner" });
    let reset = format!("{teammate}/reset");
    let invitation = format!("/api/invitations/{}", us.invitation);
    let assistant = format!("/api/assistants/{}", us.assistant);
    let resend = format!("{invitation}/resend");
    vec![
        row("GET /api/people", [own("/api/people", Value::Null)]),
        row("POST /api/invitations", [own("/api/invitations", invite)]),
        row("POST /api/invitations/{id}/resend", [ours(resend, Value::Null)]),
        row("DELETE /api/invitations/{id}", [ours(invitation, Value::Null)]),
        row(
            "PATCH /api/teammates/{id}",
            [ours(teammate.clone(), change.clone()), ours(owner, change)],
        ),
        row("DELETE /api/teammates/{id}", [ours(teammate, Value::Null)]),
        row("POST /api/teammates/{id}/reset", [ours(reset, Value::Null)]),
        row(
            "POST /api/assistants/{id}/picture",
            [Try { abroad: Expect::Clean, ..ours(format!("{assistant}/picture"), Value::Null) }],
        ),
        row(
            "DELETE /api/assistants/{id}/picture",
            [ours(format!("{assistant}/picture"), Value::Null)],
        ),
        row(
            "GET /api/assistants/{id}/sightings",
            [ours(format!("{assistant}/sightings"), Value::Null)],
        ),
        row("POST /api/look", [own("/api/look", look())]),
        row("GET /preview/{site}", [ours(format!("/preview/{}", us.site), Value::Null)]),
        row("GET /api/setup", [own("/api/setup", Value::Null)]),
        row("PATCH /api/setup", [own("/api/setup", json!({ "closed": true }))]),
        row(
            "DELETE /api/teammates/{id}/second-factor",
            [ours(format!("/api/teammates/{}/second-factor", us.agent.id), Value::Null)],
        ),
        row("GET /api/identity", [own("/api/identity", Value::Null)]),
        row("PATCH /api/identity", [own("/api/identity", json!({ "allow_hash": true }))]),
        row("POST /api/identity/keys", [own("/api/identity/keys", Value::Null)]),
        row("DELETE /api/identity/keys/{id}", [ours(key, Value::Null)]),
    ]
}

fn for_teams(world: &World) -> Vec<Row> {
    let us = &world.us;
    let team = format!("/api/teams/{}", us.team);
    let monday = json!([{ "from": "09:00", "to": "17:00" }]);
    let hours = json!({ "zone": "UTC", "week": { "monday": monday }, "holidays": [
        { "date": "2026-12-25", "name": "A day", "spans": [{ "from": "09:00", "to": "10:00" }] },
    ] });
    vec![
        // Their team with our agent in it.
        row(
            "POST /api/teams",
            [own("/api/teams", json!({ "name": "A", "members": [us.agent.id] }))],
        ),
        row(
            "PATCH /api/teams/{id}",
            [ours(team.clone(), json!({ "name": "Eve", "members": [world.them.owner.id] }))],
        ),
        row("DELETE /api/teams/{id}", [ours(team, Value::Null)]),
        row("GET /api/promise", [own("/api/promise", Value::Null)]),
        row("PUT /api/promise", [own("/api/promise", json!({ "minutes": null }))]),
        row("GET /api/hours", [own("/api/hours", Value::Null)]),
        row(
            "PUT /api/hours",
            [
                ours("/api/hours", json!({ "team": us.team, "hours": hours })),
                own("/api/hours", json!({ "hours": null })),
            ],
        ),
        row("POST /api/hours/preview", [own("/api/hours/preview", hours)]),
        row("GET /api/workspace", [own("/api/workspace", Value::Null)]),
        row(
            "PATCH /api/workspace",
            [own("/api/workspace", json!({ "name": "Eve", "shows_names": false }))],
        ),
    ]
}

fn look() -> Value {
    json!({
        "brand": "#ffd43b", "theme": "system", "side": "end", "offset_side_px": 20,
        "offset_bottom_px": 20, "sign": "bubble", "label": "", "radius_px": 16,
    })
}

fn for_inbox(world: &World) -> Vec<Row> {
    let thread = format!("/api/conversations/{}", world.us.conversation);
    let events = format!("{thread}/events?after=0");
    let watch = json!({ "watch": { "conversation": world.us.conversation, "after": 0 } });
    let cursor = format!("9999999999999.{}", world.us.conversation);
    let window = |view: &str| own(format!("/api/conversations?view={view}"), Value::Null);
    vec![
        row("GET /api/socket", [own("/api/socket", Value::Null)]),
        row(
            "POST /api/poll",
            [ours("/api/poll", watch), own("/api/poll", json!({ "changed_since": 1 }))],
        ),
        row(
            "GET /api/conversations",
            [
                window("all"),
                window("mine"),
                own(format!("/api/conversations?view=waiting&team={}", world.us.team), Value::Null),
                own(format!("/api/conversations?view=all&cursor={cursor}&limit=9"), Value::Null),
            ],
        ),
        row("GET /api/conversations/{id}", [ours(thread.clone(), Value::Null)]),
        row("GET /api/conversations/{id}/events", [ours(events, Value::Null)]),
        row(
            "POST /api/conversations/{id}/pictures",
            [own(format!("{thread}/pictures"), Value::Null)],
        ),
        row(
            "GET /api/conversations/{id}/pictures/{picture}",
            [ours(format!("{thread}/pictures/{}", world.us.picture), Value::Null)],
        ),
        row(
            "POST /api/conversations/{id}/seen",
            [ours(format!("{thread}/seen"), json!({ "seq": 9 }))],
        ),
        row(
            "GET /api/conversations/{id}/turns/{turn}",
            [ours(format!("{thread}/turns/1"), Value::Null)],
        ),
        row(
            "PUT /api/conversations/{id}/turns/{turn}/rating",
            [ours(format!("{thread}/turns/1/rating"), json!({ "good": false }))],
        ),
        row(
            "POST /api/conversations/{id}/transcript",
            [ours(format!("{thread}/transcript"), Value::Null)],
        ),
    ]
}

fn commands(world: &World) -> Row {
    let (us, them) = (&world.us, &world.them);
    let id = new_id();
    let path = format!("/api/conversations/{}/commands", us.conversation);
    let all = [
        json!({ "type": "take_over", "id": id, "epoch": us.epoch }),
        json!({ "type": "reply", "id": id, "epoch": us.epoch, "seen": 99, "text": "Eve" }),
        json!({ "type": "note", "id": id, "text": "Eve" }),
        json!({ "type": "mark", "id": id, "handoff": 3, "mark": "right" }),
        json!({ "type": "transfer", "id": id, "epoch": us.epoch, "to": them.owner.id }),
        json!({ "type": "route", "id": id, "epoch": us.epoch, "team": us.team }),
        json!({ "type": "tag", "id": id, "tag": "quokka-lost" }),
        json!({ "type": "untag", "id": id, "tag": "quokka-lost" }),
        json!({ "type": "hand_back", "id": id }),
        json!({ "type": "resolve", "id": id }),
        json!({ "type": "reopen", "id": id }),
    ];
    let mut tries: Vec<Try> = all.into_iter().map(|body| ours(path.clone(), body)).collect();
    // Our teammate in a thread of theirs.
    let give = json!({ "type": "transfer", "id": id, "epoch": them.epoch, "to": us.agent.id });
    tries.push(ours(format!("/api/conversations/{}/commands", them.conversation), give));
    // Our team for a thread of theirs.
    let give = json!({ "type": "route", "id": id, "epoch": them.epoch, "team": us.team });
    tries.push(ours(format!("/api/conversations/{}/commands", them.conversation), give));
    row("POST /api/conversations/{id}/commands", tries)
}

fn for_mail(world: &World) -> Vec<Row> {
    let mail = format!("/api/mails/{}", world.us.mail);
    // Nobody listens at this port.
    let set_up = json!({
        "host": "127.0.0.1", "port": 1, "security": "none",
        "from_address": "eve@elsewhere.example", "from_name": "Eve",
    });
    let forged = json!({ "token": "A".repeat(96) });
    vec![
        row("GET /api/mail", [own("/api/mail", Value::Null)]),
        row("POST /api/mail", [own("/api/mail", set_up)]),
        row("DELETE /api/mail", [own("/api/mail", Value::Null)]),
        row("POST /api/mail/test", [own("/api/mail/test", json!({ "to": "eve@else.example" }))]),
        row("GET /api/mails", [own("/api/mails", Value::Null)]),
        row("POST /api/mails/{id}/retry", [ours(format!("{mail}/retry"), Value::Null)]),
        row("DELETE /api/mails/{id}", [ours(mail, Value::Null)]),
        row("POST /api/back/open", [own("/api/back/open", forged.clone())]),
        row("POST /api/back/use", [own("/api/back/use", forged.clone())]),
        row("POST /api/back/again", [own("/api/back/again", forged)]),
    ]
}

fn for_everybody(world: &World) -> Vec<Row> {
    let open = |path: &str| own(path, Value::Null);
    let frame = format!("/frame/{}", world.us.site);
    let loader = format!("/widget.js?site={}", world.us.site);
    vec![
        row("GET /health", [open("/health")]),
        row("GET /ready", [open("/ready")]),
        row("GET /api/openapi.json", [open("/api/openapi.json")]),
        row("GET /widget.js", [open("/widget.js"), open(&loader)]),
        row("GET /manifest.webmanifest", [open("/manifest.webmanifest")]),
        row("GET /app/{name}", [open("/app/icon-192.png"), open("/app/..%2fwidget.js")]),
        row("GET /sw.js", [open("/sw.js")]),
        row("GET /try/{site}", [open(&format!("/try/{}", world.us.site)), open("/try/nobody")]),
        row("GET /back", [open("/back")]),
        row("GET /frame/{site}", [open(&frame), open("/frame/nobody")]),
        row(
            "GET /pictures/{id}",
            // What is sent in a conversation is nobody's face.
            [ours(format!("/pictures/{}", world.us.picture), Value::Null)],
        ),
        row(
            "GET /assets/{*path}",
            [open("/assets/nothing.js"), open("/assets/..%2f..%2f..%2fCargo.toml")],
        ),
    ]
}
