//! What waits, fails, is tried again and is taken out.

use axum::http::{Method, StatusCode};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::server::MailServer;
use super::setup;
use crate::clock;
use crate::mail::outbox;
use crate::tests::TestApp;

on_both!(
    after_an_outage_each_mail_goes_out_once,
    a_refusal_for_good_fails_at_once_and_can_be_tried_again,
    what_waits_for_settings_goes_out_with_them,
    a_mail_that_is_discarded_is_never_sent,
    a_try_of_an_earlier_round_does_nothing,
);

async fn invite(test: &TestApp, email: &str) {
    let body = json!({ "email": email, "role": "agent" });
    test.post("/api/invitations", test.owner.who(), body).await.ok();
}

async fn after_an_outage_each_mail_goes_out_once(test: TestApp) {
    test.work();
    let port = MailServer::nowhere().await;
    test.post("/api/mail", test.owner.who(), setup(port)).await.ok();
    for number in 0..5 {
        invite(&test, &format!("kim{number}@shop.example")).await;
    }
    let waiting = test.mails_until("waiting", 5, |mail| mail["failures"] == 1).await;
    for mail in &waiting {
        assert!(mail["detail"].as_str().unwrap().contains("cannot be reached"), "{mail}");
        let wait = mail["next_at"].as_i64().unwrap() - clock::now();
        assert!((1..=60_000).contains(&wait), "{mail}");
    }
    let server = MailServer::start().await;
    server.answers("MAIL", "451 too busy, come back");
    test.mails_by(&server).await;
    let waiting = test.mails_until("waiting", 5, |mail| mail["failures"] == 2).await;
    assert!(waiting[0]["said"].as_str().unwrap().contains("too busy"), "{}", waiting[0]);
    server.takes_all();
    for mail in &waiting {
        // However often and fast it is pressed, it is one mail.
        let path = format!("/api/mails/{}/retry", mail["id"].as_str().unwrap());
        let press = || test.send(Method::POST, &path, test.owner.who(), Value::Null);
        let pressed = join_all([press(), press(), press()]).await;
        assert!(pressed.iter().any(|answer| answer.status.is_success()), "{pressed:?}");
    }
    test.mails_until("sent", 5, |_| true).await;
    let mut to: Vec<_> = server.taken().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to.len(), 5, "{to:?}");
    to.dedup();
    assert_eq!(to.len(), 5, "{to:?}");
}

async fn a_refusal_for_good_fails_at_once_and_can_be_tried_again(test: TestApp) {
    test.work();
    let server = MailServer::start().await;
    server.answers("RCPT", "550 5.1.1 no such person");
    test.mails_by(&server).await;
    invite(&test, "kim@shop.example").await;
    let failed = test.mails_until("failed", 1, |_| true).await.remove(0);
    assert_eq!((&failed["failures"], &failed["next_at"]), (&json!(1), &Value::Null));
    assert!(failed["said"].as_str().unwrap().contains("no such person"), "{failed}");
    server.takes_all();
    test.retry(&failed).await;
    test.mails_until("sent", 1, |_| true).await;
    let path = format!("/api/mails/{}/retry", failed["id"].as_str().unwrap());
    let late = test.post(&path, test.owner.who(), Value::Null).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "what was sent is not sent again");
    assert_eq!(server.taken().len(), 1);
}

async fn what_waits_for_settings_goes_out_with_them(test: TestApp) {
    test.work();
    let mail = test.waiting_mail("maya@home.example").await;
    let waiting = test.mails("waiting").await;
    assert_eq!(waiting[0]["id"], mail.to_string());
    assert_eq!((&waiting[0]["next_at"], &waiting[0]["failures"]), (&Value::Null, &json!(0)));
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let taken = server.takes(1).await.remove(0);
    assert!(taken.head.contains(&format!("Message-ID: <{mail}@shop.example>")), "{}", taken.head);
    assert!(taken.head.contains("Auto-Submitted: auto-generated"), "{}", taken.head);
}

async fn a_mail_that_is_discarded_is_never_sent(test: TestApp) {
    test.work();
    let mail = test.waiting_mail("maya@home.example").await;
    let path = format!("/api/mails/{mail}");
    test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await.ok();
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    invite(&test, "kim@shop.example").await;
    test.mails_until("sent", 1, |_| true).await;
    assert_eq!(server.taken().len(), 1);
    assert_eq!(test.mails("discarded").await.len(), 1);
}

async fn a_try_of_an_earlier_round_does_nothing(test: TestApp) {
    test.work();
    let mail = test.waiting_mail("maya@home.example").await;
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    test.mails_until("sent", 1, |_| true).await;
    for round in 0..4 {
        outbox::send(&test.app, test.tenant, mail.into(), round).await.unwrap();
    }
    assert_eq!(server.taken().len(), 1);
}
