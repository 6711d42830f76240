//! The second factor and the sessions of a teammate.

use axum::http::{Method, StatusCode};
use domain::limits::SIGN_IN_FREE_FAILURES;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::accounts::PASSWORD;
use super::{Answer, Teammate, TestApp, Who, line};
use crate::{accounts, clock};

on_both!(
    a_second_factor_is_set_up_asked_for_and_taken_off,
    a_code_is_taken_once_and_a_recovery_code_too,
    codes_cannot_be_guessed_even_with_the_password,
    a_link_is_no_way_past_a_second_factor,
    whoever_lost_their_app_is_let_in_by_an_admin_or_the_command_line,
    an_owner_may_ask_everybody_for_one,
    one_sees_and_ends_ones_own_sessions,
);

const SAM: &str = "sam@shop.example";

/// The code that the app shows, so many steps from now.
fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(clock::now() / 1_000 + steps * 30).unwrap()).to_string()
}

impl TestApp {
    /// Sets up a second factor with the code of the step before this, so that the present one and
    /// the next are still to be taken: its secret and recovery codes.
    async fn with_factor(&self, who: &Teammate) -> (String, Vec<String>) {
        let fresh = self.post("/api/me/second-factor", who.who(), Value::Null).await.ok();
        let secret = fresh["secret"].as_str().unwrap().to_owned();
        let confirm = json!({ "code": code(&secret, -1) });
        let path = "/api/me/second-factor/confirm";
        let codes = self.post(path, who.who(), confirm).await.ok();
        let codes = codes["codes"].as_array().unwrap();
        (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
    }

    async fn sign_in_with(&self, code: &str) -> Answer {
        let body = json!({ "email": SAM, "password": PASSWORD, "code": code });
        self.post("/api/session", Who::Nobody, body).await
    }
}

async fn a_second_factor_is_set_up_asked_for_and_taken_off(test: TestApp) {
    let sam = test.sam().await;
    let fresh = test.post("/api/me/second-factor", sam.who(), Value::Null).await.ok();
    assert!(fresh["address"].as_str().unwrap().starts_with("otpauth://totp/Baton"), "{fresh}");
    assert_eq!(test.sign_in(SAM, PASSWORD).await.status, StatusCode::OK, "not confirmed yet");
    let path = "/api/me/second-factor/confirm";
    let wrong = test.post(path, sam.who(), json!({ "code": "000000" })).await;
    assert_eq!((wrong.code(), wrong.field()), ("wrong_code", "code"));
    let (secret, codes) = test.with_factor(&sam).await;
    assert_eq!(codes.len(), 10);
    let again = test.post("/api/me/second-factor", sam.who(), Value::Null).await;
    assert_eq!(again.code(), "conflict", "one that is on is not replaced");

    let asked = test.sign_in(SAM, PASSWORD).await;
    assert_eq!((asked.status, asked.code()), (StatusCode::UNAUTHORIZED, "code_needed"));
    assert_eq!(test.sign_in(SAM, "another password").await.code(), "wrong_password");
    assert_eq!(test.sign_in_with("000000").await.code(), "wrong_code");
    let me = test.sign_in_with(&code(&secret, 0)).await.ok();
    assert_eq!((&me["second_factor"], &me["recovery_codes"]), (&json!(true), &json!(10)));

    let off = |password: &str, code: String| {
        let body = json!({ "password": password, "code": code });
        test.post("/api/me/second-factor/off", sam.who(), body)
    };
    assert_eq!(off("another password", code(&secret, 1)).await.code(), "wrong_password");
    assert_eq!(off(PASSWORD, "000000".into()).await.code(), "wrong_code");
    off(PASSWORD, code(&secret, 1)).await.ok();
    assert_eq!(test.sign_in(SAM, PASSWORD).await.ok()["second_factor"], false);
}

async fn a_code_is_taken_once_and_a_recovery_code_too(test: TestApp) {
    let sam = test.sam().await;
    let (secret, codes) = test.with_factor(&sam).await;
    let present = code(&secret, 0);
    let (one, two) = tokio::join!(test.sign_in_with(&present), test.sign_in_with(&present));
    let taken = [&one, &two].map(|answer| answer.status == StatusCode::OK);
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "{one:?} {two:?}");
    assert_eq!(test.sign_in_with(&code(&secret, -1)).await.code(), "wrong_code", "an earlier one");
    assert_eq!(test.sign_in_with(&code(&secret, 5)).await.code(), "wrong_code", "one of later");
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(test.sign_in_with(&typed).await.ok()["recovery_codes"], 9);
    assert_eq!(test.sign_in_with(&codes[3]).await.code(), "wrong_code");
    let mut conn = test.app.db.read().await.unwrap();
    let stored = conn.of(test.tenant).second_factor(sam.id).await.unwrap().unwrap();
    assert!(!stored.secret.contains(&secret), "sealed at rest");
}

