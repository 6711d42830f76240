//! "You have a reply", and the link in it.

use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::server::{MailServer, Taken};
use super::token;
use crate::mail::notice;
use crate::tests::talk::{new_id, of_kind};
use crate::tests::{Answer, TestApp, Visitor, Who};

on_both!(
    a_reply_to_who_left_is_mailed_and_its_link_leads_back,
    several_replies_are_one_mail_and_what_was_seen_is_none,
    a_used_link_is_replaced_by_mail,
    a_forged_link_and_one_of_a_conversation_that_is_gone_look_alike,
);

pub(super) struct Story {
    pub(super) visitor: Visitor,
    pub(super) conversation: Uuid,
    pub(super) epoch: u64,
    pub(super) server: MailServer,
}

/// Maya has left her address and went; the owner has the conversation.
pub(super) async fn begin(test: &TestApp) -> Story {
    test.work();
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let visitor = test.visitor().await;
    let (conversation, epoch) = test.answered(&visitor).await;
    test.gives_address(&visitor, conversation).await;
    Story { visitor, conversation, epoch, server }
}

impl TestApp {
    /// A visitor types their address.
    pub(super) async fn gives_address(&self, visitor: &Visitor, conversation: Uuid) {
        let tell = json!({
            "type": "give_details", "id": new_id(), "conversation": conversation,
            "details": { "name": "Maya", "email": "maya@home.example" },
        });
        self.does(visitor, tell).await.ok();
    }

    pub(super) async fn looks(&self, conversation: Uuid) {
        notice::look(&self.app, self.tenant, conversation.into(), false).await.unwrap();
    }

    pub(super) async fn back(&self, what: &str, token: &str) -> Answer {
        self.post(&format!("/api/back/{what}"), Who::Nobody, json!({ "token": token })).await
    }
}

async fn replied(test: &TestApp, story: &Story) -> Taken {
    test.replies(story.conversation, story.epoch, 1).await;
    test.looks(story.conversation).await;
    story.server.takes(1).await.remove(0)
}

async fn a_reply_to_who_left_is_mailed_and_its_link_leads_back(test: TestApp) {
    let story = begin(&test).await;
    let mail = replied(&test, &story).await;
    assert_eq!(mail.to, "maya@home.example");
    assert!(mail.plain.contains("Olga") && mail.plain.contains("> Reply 0"), "{}", mail.plain);
    let link = token(&mail.plain);
    for _ in 0..3 {
        let opened = test.back("open", &link).await.ok();
        assert_eq!(opened["state"], "fresh", "looking does not use it");
    }
    let path = format!("/api/conversations/{}", story.conversation);
    assert_eq!(test.get(&path, test.owner.who()).await.ok()["email_confirmed"], false);
    let back = test.back("use", &link).await.ok();
    assert_eq!(back["visitor"], story.visitor.id.to_string());
    let here =
        Visitor { token: back["token"].as_str().unwrap().to_owned(), ..story.visitor.clone() };
    assert_eq!(of_kind(&test.read_by(&here, story.conversation).await, "replied").len(), 1);
    let there = test.read_by(&story.visitor, story.conversation).await;
    assert_eq!(of_kind(&there, "replied").len(), 1, "the first browser stays in");
    test.says(&here, story.conversation, "I am back.").await.ok();
    assert_eq!(test.get(&path, test.owner.who()).await.ok()["email_confirmed"], true);
}

async fn several_replies_are_one_mail_and_what_was_seen_is_none(test: TestApp) {
    let story = begin(&test).await;
    test.looks(story.conversation).await;
    test.replies(story.conversation, story.epoch, 3).await;
    for _ in 0..3 {
        test.looks(story.conversation).await;
    }
    let mail = story.server.takes(1).await.remove(0);
    assert!(mail.plain.contains("> Reply 2"), "{}", mail.plain);
    test.replies(story.conversation, story.epoch, 1).await;
    // Within minutes of a mail there is no second; it is looked again later.
    test.looks(story.conversation).await;
    let (other, epoch) = test.answered(&story.visitor).await;
    test.replies(other, epoch, 1).await;
    let seen = test.state(other).await.visitor_seq;
    test.app
        .db
        .write::<_, store::StoreError, _>({
            let tenant = test.tenant;
            move |tx| {
                Box::pin(async move {
                    tx.write_of(tenant).seen_by_visitor(other.into(), seen).await.map(drop)
                })
            }
        })
        .await
        .unwrap();
    test.looks(other).await;
    test.mails_until("sent", 1, |_| true).await;
    assert_eq!(story.server.taken().len(), 1);
    assert!(test.mails("waiting").await.is_empty());
}

async fn a_used_link_is_replaced_by_mail(test: TestApp) {
    let story = begin(&test).await;
    let link = token(&replied(&test, &story).await.plain);
    let (first, second) = tokio::join!(test.back("use", &link), test.back("use", &link));
    let mut both = [first.status, second.status];
    both.sort();
    assert_eq!(both, [StatusCode::OK, StatusCode::GONE], "of two browsers one comes in");
    assert_eq!(test.back("open", &link).await.ok()["state"], "used");
    assert_eq!(test.back("again", &link).await.status, StatusCode::NO_CONTENT);
    let fresh = story.server.takes(2).await.remove(1);
    assert_eq!(fresh.to, "maya@home.example");
    test.back("use", &token(&fresh.plain)).await.ok();
    // However often it is asked for, one address gets no more than its share.
    for _ in 0..20 {
        assert_eq!(test.back("again", &link).await.status, StatusCode::NO_CONTENT);
    }
    let limit = domain::limits::MAILS_ASKED_PER_HOUR as usize;
    test.mails_until("sent", limit + 1, |_| true).await;
    assert_eq!(story.server.taken().len(), limit + 1);
}

async fn a_forged_link_and_one_of_a_conversation_that_is_gone_look_alike(test: TestApp) {
    let story = begin(&test).await;
    let link = token(&replied(&test, &story).await.plain);
    let forged = format!("{}{}", if link.starts_with('A') { 'B' } else { 'A' }, &link[1..]);
    let mut said = Vec::new();
    for what in ["open", "use"] {
        said.push(test.back(what, &forged).await.text);
    }
    // Somebody else's key signs nothing here.
    let other = TestApp::new().await;
    said.push(other.back("open", &link).await.text);
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("does not work"), "{said:?}");
}
