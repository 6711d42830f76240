//! Who may do what to whom.

use axum::http::{Method, StatusCode};
use domain::access::Role;
use domain::conversation::Owner;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::accounts::PASSWORD;
use super::talk::new_id;
use super::{Teammate, TestApp, Who, line};
use crate::{accounts, http};

on_both!(
    whoever_is_removed_is_out_at_once_and_their_visitor_is_not_forgotten,
    what_a_crash_left_with_a_removed_teammate_is_released_at_start,
    a_page_from_elsewhere_changes_nothing,
    nobody_rises_or_raises_others_above_themselves,
    the_last_owner_stays,
    a_visitor_is_no_teammate,
    people_of_another_workspace_are_nobody,
    an_assistant_is_changed_by_admins_field_by_field,
);

async fn whoever_is_removed_is_out_at_once_and_their_visitor_is_not_forgotten(test: TestApp) {
    let sam = test.sam().await;
    let mut line = line::of_teammate(test.serve().await, &sam).await;
    let (conversation, epoch) = test.waiting(&test.visitor().await).await;
    let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
    test.acts(&sam, conversation, take).await.ok();

    test.dismiss(&sam).await;
    assert_eq!(line.closed().await, Some(4401));
    assert_eq!(test.get("/api/me", sam.who()).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(test.sign_in("sam@shop.example", PASSWORD).await.code(), "wrong_password");
    let owner = test.state(conversation).await.owner;
    assert!(matches!(owner, Owner::Queue { .. }), "{owner:?}");
    let people = test.get("/api/people", test.owner.who()).await.json;
    assert_eq!(people["teammates"][1]["active"], false, "their words keep their name");

    let invitation = test.invited(&test.owner, "sam@shop.example", "agent").await;
    let back = test.use_link(&invitation, json!({ "name": "Sam", "password": PASSWORD })).await;
    assert_eq!(back.json["id"], json!(sam.id), "whoever comes back is the same person");
    assert_eq!(test.get("/api/me", sam.who()).await.status, StatusCode::UNAUTHORIZED);
}

async fn what_a_crash_left_with_a_removed_teammate_is_released_at_start(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let (conversation, epoch) = test.waiting(&test.visitor().await).await;
    let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
    test.acts(&sam, conversation, take).await.ok();
    test.leave(sam.id).await;
    accounts::release_all(&test.app).await.unwrap();
    let mut conn = test.app.db.read().await.unwrap();
    assert_eq!(conn.of(test.tenant).conversations_of(sam.id).await.unwrap(), []);
}

async fn a_page_from_elsewhere_changes_nothing(test: TestApp) {
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

async fn nobody_rises_or_raises_others_above_themselves(test: TestApp) {
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

async fn the_last_owner_stays(test: TestApp) {
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

async fn a_visitor_is_no_teammate(test: TestApp) {
    let visitor = test.visitor().await;
    for path in ["/api/me", "/api/people", "/api/conversations?view=all"] {
        for who in [visitor.who(), Who::Session(&visitor.token), Who::Nobody] {
            let refused = test.get(path, who).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (401, "sign_in_needed"));
        }
    }
}

async fn people_of_another_workspace_are_nobody(test: TestApp) {
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

async fn an_assistant_is_changed_by_admins_field_by_field(test: TestApp) {
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
    assert_eq!((wrong.status, wrong.field()), (StatusCode::UNPROCESSABLE_ENTITY, "allowed_sites"));
    let now = &test.get("/api/assistants", agent.who()).await.json["assistants"][0];
    assert_eq!(now["name"], "Fern");
    assert_eq!(now["allowed_sites"], json!(["https://shop.example"]));
    assert_eq!(now["greeting"], known["greeting"]);
}
