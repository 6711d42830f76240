//! Teams, what waits for them, and who is away.

use axum::http::Method;
use domain::access::Role;
use domain::conversation::Owner;
use serde_json::{Value, json};
use uuid::Uuid;

use super::talk::new_id;
use super::{Answer, Teammate, TestApp, line};
use crate::accounts;

on_both!(
    what_waits_for_a_team_is_its_own_view_and_everybodys_when_it_is_deleted,
    a_team_has_a_name_of_its_own_and_members_who_work_here,
    a_team_that_a_crash_left_missing_is_made_up_for_at_start,
    who_goes_away_by_hand_stays_away_and_may_give_back,
    who_does_nothing_counts_as_away_until_they_do,
    hours_are_kept_by_admins_and_told_to_visitors,
);

impl TestApp {
    async fn team(&self, name: &str, members: &[&Teammate]) -> Value {
        let members: Vec<_> = members.iter().map(|member| member.id).collect();
        let team = json!({ "name": name, "members": members });
        self.post("/api/teams", self.owner.who(), team).await.ok()
    }

    async fn change_team(&self, team: &Value, body: Value) -> Answer {
        let path = format!("/api/teams/{}", team["id"].as_str().unwrap());
        self.send(Method::PATCH, &path, self.owner.who(), body).await
    }

    async fn delete_team(&self, team: &Value) -> Answer {
        let path = format!("/api/teams/{}", team["id"].as_str().unwrap());
        self.send(Method::DELETE, &path, self.owner.who(), Value::Null).await
    }

    /// Gives a conversation to a team.
    async fn route(&self, thread: Uuid, epoch: u64, team: &Value) -> Answer {
        let route = json!({ "type": "route", "id": new_id(), "epoch": epoch, "team": team });
        self.acts(&self.owner, thread, route).await
    }

    async fn waiting_for(&self, query: &str) -> Value {
        let path = format!("/api/conversations?view=waiting{query}");
        self.get(&path, self.owner.who()).await.ok()
    }

    async fn availability(&self, who: &Teammate, body: Value) -> Answer {
        self.send(Method::PUT, "/api/me/availability", who.who(), body).await
    }
}

async fn what_waits_for_a_team_is_its_own_view_and_everybodys_when_it_is_deleted(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let team = test.team("Orders", &[&sam]).await;
    let (thread, epoch) = test.answered(&test.visitor().await).await;
    let (other, _) = test.waiting(&test.visitor().await).await;
    test.route(thread, epoch, &team["id"]).await.ok();
    let id = team["id"].as_str().unwrap();
    let all = test.waiting_for("").await;
    assert_eq!(
        (all["counts"]["waiting"].as_i64(), all["counts"]["teams"][id].as_i64()),
        (Some(2), Some(1))
    );
    let own = test.waiting_for(&format!("&team={id}")).await;
    assert_eq!(own["rows"].as_array().unwrap().len(), 1);
    assert_eq!(own["rows"][0]["conversation"], json!(thread));
    assert_eq!(own["rows"][0]["owner"]["team"]["name"], "Orders");
    let last = test.read(thread).await.pop().unwrap();
    assert_eq!((&last["kind"], &last["team"]["name"]), (&json!("routed"), &json!("Orders")));
    let nowhere = test.route(other, 1, &json!(new_id())).await;
    assert_eq!(nowhere.code(), "not_found", "{nowhere:?}");

    test.delete_team(&team).await.ok();
    let after = test.waiting_for("").await;
    assert_eq!(after["rows"].as_array().unwrap().len(), 2);
    assert!(after["rows"].as_array().unwrap().iter().all(|row| row["owner"]["team"].is_null()));
    assert_eq!(test.delete_team(&team).await.code(), "not_found");
    assert!(matches!(test.state(thread).await.owner, Owner::Queue { team: None, .. }));
}

async fn a_team_has_a_name_of_its_own_and_members_who_work_here(test: TestApp) {
    let (sam, kim) =
        (test.teammate("Sam", Role::Agent).await, test.teammate("Kim", Role::Agent).await);
    let (_, stranger) = test.other_workspace().await;
    let orders = test.team("Orders", &[&sam]).await;
    let twice = json!({ "name": "orders" });
    assert_eq!(test.post("/api/teams", test.owner.who(), twice.clone()).await.field(), "name");
    assert_eq!(test.post("/api/teams", sam.who(), twice).await.code(), "forbidden");
    let foreign = test.change_team(&orders, json!({ "members": [kim.id, stranger.id] })).await;
    assert_eq!(foreign.field(), "members", "{foreign:?}");
    let both = test.change_team(&orders, json!({ "members": [kim.id, sam.id] })).await.ok();
    assert_eq!((both["members"].as_array().unwrap().len(), &both["name"]), (2, &json!("Orders")));
    test.dismiss(&sam).await;
    let named = test.change_team(&orders, json!({ "name": "Deliveries" })).await.ok();
    assert_eq!((&named["members"], &named["name"]), (&json!([kim.id]), &json!("Deliveries")));
    let people = test.get("/api/people", kim.who()).await.ok();
    assert_eq!(people["teams"][0]["name"], "Deliveries");
}

