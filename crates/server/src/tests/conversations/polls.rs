//! Long polling, where a proxy lets no socket through (TRUST 10).

use axum::http::StatusCode;
use domain::access::Role;
use domain::limits::LONG_POLL_MS_MAX;
use serde_json::{Value, json};

use crate::bus::Topic;
use crate::tests::talk::{new_id, say};
use crate::tests::{Answer, Teammate, TestApp, Visitor, soon};

on_both!(
    a_visitors_poll_wakes_on_news,
    a_teammates_poll_wakes_on_news,
    a_poll_ends_when_the_server_stops,
    a_poll_that_is_held_ends_with_its_session,
);

/// As long as a poll may be held: longer than a test waits.
fn held(mut poll: Value) -> Value {
    poll["wait_ms"] = json!(LONG_POLL_MS_MAX);
    poll
}

impl TestApp {
    async fn polls(&self, visitor: &Visitor, poll: Value) -> Answer {
        self.post("/api/visitor/poll", visitor.who(), poll).await
    }

    async fn team_polls(&self, teammate: &Teammate, poll: Value) -> Answer {
        self.post("/api/poll", teammate.who(), poll).await
    }

    /// Returns once somebody listens to a topic beside those of before.
    async fn listened(&self, topic: Topic) {
        soon("a listener", async {
            while self.app.bus.listeners(topic) == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}

async fn a_visitors_poll_wakes_on_news(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, epoch) = test.answered(&visitor).await;
    let first = test.polls(&visitor, json!({})).await.ok();
    assert_eq!(first["events"].as_array().unwrap().len(), 2, "what is there comes at once");
    let cursors = json!({ "cursors": { thread.to_string(): 2 } });
    assert_eq!(test.polls(&visitor, cursors.clone()).await.ok()["events"], json!([]));
    let wakes = async {
        test.listened(Topic::Visitor(visitor.id)).await;
        test.replies(thread, epoch, 1).await;
    };
    let poll = test.polls(&visitor, held(cursors));
    let (news, ()) = soon("news", async { tokio::join!(poll, wakes) }).await;
    let news = news.ok();
    assert_eq!(news["events"][0]["text"], "Reply 0");
    assert_eq!(news["events"].as_array().unwrap().len(), 1);
}

async fn a_teammates_poll_wakes_on_news(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    let now = test.team_polls(&test.owner, json!({})).await.ok()["now"].clone();
    let poll = json!({
        "changed_since": now.as_i64().unwrap() + 1,
        "watch": { "conversation": thread, "after": 2 },
    });
    let wakes = async {
        test.listened(Topic::Team(test.tenant.workspace())).await;
        test.does(&visitor, say(thread, "News")).await.ok();
    };
    let poll = test.team_polls(&test.owner, held(poll));
    let (news, ()) = soon("news", async { tokio::join!(poll, wakes) }).await;
    let news = news.ok();
    assert_eq!(news["events"][0]["text"], "News");
    let all = json!({ "changed_since": 1 });
    let rows = test.team_polls(&test.owner, all).await.ok();
    assert_eq!(rows["rows"][0]["conversation"], json!(thread));
    let foreign = json!({ "watch": { "conversation": new_id(), "after": 0 } });
    assert_eq!(test.team_polls(&test.owner, foreign).await.code(), "not_found");
}

async fn a_poll_ends_when_the_server_stops(test: TestApp) {
    let visitor = test.visitor().await;
    let stops = async {
        test.listened(Topic::Visitor(visitor.id)).await;
        test.listened(Topic::Team(test.tenant.workspace())).await;
        test.app.stop();
    };
    let polls = async {
        tokio::join!(
            test.polls(&visitor, held(json!({}))),
            test.team_polls(&test.owner, held(json!({}))),
            stops
        )
    };
    let (visiting, working, ()) = soon("the end of both", polls).await;
    assert_eq!(visiting.ok()["events"], json!([]));
    assert_eq!(working.ok()["events"], json!([]));
}

async fn a_poll_that_is_held_ends_with_its_session(test: TestApp) {
    let sam = test.teammate("Sam", Role::Agent).await;
    let leaves = async {
        test.listened(Topic::Team(test.tenant.workspace())).await;
        test.dismiss(&sam).await;
    };
    let poll = test.team_polls(&sam, held(json!({})));
    let (answer, ()) = soon("its end", async { tokio::join!(poll, leaves) }).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "sign_in_needed"));
}
