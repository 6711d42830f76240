//! Invitations and forgotten passwords by mail.

use axum::http::StatusCode;
use domain::limits::MAILS_ASKED_PER_HOUR;
use serde_json::{Value, json};

use super::server::MailServer;
use super::token;
use crate::tests::accounts::PASSWORD;
use crate::tests::{TestApp, Who};

on_both!(
    an_invitation_is_mailed_and_its_link_lets_in,
    without_mail_an_invitation_is_a_link_alone,
    a_forgotten_password_is_chosen_anew_by_mail,
    nobody_learns_which_addresses_are_known,
);

async fn an_invitation_is_mailed_and_its_link_lets_in(test: TestApp) {
    test.work();
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let body = json!({ "email": "Kim@Shop.example", "role": "agent" });
    let fresh = test.post("/api/invitations", test.owner.who(), body).await.ok();
    assert_eq!(fresh["sent_to"], "kim@shop.example");
    let first = server.takes(1).await.remove(0);
    assert_eq!(first.to, "kim@shop.example");
    assert!(first.plain.contains("Olga invites you"), "{}", first.plain);
    assert_eq!(fresh["address"].as_str().unwrap().split_once('#').unwrap().1, token(&first.plain));

    let people = test.get("/api/people", test.owner.who()).await.ok();
    let id = people["invitations"][0]["id"].as_str().unwrap();
    let path = format!("/api/invitations/{id}/resend");
    test.post(&path, test.owner.who(), Value::Null).await.ok();
    let again = server.takes(2).await.remove(1);
    let whole = json!({ "name": "Kim", "password": PASSWORD });
    let spent = test.use_link(&token(&first.plain), whole.clone()).await;
    assert_eq!(spent.status, StatusCode::GONE, "the first link was replaced");
    test.use_link(&token(&again.plain), whole).await.ok();
    let gone = test.post(&path, test.owner.who(), Value::Null).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "who has joined is not invited again");

    let mails = test.mails_until("sent", 2, |_| true).await;
    assert_eq!((&mails[0]["kind"], &mails[0]["detail"]), (&json!("invitation"), &Value::Null));
    let stored = test.app.db.read().await.unwrap().of(test.tenant).mails(None, 9).await.unwrap();
    assert!(stored.iter().all(|mail| mail.content.is_none()), "what was sent is erased");
}

async fn without_mail_an_invitation_is_a_link_alone(test: TestApp) {
    let body = json!({ "email": "kim@shop.example", "role": "agent" });
    let fresh = test.post("/api/invitations", test.owner.who(), body).await.ok();
    assert_eq!(fresh["sent_to"], Value::Null);
    assert!(test.mails("waiting").await.is_empty());
}

async fn a_forgotten_password_is_chosen_anew_by_mail(test: TestApp) {
    test.work();
    let sam = test.sam().await;
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let asked = json!({ "email": " Sam@Shop.example" });
    let answer = test.post("/api/links/forgotten", Who::Nobody, asked).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    let mail = server.takes(1).await.remove(0);
    assert_eq!(mail.to, "sam@shop.example");
    let chosen = json!({ "password": "another long password" });
    test.use_link(&token(&mail.plain), chosen.clone()).await.ok();
    assert_eq!(test.use_link(&token(&mail.plain), chosen).await.status, StatusCode::GONE);
    let old = test.get("/api/me", sam.who()).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED, "the other sessions have ended");
    test.sign_in("sam@shop.example", "another long password").await.ok();
}

async fn nobody_learns_which_addresses_are_known(test: TestApp) {
    test.work();
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let ask = async |email: &str| {
        let answer =
            test.post("/api/links/forgotten", Who::Nobody, json!({ "email": email })).await;
        (answer.status, answer.text)
    };
    let unknown = ask("nobody@shop.example").await;
    for _ in 0..MAILS_ASKED_PER_HOUR + 3 {
        assert_eq!(ask("olga@shop.example").await, unknown);
    }
    // A mail that was asked for after them: those before it are all there.
    let body = json!({ "email": "kim@shop.example", "role": "agent" });
    let count = MAILS_ASKED_PER_HOUR as usize;
    test.mails_until("sent", count, |_| true).await;
    test.post("/api/invitations", test.owner.who(), body).await.ok();
    test.mails_until("sent", count + 1, |_| true).await;
    let taken = server.taken();
    let to_olga = taken.iter().filter(|mail| mail.to == "olga@shop.example").count();
    assert_eq!((to_olga, taken.len()), (count, count + 1));
}
