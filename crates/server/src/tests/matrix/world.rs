//! Two workspaces on one server: ours, with a bit of everything, and theirs.

use axum::http::Method;
use domain::access::Role;
use domain::id::AssistantId;
use serde_json::{Value, json};
use store::Tenant;
use uuid::Uuid;

use crate::clock;
use crate::tests::identity::{in_an_hour, sign};
use crate::tests::talk::{new_id, say};
use crate::tests::{Teammate, TestApp, Visitor};

/// Stands in every word of ours that is nobody else's business.
const MARK: &str = "quokka";

pub(super) struct World {
    pub(super) test: TestApp,
    pub(super) us: Ours,
    pub(super) them: Theirs,
}

/// What strangers must not reach.
pub(super) struct Ours {
    pub(super) visitor: Visitor,
    /// Another visitor of the same workspace.
    pub(super) neighbour: Visitor,
    pub(super) agent: Teammate,
    pub(super) conversation: Uuid,
    /// Of the conversation.
    pub(super) picture: Uuid,
    pub(super) epoch: u64,
    pub(super) source: Uuid,
    pub(super) website: Uuid,
    pub(super) invitation: String,
    /// A mail that waits.
    pub(super) mail: Uuid,
    pub(super) assistant: AssistantId,
    pub(super) site: String,
    pub(super) team: Uuid,
    pub(super) session: Uuid,
    pub(super) action: Uuid,
    /// Of that action, in the conversation.
    pub(super) run: u64,
    /// A signing key, and a token by it that our visitor has used.
    pub(super) key: Uuid,
    pub(super) identity: String,
}

/// The strangers, who have a conversation of their own.
pub(super) struct Theirs {
    pub(super) tenant: Tenant,
    pub(super) owner: Teammate,
    pub(super) visitor: Visitor,
    pub(super) conversation: Uuid,
    pub(super) epoch: u64,
}

impl World {
    pub(super) async fn new(test: TestApp) -> Self {
        test.work();
        let us = Ours::new(&test).await;
        let them = Theirs::new(&test).await;
        Self { test, us, them }
    }

    /// What would tell that something of ours came out.
    pub(super) fn marks(&self) -> Vec<String> {
        let us = &self.us;
        vec![
            MARK.to_owned(),
            us.visitor.id.to_string(),
            us.agent.id.to_string(),
            self.test.owner.id.to_string(),
            us.conversation.to_string(),
            us.source.to_string(),
            us.website.to_string(),
            us.picture.to_string(),
            us.invitation.clone(),
            us.mail.to_string(),
            us.assistant.to_string(),
            us.team.to_string(),
            us.session.to_string(),
            us.action.to_string(),
            us.key.to_string(),
            self.test.tenant.workspace().to_string(),
        ]
    }

    /// Everything of ours that somebody could change.
    pub(super) async fn snapshot(&self) -> Vec<Value> {
        let owner = self.test.owner.who();
        let mut all = Vec::new();
        for path in [
            "/api/people",
            "/api/hours",
            "/api/workspace",
            "/api/assistants",
            "/api/identity",
            "/api/sources",
            "/api/sites",
            "/api/mail",
            "/api/mails",
            "/api/conversations?view=all",
            "/api/action-secrets",
            "/api/tags",
            &format!("/api/actions/{}", self.us.action),
            &format!("/api/assistants/{}/actions", self.us.assistant),
            &format!("/api/sources/{}/passages", self.us.source),
            &format!("/api/conversations/{}", self.us.conversation),
            &format!("/api/conversations/{}/events", self.us.conversation),
        ] {
            all.push(self.test.get(path, owner).await.ok());
        }
        for session in [&self.us.agent, &self.test.owner] {
            all.push(self.test.get("/api/me", session.who()).await.ok());
        }
        all
    }
}

