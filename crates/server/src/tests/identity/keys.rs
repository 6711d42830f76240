//! Signing keys: shown once, exchanged without a gap, revoked with what they vouched for.

use axum::http::Method;
use serde_json::{Value, json};

use super::token_for;
use crate::tests::talk::say;
use crate::tests::{TestApp, line};
use domain::access::Role;

on_both!(
    a_key_is_shown_once_and_stored_sealed,
    two_keys_hold_at_once_and_a_third_waits,
    what_a_revoked_key_vouched_for_is_signed_out,
    a_wrong_setting_is_refused_in_words,
);

async fn a_key_is_shown_once_and_stored_sealed(test: TestApp) {
    let key = test.signing_key().await;
    assert_eq!(key.secret.len(), 43);
    let listed = test.get("/api/identity", test.owner.who()).await;
    assert!(!listed.text.contains(&key.secret));
    let shown = &listed.json["keys"][0];
    assert_eq!(shown["hint"], key.secret[39..]);
    assert_eq!((&shown["created_by"]["name"], &shown["used_at"]), (&json!("Olga"), &Value::Null));
    let mut conn = test.app.db.read().await.unwrap();
    let stored = conn.of(test.tenant).identity_keys().await.unwrap();
    assert!(!stored[0].sealed.contains(&key.secret));
    let visitor = test.visitor().await;
    test.proved(&visitor, &token_for(&key, "maya")).await;
    let listed = test.get("/api/identity", test.owner.who()).await.ok();
    assert!(listed["keys"][0]["used_at"].is_i64());
}

async fn two_keys_hold_at_once_and_a_third_waits(test: TestApp) {
    let (old, new) = (test.signing_key().await, test.signing_key().await);
    let third = test.post("/api/identity/keys", test.owner.who(), Value::Null).await;
    assert_eq!((third.status.as_u16(), third.field()), (422, "keys"));
    for (key, subject) in [(&old, "maya"), (&new, "tom")] {
        let visitor = test.visitor().await;
        test.proved(&visitor, &token_for(key, subject)).await;
    }
    let admin = test.teammate("Ada", Role::Admin).await;
    let path = format!("/api/identity/keys/{}", old.id);
    let gone = test.send(Method::DELETE, &path, admin.who(), Value::Null).await;
    assert_eq!(gone.status.as_u16(), 204);
    let again = test.send(Method::DELETE, &path, admin.who(), Value::Null).await;
    assert_eq!(again.status.as_u16(), 404);
    let visitor = test.visitor().await;
    assert_eq!(test.proves(&visitor, &token_for(&old, "maya")).await.code(), "identity_refused");
    test.signing_key().await;
}

async fn what_a_revoked_key_vouched_for_is_signed_out(test: TestApp) {
    let (leaked, good) = (test.signing_key().await, test.signing_key().await);
    let (thief, maya) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&maya).await;
    let maya = test.proved(&maya, &token_for(&good, "maya")).await;
    let thief = test.proved(&thief, &token_for(&leaked, "maya")).await;
    let by_mail = test.in_another_browser(&thief).await;
    let address = test.serve().await;
    let mut hers = line::of_visitor(address, &maya, json!({})).await;
    let mut theirs = line::of_visitor(address, &thief, json!({})).await;
    hers.until("live").await;
    theirs.until("live").await;
    let path = format!("/api/identity/keys/{}", leaked.id);
    test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await;
    assert_eq!(theirs.closed().await, Some(4401));
    assert_eq!(test.does(&thief, say(thread, "Still in?")).await.status.as_u16(), 401);
    assert_eq!(test.does(&by_mail, say(thread, "By mail?")).await.status.as_u16(), 401);
    test.does(&maya, say(thread, "Still here.")).await.ok();
    assert_eq!(hers.the("event").await["text"], "Still here.");
}

async fn a_wrong_setting_is_refused_in_words(test: TestApp) {
    let many: Vec<String> = (0..=40).map(|n| format!("a{n}")).collect();
    for only in [json!(many), json!(["x".repeat(65)]), json!(["a\u{7}b"])] {
        let body = json!({ "signed_only": only });
        let answer = test.send(Method::PATCH, "/api/identity", test.owner.who(), body).await;
        assert_eq!((answer.status.as_u16(), answer.field()), (422, "signed_only"));
    }
    let one = json!({ "allow_hash": true });
    test.send(Method::PATCH, "/api/identity", test.owner.who(), one).await.ok();
    let other = json!({ "signed_only": ["vip"] });
    let saved = test.send(Method::PATCH, "/api/identity", test.owner.who(), other).await.ok();
    assert_eq!((&saved["allow_hash"], &saved["signed_only"]), (&json!(true), &json!(["vip"])));
}