async fn a_team_that_a_crash_left_missing_is_made_up_for_at_start(test: TestApp) {
    let team = test.team("Orders", &[]).await;
    let (thread, epoch) = test.answered(&test.visitor().await).await;
    test.route(thread, epoch, &team["id"]).await.ok();
    let (tenant, id) = (test.tenant, team["id"].as_str().unwrap().parse::<Uuid>().unwrap());
    let gone = test.app.db.write::<_, store::StoreError, _>(move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_team(id.into()).await })
    });
    gone.await.unwrap();
    accounts::release_all(&test.app).await.unwrap();
    assert!(matches!(test.state(thread).await.owner, Owner::Queue { team: None, .. }));
}

async fn who_goes_away_by_hand_stays_away_and_may_give_back(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let (thread, epoch) = test.waiting(&test.visitor().await).await;
    let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
    test.acts(&sam, thread, take).await.ok();
    let address = test.serve().await;
    let mut line = line::of_teammate(address, &sam).await;
    assert_eq!(line.the("presence").await["present"][0]["availability"], "available");

    test.availability(&sam, json!({ "away": true })).await.ok();
    assert_eq!(line.the("presence").await["present"][0]["availability"], "away");
    assert_eq!(test.state(thread).await.teammate(), Some(sam.id), "kept");
    assert_eq!(test.app.presence.here(test.tenant.workspace()), 0);
    line.say(json!({ "type": "active", "on": true })).await;
    drop(line);
    assert_eq!(test.get("/api/me", sam.who()).await.ok()["away"], true);
    let mut line = line::of_teammate(address, &sam).await;
    assert_eq!(line.the("presence").await["present"][0]["availability"], "away");

    test.availability(&sam, json!({ "away": true, "give_back": true })).await.ok();
    assert!(matches!(test.state(thread).await.owner, Owner::Queue { .. }));
    let released = test.read_until(thread, "released", 1).await;
    assert!(released.iter().any(|event| event["cause"] == "away"));
    test.availability(&sam, json!({ "away": false })).await.ok();
    assert_eq!(test.get("/api/me", sam.who()).await.ok()["away"], false);
}

async fn who_does_nothing_counts_as_away_until_they_do(test: TestApp) {
    let mut line = line::of_teammate(test.serve().await, &test.owner).await;
    line.the("presence").await;
    line.say(json!({ "type": "active", "on": false })).await;
    assert_eq!(line.the("presence").await["present"][0]["availability"], "inactive");
    assert_eq!(test.app.presence.here(test.tenant.workspace()), 0);
    line.say(json!({ "type": "active", "on": true })).await;
    assert_eq!(line.the("presence").await["present"][0]["availability"], "available");
    assert_eq!(test.app.presence.here(test.tenant.workspace()), 1);
}

async fn hours_are_kept_by_admins_and_told_to_visitors(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let keep = |who, body: Value| test.send(Method::PUT, "/api/hours", who, body);
    let always = json!([{ "from": "00:00", "to": "24:00" }]);
    let mut hours = json!({ "zone": "Europe/Berlin", "week": { "monday": always } });
    assert_eq!(keep(sam.who(), json!({ "hours": hours })).await.code(), "forbidden");
    let bad = json!({ "zone": "Mars", "week": { "monday": [{ "from": "9", "to": "17" }] } });
    let refused = keep(test.owner.who(), json!({ "hours": bad.clone() })).await;
    assert_eq!((refused.field(), refused.json["fields"].as_array().unwrap().len()), ("zone", 2));
    assert_eq!(test.post("/api/hours/preview", test.owner.who(), bad).await.field(), "zone");

    let site = test.get("/api/assistants", test.owner.who()).await.ok();
    let site = site["assistants"][0]["site"].clone();
    let told = async || {
        let asked = json!({ "site": site });
        test.post("/api/visitor/session", super::Who::Nobody, asked).await.ok()["hours"].clone()
    };
    assert_eq!(told().await, Value::Null, "no hours are kept");
    keep(test.owner.who(), json!({ "hours": hours })).await.ok();
    assert_eq!(told().await["changes"].as_array().unwrap().len(), 16);
    let now = test.post("/api/hours/preview", test.owner.who(), hours.clone()).await.ok();
    assert_eq!(now["change"]["time"], "00:00", "{now}");
    assert_eq!(told().await["open"], now["open"]);

    hours["week"] = json!({});
    let team = test.team("Orders", &[]).await;
    keep(test.owner.who(), json!({ "team": team["id"], "hours": hours })).await.ok();
    let kept = test.get("/api/hours", sam.who()).await.ok();
    assert_eq!(kept["teams"][0]["team"], team["id"]);
    assert_eq!(
        keep(test.owner.who(), json!({ "team": new_id(), "hours": null })).await.code(),
        "not_found"
    );
    keep(test.owner.who(), json!({ "hours": null })).await.ok();
    assert_eq!(told().await, Value::Null);
}
