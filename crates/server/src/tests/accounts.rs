//! Stories of people: setting up, signing in, staying out.

use axum::http::{Method, StatusCode, header};
use domain::id::TeammateId;
use domain::limits::SIGN_IN_FREE_FAILURES;
use futures_util::future::join_all;
use serde_json::{Value, json};
use store::{LinkKind, StoreError};

use super::{Answer, Teammate, TestApp, Who, line};
use crate::bus::{Signal, Topic};
use crate::{accounts, clock};

pub(super) const PASSWORD: &str = "correct horse battery";

on_both!(
    the_first_owner_sets_up_with_a_link_that_works_once,
    of_two_who_use_a_link_at_once_one_does,
    the_cookie_is_out_of_reach_of_scripts,
    an_unknown_address_and_a_wrong_password_get_one_answer,
    guessing_must_wait_and_the_right_password_works_after_the_wait,
    an_address_that_tries_many_accounts_must_wait_too,
    signing_out_ends_this_session_or_all,
    a_new_invitation_replaces_the_old_and_one_can_be_taken_back,
    a_reset_ends_every_other_session,
    the_command_line_makes_links_for_known_addresses_only,
    a_link_that_expired_is_spent,
);

fn token(address: &str) -> &str {
    address.split_once("/link#").expect("the address of a link").1
}

impl TestApp {
    pub(super) async fn use_link(&self, token: &str, mut fields: Value) -> Answer {
        fields["token"] = token.into();
        self.post("/api/links/use", Who::Nobody, fields).await
    }

    pub(super) async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        self.post("/api/session", Who::Nobody, body).await
    }

    /// Gives a link by somebody's hand, and returns its token.
    pub(super) async fn invited(&self, by: &Teammate, email: &str, role: &str) -> String {
        let body = json!({ "email": email, "role": role });
        let answer = self.post("/api/invitations", by.who(), body).await.ok();
        token(answer["address"].as_str().unwrap()).to_owned()
    }

    /// Sam, an agent with a password, by invitation; their session.
    pub(super) async fn sam(&self) -> Teammate {
        let link = self.invited(&self.owner, "Sam@Shop.example", "agent").await;
        let answer = self.use_link(&link, json!({ "name": "Sam", "password": PASSWORD })).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let id: uuid::Uuid = answer.json["id"].as_str().unwrap().parse().unwrap();
        Teammate { id: id.into(), token: answer.session() }
    }

    /// A teammate works here no more, and nothing else has happened yet.
    pub(super) async fn leave(&self, teammate: TeammateId) {
        let tenant = self.tenant;
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    tx.write_of(tenant).change_teammate(teammate, None, None, Some(false)).await
                })
            })
            .await
            .unwrap();
    }

    /// Moves the last failure so much later, and adds some.
    async fn move_failures(&self, whose: &str, later_ms: i64, more: i64) {
        let who = clock::hash(whose);
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let who = who.clone();
                Box::pin(async move {
                    let known = tx.system().sign_in_failures(&who).await?;
                    let (failures, at) = (known.0 + more, known.1 + later_ms);
                    let mut system = tx.write_system();
                    assert!(system.count_sign_in_try(&who, known, failures, at).await?);
                    Ok(())
                })
            })
            .await
            .unwrap();
    }
}

/// Far enough ahead that a slow machine does not wait a test's wait out.
const LATER_MS: i64 = 3_600_000;

async fn the_first_owner_sets_up_with_a_link_that_works_once(test: TestApp) {
    test.leave(test.owner.id).await;
    let old = accounts::setup_link(&test.app).await.unwrap().unwrap();
    let fresh = accounts::setup_link(&test.app).await.unwrap().unwrap();
    let link = token(&fresh.address);

    let opened = test.post("/api/links/open", Who::Nobody, json!({ "token": link })).await;
    assert_eq!((opened.status, &opened.json["kind"]), (StatusCode::OK, &json!("setup")));
    let replaced =
        test.post("/api/links/open", Who::Nobody, json!({ "token": token(&old.address) }));
    assert_eq!(replaced.await.status, StatusCode::GONE);

    let whole = json!({
        "workspace": "Fern & Thimble", "name": "Maya", "email": "Maya@Shop.example",
        "password": PASSWORD,
    });
    for (name, wrong) in [
        ("workspace", " "),
        ("name", ""),
        ("email", "maya"),
        ("password", "short"),
        ("password", "maya@shop.example"),
    ] {
        let mut fields = whole.clone();
        fields[name] = wrong.into();
        let refused = test.use_link(link, fields).await;
        assert_eq!((refused.status, refused.field()), (StatusCode::UNPROCESSABLE_ENTITY, name));
    }

    let done = test.use_link(link, whole.clone()).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert_eq!(done.json["role"], "owner");
    assert_eq!(done.json["email"], "maya@shop.example");
    let session = done.session();
    let me = test.get("/api/me", Who::Session(&session)).await;
    assert_eq!((me.status, &me.json["workspace"]), (StatusCode::OK, &json!("Fern & Thimble")));
    assert_eq!(me.session(), session, "the cookie is renewed");

    let again = test.use_link(link, whole).await;
    assert_eq!((again.status, again.code()), (StatusCode::GONE, "link_spent"));
    assert!(accounts::setup_link(&test.app).await.unwrap().is_none());
    assert_eq!(test.sign_in("maya@shop.example", PASSWORD).await.status, StatusCode::OK);
}

