//! Stories of people: setting up, signing in, joining, leaving.

use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use domain::access::{Actor, Role};
use domain::conversation::{Command, Owner};
use domain::limits::SIGN_IN_FREE_FAILURES;
use futures_util::StreamExt as _;
use futures_util::future::join_all;
use serde_json::{Value, json};
use store::{LinkKind, StoreError};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::{Answer, Teammate, TestApp, Who};
use crate::bus::{Signal, Topic};
use crate::inbox::{self, Request};
use crate::{accounts, clock, http};

const PASSWORD: &str = "correct horse battery";

fn token(address: &str) -> &str {
    address.split_once("/link#").expect("the address of a link").1
}

fn field(answer: &Answer) -> &str {
    answer.json["fields"][0]["field"].as_str().unwrap_or_default()
}

impl TestApp {
    async fn get(&self, path: &str, who: Who<'_>) -> Answer {
        self.send(Method::GET, path, who, Value::Null).await
    }

    async fn post(&self, path: &str, who: Who<'_>, body: Value) -> Answer {
        self.send(Method::POST, path, who, body).await
    }

    async fn use_link(&self, token: &str, mut fields: Value) -> Answer {
        fields["token"] = token.into();
        self.post("/api/links/use", Who::Nobody, fields).await
    }

    async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        self.post("/api/session", Who::Nobody, body).await
    }

    /// Gives a link by somebody's hand, and returns its token.
    async fn invited(&self, by: &Teammate, email: &str, role: &str) -> String {
        let body = json!({ "email": email, "role": role });
        let answer = self.post("/api/invitations", by.who(), body).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        token(answer.json["address"].as_str().unwrap()).to_owned()
    }

    /// Sam, an agent with a password, by invitation; their session.
    async fn sam(&self) -> Teammate {
        let link = self.invited(&self.owner, "Sam@Shop.example", "agent").await;
        let answer = self.use_link(&link, json!({ "name": "Sam", "password": PASSWORD })).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let id: uuid::Uuid = answer.json["id"].as_str().unwrap().parse().unwrap();
        Teammate { id: id.into(), token: answer.session() }
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

#[tokio::test]
async fn the_first_owner_sets_up_with_a_link_that_works_once() {
    let (app, folder) = super::empty().await;
    let old = accounts::setup_link(&app).await.unwrap().unwrap();
    let fresh = accounts::setup_link(&app).await.unwrap().unwrap();
    let tenant = accounts::first_workspace(&app).await.unwrap();
    let owner = Teammate { id: clock::new_id(), token: String::new() };
    let test = TestApp { app, tenant, owner, _folder: folder };
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
        assert_eq!((refused.status, field(&refused)), (StatusCode::UNPROCESSABLE_ENTITY, name));
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

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_does() {
    let test = TestApp::new().await;
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

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts() {
    let test = TestApp::new().await;
    test.sam().await;
    let answer = test.sign_in(" SAM@shop.example ", PASSWORD).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let kept = cookie.replace(&answer.session(), "TOKEN");
    assert_eq!(kept, "baton=TOKEN; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_one_answer() {
    let test = TestApp::new().await;
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

#[tokio::test]
async fn guessing_must_wait_and_the_right_password_works_after_the_wait() {
    let test = TestApp::new().await;
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

#[tokio::test]
async fn an_address_that_tries_many_accounts_must_wait_too() {
    let test = TestApp::new().await;
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

#[tokio::test]
async fn signing_out_ends_this_session_or_all() {
    let test = TestApp::new().await;
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

#[tokio::test]
async fn a_new_invitation_replaces_the_old_and_one_can_be_taken_back() {
    let test = TestApp::new().await;
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
    assert_eq!((known.status, field(&known)), (StatusCode::UNPROCESSABLE_ENTITY, "email"));
}

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

async fn socket(test: &TestApp, session: &str) -> Socket {
    let address = test.serve().await;
    let mut request = format!("ws://{address}/api/socket").into_client_request().unwrap();
    request.headers_mut().insert("cookie", format!("baton={session}").parse().unwrap());
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    let welcome = socket.next().await.unwrap().unwrap().into_text().unwrap();
    assert!(welcome.contains("welcome"), "{welcome}");
    socket
}

/// Whether the server closes the socket in the time that is promised.
async fn closes(socket: &mut Socket) -> bool {
    let closed = async {
        while let Some(Ok(message)) = socket.next().await {
            if message.is_close() {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), closed).await.is_ok()
}

#[tokio::test]
async fn whoever_is_removed_is_out_at_once_and_their_visitor_is_not_forgotten() {
    let test = TestApp::new().await;
    let sam = test.sam().await;
    let mut socket = socket(&test, &sam.token).await;
    let conversation = clock::new_id();
    let (assistant, visitor, _) = test.visitor().await;
    let ask = Request::new(conversation, Actor::Visitor(visitor), Command::AskForPerson);
    let ask = Request { begin: Some((assistant, visitor)), ..ask };
    let epoch = inbox::perform(&test.app, test.tenant, ask).await.unwrap().row.row.state.epoch;
    let body = json!({ "type": "take_over", "id": clock::new_id::<uuid::Uuid>(), "epoch": epoch });
    let path = format!("/api/conversations/{conversation}/commands");
    let taken = test.post(&path, sam.who(), body).await;
    assert_eq!(taken.status, StatusCode::OK, "{taken:?}");

    let path = format!("/api/teammates/{}", sam.id);
    let removed = test.send(Method::DELETE, &path, test.owner.who(), Value::Null).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert!(closes(&mut socket).await);
    assert_eq!(test.get("/api/me", sam.who()).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(test.sign_in("sam@shop.example", PASSWORD).await.code(), "wrong_password");
    let mut conn = test.app.db.read().await.unwrap();
    let row = conn.of(test.tenant).conversation(conversation, None).await.unwrap().unwrap();
    assert!(matches!(row.row.state.owner, Owner::Queue { .. }), "{:?}", row.row.state.owner);
    drop(conn);
    let people = test.get("/api/people", test.owner.who()).await.json;
    assert_eq!(people["teammates"][1]["active"], false, "their words keep their name");

    let link = test.invited(&test.owner, "sam@shop.example", "agent").await;
    let back = test.use_link(&link, json!({ "name": "Sam", "password": PASSWORD })).await;
    assert_eq!(back.json["id"], json!(sam.id), "whoever comes back is the same person");
    assert_eq!(test.get("/api/me", sam.who()).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_a_crash_left_with_a_removed_teammate_is_released_at_start() {
    let test = TestApp::new().await;
    let sam = test.teammate("Sam", Role::Agent).await;
    let (conversation, (assistant, visitor, _)) = (clock::new_id(), test.visitor().await);
    let ask = Request::new(conversation, Actor::Visitor(visitor), Command::AskForPerson);
    let ask = Request { begin: Some((assistant, visitor)), ..ask };
    let epoch = inbox::perform(&test.app, test.tenant, ask).await.unwrap().row.row.state.epoch;
    let take = Command::TakeOver { by: sam.id, epoch };
    let take = Request::new(conversation, Actor::Teammate(sam.id, Role::Agent), take);
    inbox::perform(&test.app, test.tenant, take).await.unwrap();
    let tenant = test.tenant;
    test.app
        .db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                tx.write_of(tenant).change_teammate(sam.id, None, None, Some(false)).await
            })
        })
        .await
        .unwrap();
    accounts::release_all(&test.app).await.unwrap();
    let mut conn = test.app.db.read().await.unwrap();
    assert_eq!(conn.of(tenant).conversations_of(sam.id).await.unwrap(), []);
}

#[tokio::test]
async fn a_reset_ends_every_other_session() {
    let test = TestApp::new().await;
    let sam = test.sam().await;
    let mut socket = socket(&test, &sam.token).await;
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
    assert_eq!(field(&own), "password");
    let done = test.use_link(new, json!({ "password": next })).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert!(closes(&mut socket).await);
    assert_eq!(test.get("/api/me", sam.who()).await.status, StatusCode::UNAUTHORIZED);
    let session = done.session();
    assert_eq!(test.get("/api/me", Who::Session(&session)).await.status, StatusCode::OK);
    assert_eq!(test.sign_in("sam@shop.example", PASSWORD).await.code(), "wrong_password");
    assert_eq!(test.sign_in("sam@shop.example", next).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_command_line_makes_links_for_known_addresses_only() {
    let test = TestApp::new().await;
    assert!(accounts::reset_link(&test.app, "nobody@shop.example").await.unwrap().is_none());
    let link = accounts::sign_in_link(&test.app, "Olga@shop.example").await.unwrap().unwrap();
    let signed_in = test.use_link(token(&link.address), json!({})).await;
    assert_eq!((signed_in.status, &signed_in.json["name"]), (StatusCode::OK, &json!("Olga")));
    assert_eq!(test.use_link(token(&link.address), json!({})).await.code(), "link_spent");
}

#[tokio::test]
async fn a_link_that_expired_is_spent() {
    let test = TestApp::new().await;
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

#[tokio::test]
async fn a_page_from_elsewhere_changes_nothing() {
    let test = TestApp::new().await;
    let description = serde_json::to_value(http::description()).unwrap();
    let mut refused = 0;
    for (path, methods) in description["paths"].as_object().unwrap() {
        // A visitor has no cookie that another page could use, but a token that it cannot read.
        if path.starts_with("/api/visitor/") {
            continue;
        }
        let path = path.replace("{id}", &uuid::Uuid::nil().to_string());
        for method in methods.as_object().unwrap().keys().filter(|method| *method != "get") {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let (here, page) = ([127, 0, 0, 1].into(), "https://elsewhere.example");
            let who = test.owner.who();
            let answer = test.send_from(here, page, method, &path, who, json!({})).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "foreign_origin"));
            refused += 1;
        }
    }
    assert!(refused > 12, "{refused}");
    assert_eq!(test.get("/api/me", test.owner.who()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_rises_or_raises_others_above_themselves() {
    let test = TestApp::new().await;
    let agent = test.teammate("Ann", Role::Agent).await;
    let admin = test.teammate("Adam", Role::Admin).await;
    let other = test.teammate("Ada", Role::Admin).await;
    let place = |who: &Teammate| format!("/api/teammates/{}", who.id);
    let owner = &test.owner;
    test.invited(owner, "boss@shop.example", "owner").await;
    let people = test.get("/api/people", owner.who()).await.json;
    let boss = people["invitations"][0]["id"].as_str().unwrap();
    let (patch, post, delete) = (Method::PATCH, Method::POST, Method::DELETE);
    let invite = |role| json!({ "email": "new@shop.example", "role": role });
    let refused = [
        (&agent, &patch, place(&agent), json!({ "role": "admin" })),
        (&agent, &patch, place(&agent), json!({ "name": "Anna" })),
        (&agent, &post, "/api/invitations".to_owned(), invite("agent")),
        (&agent, &delete, place(&admin), Value::Null),
        (&agent, &post, place(&agent) + "/reset", Value::Null),
        (&admin, &patch, place(&admin), json!({ "role": "owner" })),
        (&admin, &patch, place(&agent), json!({ "role": "owner" })),
        (&admin, &patch, place(owner), json!({ "role": "agent" })),
        (&admin, &patch, place(owner), json!({ "name": "Nobody" })),
        (&admin, &delete, place(owner), Value::Null),
        (&admin, &post, place(owner) + "/reset", Value::Null),
        (&admin, &post, "/api/invitations".to_owned(), invite("owner")),
        (
            &admin,
            &post,
            "/api/invitations".to_owned(),
            json!({ "email": "boss@shop.example", "role": "agent" }),
        ),
        (&admin, &delete, format!("/api/invitations/{boss}"), Value::Null),
    ];
    for (who, method, path, body) in refused {
        let answer = test.send(method.clone(), &path, who.who(), body.clone()).await;
        let line = format!("{method} {path} {body}");
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "forbidden"), "{line}");
    }
    let raise = json!({ "role": "admin" });
    let raised = test.send(patch.clone(), &place(&agent), admin.who(), raise).await;
    assert_eq!(raised.json["role"], "admin");
    let lowered = test.send(patch, &place(&other), admin.who(), json!({ "role": "agent" })).await;
    assert_eq!(lowered.json["role"], "agent", "an admin manages admins");
    let late = test.post("/api/invitations", other.who(), invite("agent")).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN, "a lower role counts at once");
}

#[tokio::test]
async fn the_last_owner_stays() {
    let test = TestApp::new().await;
    let path = |who: &Teammate| format!("/api/teammates/{}", who.id);
    let step_down = json!({ "role": "admin" });
    let alone = [
        test.send(Method::PATCH, &path(&test.owner), test.owner.who(), step_down.clone()).await,
        test.send(Method::DELETE, &path(&test.owner), test.owner.who(), Value::Null).await,
    ];
    for answer in alone {
        assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "conflict"));
        assert!(answer.json["detail"].as_str().unwrap().contains("owner"), "{answer:?}");
    }
    let same = json!({ "role": "owner", "name": "Olga B" });
    let renamed = test.send(Method::PATCH, &path(&test.owner), test.owner.who(), same).await;
    assert_eq!(renamed.json["name"], "Olga B", "the same role is no step down");

    let second = test.teammate("Omar", Role::Owner).await;
    let both = [&test.owner, &second].map(|who| {
        let (test, path, body) = (&test, path(who), step_down.clone());
        async move { test.send(Method::PATCH, &path, who.who(), body).await.status.as_u16() }
    });
    let mut statuses = join_all(both).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "two who step down at once leave one");
}

#[tokio::test]
async fn a_visitor_is_no_teammate() {
    let test = TestApp::new().await;
    let (_, _, token) = test.visitor().await;
    for path in ["/api/me", "/api/people", "/api/conversations?view=all"] {
        for who in [Who::Visitor(&token), Who::Session(&token), Who::Nobody] {
            let (status, problem) = test.request(Method::GET, path, who, Value::Null).await;
            assert_eq!(
                (status, &problem["code"]),
                (StatusCode::UNAUTHORIZED, &json!("sign_in_needed"))
            );
        }
    }
}

#[tokio::test]
async fn people_of_another_workspace_are_nobody() {
    let test = TestApp::new().await;
    let (_, stranger) = test.other_workspace().await;
    let path = format!("/api/teammates/{}", stranger.id);
    for (method, path, body) in [
        (Method::PATCH, path.clone(), json!({ "name": "X" })),
        (Method::DELETE, path.clone(), Value::Null),
        (Method::POST, format!("{path}/reset"), Value::Null),
    ] {
        let answer = test.send(method, &path, test.owner.who(), body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(test.get("/api/me", stranger.who()).await.json["name"], "Otto");
    let people = test.get("/api/people", test.owner.who()).await.json;
    assert_eq!(people["teammates"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_assistant_is_changed_by_admins_field_by_field() {
    let test = TestApp::new().await;
    let agent = test.teammate("Ann", Role::Agent).await;
    let all = test.get("/api/assistants", agent.who()).await.json;
    let known = &all["assistants"][0];
    let (site, id) = (known["site"].as_str().unwrap(), known["id"].as_str().unwrap());
    assert!(known["snippet"].as_str().unwrap().contains(site));
    let path = format!("/api/assistants/{id}");
    let change = |who: &Teammate, body: Value| {
        let (test, path, token) = (&test, path.clone(), who.token.clone());
        async move { test.send(Method::PATCH, &path, Who::Session(&token), body).await }
    };
    assert_eq!(change(&agent, json!({ "name": "X" })).await.status, StatusCode::FORBIDDEN);
    let both = [
        change(&test.owner, json!({ "name": "Fern" })),
        change(&test.owner, json!({ "allowed_sites": ["https://Shop.example/cart"] })),
    ];
    for answer in join_all(both).await {
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    }
    let wrong = change(&test.owner, json!({ "allowed_sites": ["*"], "name": "Moss" })).await;
    assert_eq!((wrong.status, field(&wrong)), (StatusCode::UNPROCESSABLE_ENTITY, "allowed_sites"));
    let now = &test.get("/api/assistants", agent.who()).await.json["assistants"][0];
    assert_eq!(now["name"], "Fern");
    assert_eq!(now["allowed_sites"], json!(["https://shop.example"]));
    assert_eq!(now["greeting"], known["greeting"]);
}
