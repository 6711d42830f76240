//! What a visitor is told of the people who answer.

use axum::http::Method;
use domain::access::Role;
use serde_json::{Value, json};

use super::talk::{new_id, say};
use super::{TestApp, Who, line};

on_both!(
    a_visitor_who_is_to_see_the_shop_sees_no_teammate_anywhere,
    a_visitor_who_may_see_names_sees_them,
    the_workspace_is_named_by_admins_and_its_second_factor_asked_for_by_the_owner,
);

/// Everything that can happen to a visitor's thread, and all that its visitor hears and reads.
async fn whole_life(test: &TestApp) -> (String, Vec<String>) {
    test.work();
    let sam = test.teammate("Samsonite", Role::Agent).await;
    let kim = test.teammate("Kimberlite", Role::Agent).await;
    let visitor = test.visitor().await;
    let mut widget = line::of_visitor(test.serve().await, &visitor, json!({})).await;
    let mut inbox = line::of_teammate(test.serve().await, &sam).await;
    let mut told: Vec<Value> = widget.until("live").await;

    let (thread, epoch) = test.waiting(&visitor).await;
    let act = |mut body: Value, epoch: &Value| {
        body["id"] = json!(new_id());
        body["epoch"] = epoch.clone();
        body
    };
    let take = act(json!({ "type": "take_over" }), &json!(epoch));
    let done = test.acts(&sam, thread, take).await.ok();
    inbox.say(json!({ "type": "watch", "conversation": thread, "after": 0 })).await;
    inbox.until("live").await;
    inbox.say(json!({ "type": "typing", "conversation": thread, "on": true })).await;
    told.extend(widget.until("typing").await);
    let reply = act(json!({ "type": "reply", "seen": 99, "text": "Hello." }), &done["epoch"]);
    test.acts(&sam, thread, reply).await.ok();
    let give = act(json!({ "type": "transfer", "to": kim.id }), &done["epoch"]);
    let done = test.acts(&sam, thread, give).await.ok();
    let team =
        test.post("/api/teams", test.owner.who(), json!({ "name": "Samsonites" })).await.ok();
    let route = act(json!({ "type": "route", "team": team["id"] }), &done["epoch"]);
    let done = test.acts(&kim, thread, route).await.ok();
    let list = visitor_session(test, &visitor.token).await;
    told.push(list);
    let team = format!("/api/teams/{}", team["id"].as_str().unwrap());
    test.send(Method::DELETE, &team, test.owner.who(), Value::Null).await.ok();
    let take = act(json!({ "type": "take_over" }), &done["epoch"]);
    test.acts(&kim, thread, take).await.ok();
    told.push(visitor_session(test, &visitor.token).await);
    let away = json!({ "away": true, "give_back": true });
    test.send(Method::PUT, "/api/me/availability", kim.who(), away).await.ok();
    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": thread });
    test.does(&visitor, cancel.clone()).await.ok();
    let again = json!({ "type": "cancel_wait", "id": new_id(), "conversation": thread });
    told.push(test.does(&visitor, again).await.json);
    test.acts(&sam, thread, json!({ "type": "resolve", "id": new_id() })).await.ok();
    told.push(visitor_session(test, &visitor.token).await);
    test.does(&visitor, say(thread, "One more question")).await.ok();
    told.extend(test.read_by(&visitor, thread).await);
    let poll = json!({ "cursors": { thread.to_string(): 0 } });
    told.push(test.post("/api/visitor/poll", visitor.who(), poll).await.ok());
    // All that was told over the line ends with the return to who had resolved it.
    loop {
        let frame = widget.next().await;
        let ends = frame["kind"] == "returned";
        told.push(frame);
        if ends {
            break;
        }
    }
    let marks = vec![
        "Samsonite".to_owned(),
        "Kimberlite".to_owned(),
        sam.id.to_string(),
        kim.id.to_string(),
    ];
    (Value::Array(told).to_string(), marks)
}

async fn visitor_session(test: &TestApp, token: &str) -> Value {
    let known = test.get("/api/assistants", test.owner.who()).await.ok();
    let asked = json!({ "site": known["assistants"][0]["site"], "token": token });
    test.post("/api/visitor/session", Who::Nobody, asked).await.ok()
}

async fn a_visitor_who_is_to_see_the_shop_sees_no_teammate_anywhere(test: TestApp) {
    let shop = json!({ "name": "Harbour Lane", "shows_names": false });
    test.send(Method::PATCH, "/api/workspace", test.owner.who(), shop).await.ok();
    let (told, marks) = whole_life(&test).await;
    for kind in ["taken_over", "replied", "transferred", "routed", "released", "returned", "typing"]
    {
        assert!(told.contains(&format!("\"{kind}\"")), "{kind} was told: {told}");
    }
    for mark in marks {
        assert!(!told.contains(&mark), "{mark} came out: {told}");
    }
    assert!(told.contains("Harbour Lane"), "{told}");
}

async fn a_visitor_who_may_see_names_sees_them(test: TestApp) {
    let (told, marks) = whole_life(&test).await;
    for mark in marks {
        assert!(told.contains(&mark), "{mark} is missed: {told}");
    }
    assert!(!told.contains("Samsonites"), "a team is nobody's business outside: {told}");
}

async fn the_workspace_is_named_by_admins_and_its_second_factor_asked_for_by_the_owner(
    test: TestApp,
) {
    let (admin, agent) =
        (test.teammate("Ann", Role::Admin).await, test.teammate("Sam", Role::Agent).await);
    let change = |who, body: Value| test.send(Method::PATCH, "/api/workspace", who, body);
    let named = change(admin.who(), json!({ "name": "  Harbour   Lane " })).await.ok();
    assert_eq!(named["name"], "Harbour Lane");
    assert_eq!(named["shows_names"], true, "what is absent is left");
    assert_eq!(test.get("/api/me", agent.who()).await.ok()["workspace"], "Harbour Lane");
    assert_eq!(change(admin.who(), json!({ "name": " " })).await.field(), "name");
    assert_eq!(change(agent.who(), json!({ "name": "Mine" })).await.code(), "forbidden");
    let ask = json!({ "needs_second_factor": true });
    assert_eq!(change(admin.who(), ask.clone()).await.code(), "forbidden");
    assert_eq!(change(test.owner.who(), ask).await.code(), "conflict", "who has one may ask");
}