async fn of_two_who_use_a_link_at_once_one_does(test: TestApp) {
    let link = test.invited(&test.owner, "sam@shop.example", "agent").await;
    let tries = (0..4)
        .map(|n| test.use_link(&link, json!({ "name": format!("Sam {n}"), "password": PASSWORD })));
    let mut statuses: Vec<_> =
        join_all(tries).await.into_iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410]);
    let people = test.get("/api/people", test.owner.who()).await;
    assert_eq!(people.json["teammates"].as_array().unwrap().len(), 2);
    assert_eq!(people.json["invitations"], json!([]));
}

async fn the_cookie_is_out_of_reach_of_scripts(test: TestApp) {
    test.sam().await;
    let answer = test.sign_in(" SAM@shop.example ", PASSWORD).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let kept = cookie.replace(&answer.session(), "TOKEN");
    assert_eq!(kept, "baton=TOKEN; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
}

async fn an_unknown_address_and_a_wrong_password_get_one_answer(test: TestApp) {
    test.sam().await;
    let wrong = test.sign_in("sam@shop.example", "wrong horse battery").await;
    let unknown = test.sign_in("nobody@shop.example", PASSWORD).await;
    let without = test.sign_in("olga@shop.example", PASSWORD).await;
    assert_eq!((wrong.status, wrong.code()), (StatusCode::UNAUTHORIZED, "wrong_password"));
    assert!(!wrong.headers.contains_key(header::SET_COOKIE));
    for same in [unknown, without] {
        assert_eq!((same.status, same.json), (wrong.status, wrong.json.clone()));
    }
}

async fn guessing_must_wait_and_the_right_password_works_after_the_wait(test: TestApp) {
    test.sam().await;
    let (sam, free) = ("sam@shop.example", usize::try_from(SIGN_IN_FREE_FAILURES).unwrap());
    let guesses = (0..20).map(|_| test.sign_in(sam, "wrong horse battery"));
    let guesses = join_all(guesses).await;
    let count = |status| guesses.iter().filter(|guess| guess.status == status).count();
    assert_eq!(count(StatusCode::UNAUTHORIZED), free, "at once no more than in a row");
    assert_eq!(count(StatusCode::TOO_MANY_REQUESTS), 20 - free);

    let key = "account:sam@shop.example";
    test.move_failures(key, LATER_MS, 0).await;
    let early = test.sign_in(sam, PASSWORD).await;
    assert_eq!((early.status, early.code()), (StatusCode::TOO_MANY_REQUESTS, "too_fast"));
    assert_eq!(early.headers[header::RETRY_AFTER], "1");
    assert!(early.json["detail"].as_str().unwrap().contains("1 second"));
    let colleague = test.sign_in("olga@shop.example", PASSWORD).await;
    assert_eq!(colleague.status, StatusCode::UNAUTHORIZED, "others notice nothing");

    test.move_failures(key, -LATER_MS - 1_000, 0).await;
    assert_eq!(test.sign_in(sam, "wrong again, sorry").await.status, StatusCode::UNAUTHORIZED);
    test.move_failures(key, LATER_MS, 0).await;
    let doubled = test.sign_in(sam, PASSWORD).await;
    assert_eq!(doubled.headers[header::RETRY_AFTER], "2");
    test.move_failures(key, -LATER_MS - 2_000, 0).await;
    assert_eq!(test.sign_in(sam, PASSWORD).await.status, StatusCode::OK);
    for _ in 0..free {
        let anew = test.sign_in(sam, "wrong").await;
        assert_eq!(anew.status, StatusCode::UNAUTHORIZED, "begins anew");
    }
}

async fn an_address_that_tries_many_accounts_must_wait_too(test: TestApp) {
    let origin = test.app.config.origin();
    let guess = |from: [u8; 4], who: &str| {
        let body = json!({ "email": format!("{who}@shop.example"), "password": "wrong" });
        test.send_from(from.into(), &origin, Method::POST, "/api/session", Who::Nobody, body)
    };
    let (here, key) = ([192, 0, 2, 1], "address:192.0.2.1");
    assert_eq!(guess(here, "a").await.status, StatusCode::UNAUTHORIZED);
    test.move_failures(key, 0, 48).await;
    assert_eq!(guess(here, "b").await.status, StatusCode::UNAUTHORIZED, "the fiftieth");
    test.move_failures(key, LATER_MS, 0).await;
    assert_eq!(guess(here, "c").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(guess([192, 0, 2, 2], "c").await.status, StatusCode::UNAUTHORIZED);
}

async fn signing_out_ends_this_session_or_all(test: TestApp) {
    let sam = test.sam().await;
    let [phone, laptop] = [(); 2].map(|()| test.sign_in("sam@shop.example", PASSWORD));
    let (phone, laptop) = (phone.await.session(), laptop.await.session());
    let mut heard = test.app.bus.subscribe(&[Topic::Team(test.tenant.workspace())]);
    let out = test.send(Method::DELETE, "/api/session", Who::Session(&phone), Value::Null).await;
    assert_eq!((out.status, out.session().as_str()), (StatusCode::NO_CONTENT, ""));
    assert!(matches!(
        &*heard.next().await.unwrap(),
        Signal::Revoked { teammate, only: Some(_), except: None } if *teammate == sam.id
    ));
    assert_eq!(test.get("/api/me", Who::Session(&phone)).await.code(), "sign_in_needed");
    assert_eq!(test.get("/api/me", Who::Session(&laptop)).await.status, StatusCode::OK);

    test.send(Method::DELETE, "/api/sessions", Who::Session(&laptop), Value::Null).await;
    for session in [&laptop, &sam.token] {
        let me = test.get("/api/me", Who::Session(session)).await;
        assert_eq!(me.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(test.get("/api/me", test.owner.who()).await.status, StatusCode::OK);
}

async fn a_new_invitation_replaces_the_old_and_one_can_be_taken_back(test: TestApp) {
    let old = test.invited(&test.owner, "sam@shop.example", "agent").await;
    let new = test.invited(&test.owner, "SAM@shop.example", "admin").await;
    assert_eq!(test.use_link(&old, json!({})).await.code(), "link_spent");
    let people = test.get("/api/people", test.owner.who()).await.json;
    let [open] = people["invitations"].as_array().unwrap().as_slice() else { panic!("{people}") };
    assert_eq!((&open["email"], &open["role"]), (&json!("sam@shop.example"), &json!("admin")));

    let path = format!("/api/invitations/{}", open["id"].as_str().unwrap());
    let gone = test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(test.use_link(&new, json!({})).await.code(), "link_spent");
    let again = test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);

    let body = json!({ "email": "olga@shop.example", "role": "agent" });
    let known = test.post("/api/invitations", test.owner.who(), body).await;
    assert_eq!((known.status, known.field()), (StatusCode::UNPROCESSABLE_ENTITY, "email"));
}

async fn a_reset_ends_every_other_session(test: TestApp) {
    let sam = test.sam().await;
    let mut line = line::of_teammate(test.serve().await, &sam).await;
    for _ in 0..10 {
        test.sign_in("sam@shop.example", "forgotten it").await;
    }
    let path = format!("/api/teammates/{}/reset", sam.id);
    let old = test.post(&path, test.owner.who(), Value::Null).await;
    let new = test.post(&path, test.owner.who(), Value::Null).await;
    let links = [old, new].map(|answer| answer.json["address"].as_str().unwrap().to_owned());
    let [old, new] = links.each_ref().map(|link| token(link));
    let next = "another horse battery";
    assert_eq!(test.use_link(old, json!({ "password": next })).await.code(), "link_spent");

    let opened = test.post("/api/links/open", Who::Nobody, json!({ "token": new })).await.json;
    assert_eq!((&opened["kind"], &opened["name"]), (&json!("reset"), &json!("Sam")));
    let own = test.use_link(new, json!({ "password": "sam@shop.example" })).await;
    assert_eq!(own.field(), "password");
    let done = test.use_link(new, json!({ "password": next })).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert_eq!(line.closed().await, Some(4401));
    assert_eq!(test.get("/api/me", sam.who()).await.status, StatusCode::UNAUTHORIZED);
    let session = done.session();
    assert_eq!(test.get("/api/me", Who::Session(&session)).await.status, StatusCode::OK);
    assert_eq!(test.sign_in("sam@shop.example", PASSWORD).await.code(), "wrong_password");
    assert_eq!(test.sign_in("sam@shop.example", next).await.status, StatusCode::OK);
}

async fn the_command_line_makes_links_for_known_addresses_only(test: TestApp) {
    assert!(accounts::reset_link(&test.app, "nobody@shop.example", false).await.unwrap().is_none());
    let link = accounts::sign_in_link(&test.app, "Olga@shop.example").await.unwrap().unwrap();
    let signed_in = test.use_link(token(&link.address), json!({})).await;
    assert_eq!((signed_in.status, &signed_in.json["name"]), (StatusCode::OK, &json!("Olga")));
    assert_eq!(test.use_link(token(&link.address), json!({})).await.code(), "link_spent");
}

async fn a_link_that_expired_is_spent(test: TestApp) {
    let whom = accounts::LinkFor::SignIn(test.owner.id);
    let (mut link, fresh) = accounts::fresh_link(&test.app, whom);
    assert_eq!(link.kind, LinkKind::SignIn);
    link.expires_at = clock::now();
    let tenant = test.tenant;
    test.app
        .db
        .write::<_, StoreError, _>(move |tx| {
            let link = link.clone();
            Box::pin(async move { tx.write_of(tenant).insert_link(&link).await })
        })
        .await
        .unwrap();
    let late = test.use_link(token(&fresh.address), json!({})).await;
    assert_eq!((late.status, late.code()), (StatusCode::GONE, "link_spent"));
}
