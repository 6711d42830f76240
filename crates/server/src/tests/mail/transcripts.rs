//! Transcripts hold what the visitor could read, and nothing else.

use axum::http::{Method, StatusCode};
use domain::limits::{MAILS_ASKED_PER_HOUR, STRANGERS_MAILS_PER_HOUR};
use serde_json::{Value, json};
use uuid::Uuid;

use super::server::MailServer;
use crate::tests::talk::new_id;
use crate::tests::{TestApp, Visitor, Who};

on_both!(
    a_visitor_keeps_their_conversation,
    a_teammate_mails_it_to_the_address_that_was_left,
    without_mail_it_can_be_downloaded,
    many_strangers_mail_no_more_together_and_the_team_goes_on,
);

async fn begin(test: &TestApp) -> (Visitor, Uuid, u64) {
    test.work();
    let visitor = test.visitor().await;
    let (conversation, epoch) = test.answered(&visitor).await;
    test.says(&visitor, conversation, "Where is my order?").await.ok();
    let note = json!({ "type": "note", "id": new_id(), "text": "A secret of the team." });
    test.acts(&test.owner, conversation, note).await.ok();
    test.replies(conversation, epoch, 1).await;
    (visitor, conversation, epoch)
}

fn is_whole(text: &str) {
    for words in ["Where is my order?", "Reply 0", "Olga"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("A secret of the team."), "{text}");
}

async fn a_visitor_keeps_their_conversation(test: TestApp) {
    let (visitor, conversation, _) = begin(&test).await;
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let path = format!("/api/visitor/conversations/{conversation}/transcript");
    let download = test.get(&path, visitor.who()).await;
    assert_eq!(download.header("content-type"), "text/plain; charset=utf-8");
    is_whole(&download.text);
    let to = json!({ "email": "maya@home.example" });
    test.post(&path, visitor.who(), to.clone()).await.ok();
    let mail = server.takes(1).await.remove(0);
    assert_eq!(mail.to, "maya@home.example");
    is_whole(&mail.plain);
    for _ in 1..MAILS_ASKED_PER_HOUR {
        test.post(&path, visitor.who(), to.clone()).await.ok();
    }
    let flood = test.post(&path, visitor.who(), to).await;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    let wrong = test.post(&path, visitor.who(), json!({ "email": "maya" })).await;
    assert_eq!(wrong.field(), "email");
}

async fn a_teammate_mails_it_to_the_address_that_was_left(test: TestApp) {
    let (visitor, conversation, _) = begin(&test).await;
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let path = format!("/api/conversations/{conversation}/transcript");
    let nowhere = test.post(&path, test.owner.who(), Value::Null).await;
    assert_eq!(nowhere.field(), "email", "{nowhere:?}");
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": conversation,
        "details": { "email": "maya@home.example" },
    });
    test.does(&visitor, tell).await.ok();
    let mailed = test.post(&path, test.owner.who(), Value::Null).await.ok();
    assert_eq!(mailed["to"], "maya@home.example");
    is_whole(&server.takes(1).await.remove(0).plain);
}

async fn many_strangers_mail_no_more_together_and_the_team_goes_on(test: TestApp) {
    let (visitor, conversation, _) = begin(&test).await;
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let link = test.mailed_link(conversation, "maya@home.example").await;
    test.post("/api/back/use", Who::Nobody, json!({ "token": link })).await.ok();
    let ask = async |number: i64| {
        let one = test.visitor().await;
        let (thread, _) = test.waiting(&one).await;
        let path = format!("/api/visitor/conversations/{thread}/transcript");
        let to = json!({ "email": format!("victim{number}@home.example") });
        let from = [10, 0, 0, u8::try_from(number).unwrap()].into();
        let ours = test.app.config.origin();
        test.send_from(from, &ours, Method::POST, &path, one.who(), to).await
    };
    for number in 0..STRANGERS_MAILS_PER_HOUR {
        ask(number).await.ok();
    }
    let refused = ask(STRANGERS_MAILS_PER_HOUR).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (429, "too_fast"), "{refused:?}");
    assert!(refused.text.contains("Download this one"), "{refused:?}");
    let again = test.post("/api/back/again", Who::Nobody, json!({ "token": link })).await;
    assert_eq!(again.code(), "too_fast", "{again:?}");
    let tell = json!({
        "type": "give_details", "id": new_id(), "conversation": conversation,
        "details": { "email": "maya@home.example" },
    });
    test.does(&visitor, tell).await.ok();
    let path = format!("/api/conversations/{conversation}/transcript");
    test.post(&path, test.owner.who(), Value::Null).await.ok();
    let invite = json!({ "email": "kim@shop.example", "role": "agent" });
    let invited = test.post("/api/invitations", test.owner.who(), invite).await.ok();
    assert_eq!(invited["sent_to"], "kim@shop.example", "{invited}");
}

async fn without_mail_it_can_be_downloaded(test: TestApp) {
    let (visitor, conversation, _) = begin(&test).await;
    let path = format!("/api/visitor/conversations/{conversation}/transcript");
    let to = json!({ "email": "maya@home.example" });
    let refused = test.post(&path, visitor.who(), to).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    is_whole(&test.get(&path, visitor.who()).await.text);
}
