//! Forged, expired, replayed and foreign identities.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Key, in_an_hour, sign, token_for};
use crate::clock;
use crate::tests::{TestApp, Who, line};

on_both!(
    what_was_not_signed_by_us_is_refused_and_the_chat_goes_on,
    a_token_with_an_id_is_good_for_one_browser,
    after_signing_out_the_tokens_of_that_browser_are_dead_everywhere,
    a_hash_is_taken_only_where_the_owner_says_so,
    a_page_of_elsewhere_speaks_for_nobody,
    a_rehearsal_is_never_merged_with_a_person,
);

async fn what_was_not_signed_by_us_is_refused_and_the_chat_goes_on(test: TestApp) {
    let (_, other) = test.other_workspace().await;
    let theirs = test.signing_key_of(&other).await;
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let early = test.proves(&visitor, &token_for(&theirs, "maya")).await;
    assert!(early.json["detail"].as_str().unwrap().contains("no signing key yet"), "{early:?}");
    let ours = test.signing_key().await;
    let past = clock::now() / 1_000 - 3_600;
    let forged = Key { id: ours.id, secret: "guessed".into() };
    let stolen = Key { id: ours.id, secret: String::new() };
    for (token, why) in [
        (token_for(&forged, "maya"), "signature does not hold"),
        (token_for(&stolen, "maya"), "signature does not hold"),
        (token_for(&theirs, "maya"), "signature does not hold"),
        (sign(&ours, &json!({ "sub": "maya", "exp": past })), "expired"),
        (sign(&ours, &json!({ "sub": "maya" })), "exp is missing"),
        (sign(&ours, &json!({ "sub": "maya", "exp": in_an_hour(), "aud": "else" })), "aud"),
        ("x.y.z".to_owned(), "no token"),
        (String::new(), "no token"),
    ] {
        let answer = test.proves(&visitor, &token).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (403, "identity_refused"), "{why}");
        let detail = answer.json["detail"].as_str().unwrap();
        assert!(detail.contains(why), "{why}: {detail}");
        assert!(!detail.contains(&ours.secret));
    }
    assert_eq!(test.seen(thread).await["visitor"]["subject"], Value::Null);
    test.says(&visitor, thread, "I go on.").await.ok();
}

async fn a_token_with_an_id_is_good_for_one_browser(test: TestApp) {
    let key = test.signing_key().await;
    let (desk, thief) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&desk).await;
    let token = sign(&key, &json!({ "sub": "maya", "jti": "one", "exp": in_an_hour() }));
    test.proved(&desk, &token).await;
    test.proved(&desk, &token).await;
    let replayed = test.proves(&thief, &token).await;
    assert_eq!(replayed.code(), "identity_refused");
    assert!(replayed.json["detail"].as_str().unwrap().contains("Another browser"));
    // The same id in another token is the same token: an id is not signed twice.
    let again = sign(&key, &json!({ "sub": "eve", "jti": "one", "exp": in_an_hour() }));
    assert_eq!(test.proves(&thief, &again).await.code(), "identity_refused");
    assert!(test.threads_of(&thief).await.is_empty());
    assert_eq!(test.threads_of(&desk).await, [thread]);
}

async fn after_signing_out_the_tokens_of_that_browser_are_dead_everywhere(test: TestApp) {
    let key = test.signing_key().await;
    let (desk, thief) = (test.visitor().await, test.visitor().await);
    let first =
        sign(&key, &json!({ "sub": "maya", "exp": in_an_hour(), "attributes": { "n": 1 } }));
    let second = sign(&key, &json!({ "sub": "maya", "exp": in_an_hour(), "jti": "two" }));
    for token in [&first, &second] {
        test.proved(&desk, token).await;
    }
    assert_eq!(test.leaves(&desk).await.status, StatusCode::NO_CONTENT);
    for token in [&first, &second] {
        let replayed = test.proves(&thief, token).await;
        assert_eq!(replayed.code(), "identity_refused");
        assert!(replayed.json["detail"].as_str().unwrap().contains("signed out"), "{replayed:?}");
    }
    let fresh = sign(&key, &json!({ "sub": "maya", "exp": in_an_hour() + 1 }));
    test.proved(&thief, &fresh).await;
}

