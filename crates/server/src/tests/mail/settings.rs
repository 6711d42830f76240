//! The mail settings, and the test mail's verdicts.

use axum::http::Method;
use serde_json::{Value, json};

use super::server::MailServer;
use super::setup;
use crate::tests::TestApp;

on_both!(
    a_password_goes_in_and_never_comes_out,
    what_does_not_hold_is_refused_by_its_field,
    a_test_mail_says_what_became_of_it,
);

async fn a_password_goes_in_and_never_comes_out(test: TestApp) {
    let owner = test.owner.who();
    let mut asked = setup(2525);
    (asked["user_name"], asked["password"]) = (json!("shop"), json!("a secret of ours"));
    let saved = test.post("/api/mail", owner, asked.clone()).await;
    assert!(!saved.text.contains("a secret of ours"), "{saved:?}");
    assert_eq!(saved.json["settings"]["has_password"], true);
    let mut conn = test.app.db.read().await.unwrap();
    let stored = conn.of(test.tenant).mail_settings().await.unwrap().unwrap();
    assert!(!stored.password.unwrap().contains("a secret"), "it is sealed");
    drop(conn);
    // The same server and name keep it; another server does not get it.
    asked["password"] = Value::Null;
    asked["from_name"] = json!("Another name");
    let kept = test.post("/api/mail", owner, asked.clone()).await.ok();
    assert_eq!(kept["settings"]["has_password"], true);
    for (field, other) in [("host", "localhost"), ("user_name", "eve")] {
        let mut moved = asked.clone();
        moved[field] = json!(other);
        let refused = test.post("/api/mail", owner, moved).await;
        assert_eq!(refused.field(), "password", "{refused:?}");
    }
    test.send(Method::DELETE, "/api/mail", owner, Value::Null).await.ok();
    assert_eq!(test.get("/api/mail", owner).await.ok()["settings"], Value::Null);
}

async fn what_does_not_hold_is_refused_by_its_field(test: TestApp) {
    for (field, wrong) in [
        ("host", json!("")),
        ("host", json!("https://smtp.shop.example")),
        ("host", json!("a b")),
        ("host", json!("a\r\nb")),
        ("port", json!(0)),
        ("from_address", json!("chat")),
        ("from_address", json!("chat@shop.example\r\nBcc: eve@evil.example")),
        ("reply_to", json!("nobody")),
        ("user_name", Value::Null),
    ] {
        let mut asked = setup(2525);
        if field == "user_name" {
            asked["password"] = json!("a password without a name");
        }
        asked[field] = wrong.clone();
        let refused = test.post("/api/mail", test.owner.who(), asked).await;
        assert_eq!((refused.status.as_u16(), refused.field()), (422, field), "{wrong}");
    }
    let mut clear = setup(25);
    clear["host"] = json!("smtp.shop.example");
    test.post("/api/mail", test.owner.who(), clear.clone()).await.ok();
    (clear["user_name"], clear["password"]) = (json!("shop"), json!("in clear"));
    let refused = test.post("/api/mail", test.owner.who(), clear).await;
    assert_eq!(refused.field(), "security", "{refused:?}");
}

async fn a_test_mail_says_what_became_of_it(test: TestApp) {
    let owner = test.owner.who();
    let try_it = async || test.post("/api/mail/test", owner, json!({})).await.ok();
    assert_eq!(try_it().await["why"], "not_set_up");
    let server = MailServer::start().await;
    test.mails_by(&server).await;
    let good = try_it().await;
    assert_eq!((&good["accepted"], &good["to"]), (&json!(true), &json!("olga@shop.example")));
    assert!(good["said"].as_str().unwrap().contains("queued as 7"), "{good}");
    for (command, answer, why) in [
        ("MAIL", "553 5.7.1 not yours", "sender_refused"),
        ("RCPT", "554 5.7.1 relay access denied", "recipient_refused"),
        ("DATA", "552 5.3.4 too much", "message_refused"),
        ("RCPT", "451 4.7.1 come back later", "deferred"),
        ("EHLO", "500 what", "not_mail"),
    ] {
        server.answers(command, answer);
        let bad = try_it().await;
        assert_eq!((&bad["accepted"], &bad["why"]), (&json!(false), &json!(why)), "{bad}");
    }
    server.takes_all();
    let mut asked = setup(server.port);
    asked["security"] = json!("starttls");
    test.post("/api/mail", owner, asked).await.ok();
    assert_eq!(try_it().await["why"], "no_starttls");
    let mut asked = setup(server.port);
    (asked["user_name"], asked["password"]) = (json!("shop"), json!("secret"));
    test.post("/api/mail", owner, asked).await.ok();
    assert_eq!(try_it().await["why"], "login_not_offered");
    test.post("/api/mail", owner, setup(MailServer::nowhere().await)).await.ok();
    assert_eq!(try_it().await["why"], "unreachable");
    let mut asked = setup(25);
    asked["host"] = json!("no-such-server.invalid");
    test.post("/api/mail", owner, asked).await.ok();
    assert_eq!(try_it().await["why"], "name_not_found");
    assert_eq!(server.taken().len(), 1, "only the good one was sent");
    assert!(test.mails("sent").await.is_empty(), "a test is no mail of the outbox");
}