impl Ours {
    async fn new(test: &TestApp) -> Self {
        let agent = test.teammate("Quokkasam", Role::Agent).await;
        let visitor = test.visitor().await;
        let (conversation, epoch) = test.answered(&visitor).await;
        let page = json!({ "url": "https://shop.example/quokka", "title": "Quokka" });
        let mut words = say(conversation, "My quokka is late.");
        words["page"] = page;
        test.does(&visitor, words).await.ok();
        let details = json!({ "name": "Quokka Fan", "email": "quokka@home.example" });
        let tell = json!({
            "type": "give_details", "id": new_id(), "conversation": conversation,
            "details": details,
        });
        test.does(&visitor, tell).await.ok();
        let note = json!({ "type": "note", "id": new_id(), "text": "A quokka again." });
        test.acts(&test.owner, conversation, note).await.ok();
        let source =
            test.learns("quokka.md", "# Quokkas\n\nA quokka is sent back in 14 days.").await;
        let invite = json!({ "email": "quokka@shop.example", "role": "agent" });
        test.post("/api/invitations", test.owner.who(), invite).await.ok();
        let people = test.get("/api/people", test.owner.who()).await.ok();
        let team = json!({ "name": "Quokkas", "members": [agent.id] });
        let team = test.post("/api/teams", test.owner.who(), team).await.ok();
        let lost = json!({ "name": "Quokka lost", "examples": ["my quokka is lost"] });
        let tag = json!({ "tag": "quokka-lost", "text": lost });
        test.post("/api/tags", test.owner.who(), tag).await.ok();
        let tag = json!({ "type": "tag", "id": new_id(), "tag": "quokka-lost" });
        test.acts(&test.owner, conversation, tag).await.ok();
        let sessions = test.get("/api/sessions", agent.who()).await.ok();
        let id = |value: &Value| value["id"].as_str().unwrap().parse().unwrap();
        let key = test.signing_key().await;
        let mine = json!({ "sub": "quokka-7", "jti": "quokka-1", "exp": in_an_hour() });
        let identity = sign(&key, &mine);
        test.proves(&visitor, &identity).await.ok();
        let known = test.get("/api/assistants", test.owner.who()).await.ok();
        let action = test.publishes(visitor.assistant, quokka_action()).await;
        let send = json!({
            "type": "send_action", "id": new_id(), "epoch": epoch, "action": action,
        });
        test.acts(&test.owner, conversation, send).await.ok();
        test.read_until(conversation, "form_shown", 1).await;
        Self {
            mail: test.waiting_mail("quokka@shop.example").await,
            neighbour: test.visitor().await,
            assistant: visitor.assistant,
            picture: test.picture(&visitor, conversation).await,
            visitor,
            team: id(&team),
            session: id(&sessions["sessions"][0]),
            action,
            run: 1,
            agent,
            conversation,
            epoch,
            source,
            website: website(test).await,
            invitation: people["invitations"][0]["id"].as_str().unwrap().to_owned(),
            site: known["assistants"][0]["site"].as_str().unwrap().to_owned(),
            key: key.id,
            identity,
        }
    }
}

impl Theirs {
    async fn new(test: &TestApp) -> Self {
        let (tenant, owner) = test.other_workspace().await;
        let visitor = test.visitor_of(tenant).await;
        let (conversation, epoch) = test.waiting(&visitor).await;
        let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
        let path = format!("/api/conversations/{conversation}/commands");
        let done = test.send(Method::POST, &path, owner.who(), take).await.ok();
        Self { tenant, owner, visitor, conversation, epoch: done["epoch"].as_u64().unwrap() }
    }
}

fn quokka_action() -> Value {
    json!({
        "name": "Quokka order",
        "starts": { "teammate": true },
        "fields": [{ "key": "order", "label": "Quokka", "kind": { "type": "text" } }],
        "otherwise": [{ "do": "say", "text": "A quokka is on its way." }],
    })
}

/// A website that is paused, so that nobody asks it for anything.
async fn website(test: &TestApp) -> Uuid {
    let (id, tenant): (domain::id::SiteId, _) = (clock::new_id(), test.tenant);
    let site = store::Site {
        id,
        address: "https://quokka.example/".into(),
        plan: "{}".into(),
        state: r#"{"is":"paused"}"#.into(),
        run: 1,
        round: 1,
        created_at: 1,
        changed_at: 1,
        read_at: None,
        next_at: None,
    };
    let stored = test.app.db.write::<_, store::StoreError, _>(move |tx| {
        let site = site.clone();
        Box::pin(async move { tx.write_of(tenant).insert_site(&site).await })
    });
    assert!(stored.await.unwrap());
    id.uuid()
}