async fn a_hash_is_taken_only_where_the_owner_says_so(test: TestApp) {
    let key = test.signing_key().await;
    let (desk, phone) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&desk).await;
    test.proved(&desk, &token_for(&key, "maya")).await;
    let hash = clock_free_hash(&key, "maya");
    let said = json!({ "type": "hash", "id": "maya", "hash": hash });
    let off = test.post("/api/visitor/identity", phone.who(), said.clone()).await;
    assert!(off.json["detail"].as_str().unwrap().contains("switched off"), "{off:?}");
    let on = json!({ "allow_hash": true });
    test.send(Method::PATCH, "/api/identity", test.owner.who(), on).await.ok();
    let wrong = json!({ "type": "hash", "id": "tom", "hash": hash });
    let refused = test.post("/api/visitor/identity", phone.who(), wrong).await;
    assert_eq!(refused.code(), "identity_refused");
    test.post("/api/visitor/identity", phone.who(), said).await.ok();
    assert_eq!(test.threads_of(&phone).await, [thread]);
}

fn clock_free_hash(key: &Key, id: &str) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use std::fmt::Write as _;
    let mac = Hmac::<sha2::Sha256>::new_from_slice(key.secret.as_bytes()).unwrap();
    let bytes = mac.chain_update(id.as_bytes()).finalize().into_bytes();
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// Foreign, hidden, and made to look like ours.
async fn a_page_of_elsewhere_speaks_for_nobody(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let own = test.app.config.origin();
    let host = own.strip_prefix("http://").unwrap();
    let address = test.serve().await;
    let events = format!("/api/visitor/conversations/{thread}/events");
    for origin in [
        "https://evil.example".to_owned(),
        "null".to_owned(),
        format!("{own}.evil.example"),
        format!("http://evil.{host}"),
        own.replace("http:", "https:"),
        format!("{own}1"),
    ] {
        let here = [127, 0, 0, 1].into();
        for (method, path, body) in [
            (Method::POST, "/api/visitor/session", json!({ "site": "demo" })),
            (Method::POST, "/api/visitor/commands", json!({})),
            (Method::POST, "/api/visitor/identity", json!({ "type": "token", "token": "x" })),
            (Method::POST, "/api/visitor/poll", json!({})),
            (Method::DELETE, "/api/visitor/session", Value::Null),
            (Method::GET, &events, Value::Null),
        ] {
            let who = visitor.who();
            let answer = test.send_from(here, &origin, method, path, who, body).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (403, "foreign_origin"), "{path}");
        }
        let socket = line::open(address, "/api/visitor/socket", &[("origin", &origin)]).await;
        assert_eq!(socket.err(), Some(StatusCode::FORBIDDEN), "{origin}");
    }
    assert!(test.get(&events, Who::Visitor(&visitor.token)).await.status.is_success());
}

async fn a_rehearsal_is_never_merged_with_a_person(test: TestApp) {
    let key = test.signing_key().await;
    let maya = test.proved(&test.visitor().await, &token_for(&key, "maya")).await;
    let (own, _) = test.answered(&maya).await;
    let known = test.get("/api/assistants", test.owner.who()).await.ok();
    let assistant = &known["assistants"][0];
    let open = format!("/api/assistants/{}/rehearsal", assistant["id"].as_str().unwrap());
    let rehearsal = test.post(&open, test.owner.who(), json!({})).await.ok();
    let (site, part) = rehearsal["site"].as_str().unwrap().split_once('#').unwrap();
    let plays = test.comes(json!({ "site": site, "rehearsal": part })).await;
    let (played, _) = test.waiting(&plays).await;
    // Neither a person who is known, nor one who comes later, nor by the other way of proving.
    test.patch("/api/identity", json!({ "allow_hash": true })).await.ok();
    let hash = json!({ "type": "hash", "id": "maya", "hash": clock_free_hash(&key, "maya") });
    for refused in [
        test.proves(&plays, &token_for(&key, "maya")).await,
        test.proves(&plays, &token_for(&key, "noor")).await,
        test.post("/api/visitor/identity", plays.who(), hash).await,
    ] {
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "identity_refused"));
        assert!(refused.json["detail"].as_str().unwrap().contains("rehearsal"), "{refused:?}");
    }
    let seen = test.seen(played).await;
    assert_eq!(seen["visitor"]["subject"], Value::Null);
    assert_ne!(seen["visitor"]["id"], test.seen(own).await["visitor"]["id"]);
    assert_eq!(test.threads_of(&maya).await, [own], "the person's threads are theirs alone");
    test.says(&plays, played, "I go on.").await.ok();
}