async fn codes_cannot_be_guessed_even_with_the_password(test: TestApp) {
    let sam = test.sam().await;
    let (secret, _) = test.with_factor(&sam).await;
    for _ in 0..SIGN_IN_FREE_FAILURES {
        assert_eq!(test.sign_in_with("000000").await.code(), "wrong_code");
        // The right password alone does not begin the count anew.
        let asked = test.sign_in(SAM, PASSWORD).await;
        assert!(["code_needed", "too_fast"].contains(&asked.code()), "{asked:?}");
    }
    let right = test.sign_in_with(&code(&secret, 0)).await;
    assert_eq!((right.status, right.code()), (StatusCode::TOO_MANY_REQUESTS, "too_fast"));
    let off = json!({ "password": PASSWORD, "code": "000000" });
    let off = test.post("/api/me/second-factor/off", sam.who(), off).await;
    assert_eq!(off.code(), "too_fast", "nor by another door");
}

async fn a_link_is_no_way_past_a_second_factor(test: TestApp) {
    let sam = test.sam().await;
    let (secret, codes) = test.with_factor(&sam).await;
    let path = format!("/api/teammates/{}/reset", sam.id);
    let reset = test.post(&path, test.owner.who(), Value::Null).await.ok();
    let token = reset["address"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    let choose = json!({ "password": "another long one" });
    assert_eq!(test.use_link(&token, choose.clone()).await.code(), "code_needed");
    let wrong = json!({ "password": "another long one", "code": "000000" });
    assert_eq!(test.use_link(&token, wrong).await.code(), "wrong_code");
    assert_eq!(test.sign_in(SAM, PASSWORD).await.code(), "code_needed", "the old one still works");
    let right = json!({ "password": "another long one", "code": code(&secret, 0) });
    test.use_link(&token, right).await.ok();
    assert_eq!(test.sign_in(SAM, PASSWORD).await.code(), "wrong_password");

    let link = accounts::sign_in_link(&test.app, SAM).await.unwrap().unwrap();
    let token = link.address.split_once('#').unwrap().1;
    assert_eq!(test.use_link(token, json!({})).await.code(), "code_needed");
    test.use_link(token, json!({ "code": codes[0] })).await.ok();
}

async fn whoever_lost_their_app_is_let_in_by_an_admin_or_the_command_line(test: TestApp) {
    let sam = test.sam().await;
    test.with_factor(&sam).await;
    let path = format!("/api/teammates/{}/second-factor", sam.id);
    let reset = |who| test.send(Method::DELETE, &path, who, Value::Null);
    assert_eq!(reset(sam.who()).await.code(), "forbidden");
    let own = format!("/api/teammates/{}/second-factor", test.owner.id);
    let own = test.send(Method::DELETE, &own, test.owner.who(), Value::Null).await;
    assert_eq!(own.code(), "conflict", "one's own goes with a code only");
    let mut line = line::of_teammate(test.serve().await, &sam).await;
    reset(test.owner.who()).await.ok();
    assert_eq!(line.closed().await, Some(4401));
    assert_eq!(test.get("/api/me", sam.who()).await.code(), "sign_in_needed");
    let sam = Teammate { id: sam.id, token: test.sign_in(SAM, PASSWORD).await.session() };

    test.with_factor(&sam).await;
    accounts::reset_link(&test.app, SAM, false).await.unwrap().unwrap();
    assert_eq!(test.sign_in(SAM, PASSWORD).await.code(), "code_needed", "it stays on");
    let mut line = line::of_teammate(test.serve().await, &sam).await;
    accounts::reset_link(&test.app, SAM, true).await.unwrap().unwrap();
    assert_eq!(line.closed().await, Some(4401));
    assert_eq!(test.get("/api/me", sam.who()).await.code(), "sign_in_needed");
    test.sign_in(SAM, PASSWORD).await.ok();
}

async fn an_owner_may_ask_everybody_for_one(test: TestApp) {
    let sam = test.sam().await;
    let ask = || {
        let asked = json!({ "needs_second_factor": true });
        test.send(Method::PATCH, "/api/workspace", test.owner.who(), asked)
    };
    assert_eq!(ask().await.code(), "conflict", "the owner goes first");
    test.get("/api/people", sam.who()).await.ok();
    test.with_factor(&test.owner).await;
    let mut line = line::of_teammate(test.serve().await, &sam).await;
    ask().await.ok();
    assert_eq!(line.closed().await, Some(4401));
    test.get("/api/people", test.owner.who()).await.ok();
    assert_eq!(test.get("/api/people", sam.who()).await.code(), "sign_in_needed");
    let answer = test.sign_in(SAM, PASSWORD).await;
    let confined = Teammate { id: sam.id, token: answer.session() };
    assert_eq!(answer.ok()["confined"], true);
    for path in ["/api/people", "/api/conversations?view=all", "/api/sessions", "/api/socket"] {
        let refused = test.get(path, confined.who()).await;
        assert_eq!(refused.code(), "second_factor_needed", "{path}: {refused:?}");
    }
    let other = test.session_of(test.tenant, sam.id).await;
    let (_, codes) = test.with_factor(&confined).await;
    let other = test.get("/api/me", Who::Session(&other)).await;
    assert_eq!(other.code(), "sign_in_needed", "nobody has shown a code in it");
    assert_eq!(test.get("/api/me", confined.who()).await.ok()["confined"], false);
    test.get("/api/people", confined.who()).await.ok();
    let off = json!({ "password": PASSWORD, "code": codes[0] });
    let off = test.post("/api/me/second-factor/off", confined.who(), off).await;
    assert_eq!(off.code(), "conflict", "{off:?}");
}

async fn one_sees_and_ends_ones_own_sessions(test: TestApp) {
    let sam = test.sam().await;
    let body = json!({ "email": SAM, "password": PASSWORD });
    let origin = test.app.config.origin();
    let from = [192, 0, 2, 7].into();
    let there =
        test.send_from(from, &origin, Method::POST, "/api/session", Who::Nobody, body).await;
    let there = Teammate { id: sam.id, token: there.session() };
    let list = test.get("/api/sessions", sam.who()).await.ok();
    let sessions = list["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| session["current"] == false).unwrap();
    assert_eq!(other["address"], "192.0.2.7");
    let mut line = line::of_teammate(test.serve().await, &there).await;
    let path = format!("/api/sessions/{}", other["id"].as_str().unwrap());
    let end = |who| test.send(Method::DELETE, &path, who, Value::Null);
    assert_eq!(end(test.owner.who()).await.code(), "not_found", "only one's own");
    end(sam.who()).await.ok();
    assert_eq!(line.closed().await, Some(4401));
    assert_eq!(test.get("/api/me", there.who()).await.status, StatusCode::UNAUTHORIZED);

    let second = test.session_of(test.tenant, sam.id).await;
    test.send(Method::DELETE, "/api/sessions/others", sam.who(), Value::Null).await.ok();
    assert_eq!(test.get("/api/me", Who::Session(&second)).await.status, StatusCode::UNAUTHORIZED);
    let left = test.get("/api/sessions", sam.who()).await.ok();
    assert_eq!(left["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(left["sessions"][0]["current"], true);
    test.get("/api/me", test.owner.who()).await.ok();
}
