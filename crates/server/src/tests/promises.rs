//! What visitors who wait are told, and what became of it. The time is an argument of the look.

use domain::conversation::{Millis, Reason, Seq};
use domain::promise::{HANDLING_MS, LOOK_AGAIN_MS, Line, Promise, REVISED_BEFORE_MS, Why};
use domain::schedule::{Draft, DraftWeek};
use serde_json::{Value, json};
use store::{StoreError, WaitRow};
use uuid::Uuid;

use super::talk::{new_id, of_kind};
use super::{TestApp, Visitor};
use crate::{clock, jobs, presence, promise};

on_both!(
    with_a_history_a_number_is_told_and_revised_before_it_is_missed,
    under_thirty_replies_no_number_is_told,
    a_handoff_at_night_promises_no_minutes,
    a_cancelled_wait_counts_as_left,
    how_promises_were_kept_is_counted_and_an_owners_number_measured,
    the_worker_tells_whoever_comes_into_the_queue,
);

const MINUTE: Millis = 60_000;

/// Somebody is free, and nobody waits.
const CALM: Line = Line { ahead: 0, room: 2, free: 1, handling_ms: HANDLING_MS };

impl TestApp {
    /// So many visitors were answered, each after as many seconds as there were before.
    async fn history(&self, count: i64, promised_ms: Option<Millis>) {
        let (tenant, now) = (self.tenant, clock::now());
        let wait = move |number: i64| WaitRow {
            conversation: clock::new_id(),
            began_at: now - (number + 1) * 10 * MINUTE,
            team: None,
            expected_ms: CALM.expected_ms().unwrap(),
            promised_ms,
            ended: Some((now - (number + 1) * 10 * MINUTE + number * 1_000, true)),
        };
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    for number in 0..count {
                        tx.write_of(tenant).note_wait(&wait(number)).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
    }

    /// The owner is here, as long as this is held.
    fn is_here(&self) -> presence::Line {
        let workspace = self.tenant.workspace();
        self.app.presence.come(workspace, self.owner.id, false, || {})
    }

    /// What the timer of a conversation does at its time.
    async fn look(&self, thread: Uuid, after: Seq, now: Millis) {
        promise::look(&self.app, self.tenant, thread.into(), after, now).await.unwrap();
    }

    /// The timer of now is due.
    async fn is_due(&self, thread: Uuid, now: Millis) {
        let after = self.state(thread).await.awaited.unwrap().after;
        self.look(thread, after, now).await;
    }

    async fn told(&self, visitor: &Visitor, thread: Uuid) -> Vec<Value> {
        let read = self.read_by(visitor, thread).await;
        of_kind(&read, "promised").into_iter().cloned().collect()
    }

    async fn waits(&self) -> Vec<domain::promise::Wait> {
        let mut conn = self.app.db.read().await.unwrap();
        conn.of(self.tenant).waits_since(0, clock::now()).await.unwrap()
    }
}

async fn with_a_history_a_number_is_told_and_revised_before_it_is_missed(test: TestApp) {
    test.history(60, None).await;
    let _here = test.is_here();
    let visitor = test.visitor().await;
    let (thread, epoch) = test.waiting(&visitor).await;
    test.is_due(thread, clock::now()).await;
    let first = test.told(&visitor, thread).await.remove(0);
    assert_eq!(first["minutes"], 1, "nine in ten of sixty, the latest of them the shortest");
    let until = first["until"].as_i64().unwrap();
    assert_eq!(until - first["at"].as_i64().unwrap(), MINUTE);
    let row = test.get("/api/conversations?view=waiting", test.owner.who()).await.ok();
    assert_eq!(row["rows"][0]["promised_until"], until);

    let state = test.state(thread).await;
    let awaited = state.awaited.unwrap();
    assert!(awaited.due <= until - REVISED_BEFORE_MS, "{awaited:?}");
    test.is_due(thread, awaited.due).await;
    let told = test.told(&visitor, thread).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1]["at"].as_i64().unwrap() < until);
    // The timer of before has nothing to say any more.
    test.look(thread, awaited.after, awaited.due).await;
    assert_eq!(test.told(&visitor, thread).await.len(), 2);

    let take = json!({ "type": "take_over", "id": new_id(), "epoch": epoch });
    let epoch = test.acts(&test.owner, thread, take).await.ok()["epoch"].as_u64().unwrap();
    assert!(test.state(thread).await.awaited.is_some(), "nobody has said a word");
    test.replies(thread, epoch, 1).await;
    assert!(test.state(thread).await.awaited.is_none());
    let wait = test.waits().await.remove(0);
    assert_eq!(wait.end, domain::promise::End::Answered);
    assert_eq!((wait.promised_ms, wait.expected_ms), (Some(MINUTE), MINUTE));
}

async fn under_thirty_replies_no_number_is_told(test: TestApp) {
    test.history(29, None).await;
    let _here = test.is_here();
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let now = clock::now();
    test.is_due(thread, now).await;
    let told = test.told(&visitor, thread).await.remove(0);
    assert_eq!((&told["minutes"], &told["why"]), (&Value::Null, &Value::Null));
    test.is_due(thread, now + LOOK_AGAIN_MS).await;
    let told = test.told(&visitor, thread).await;
    assert_eq!(told[1]["why"], "overdue", "an address is asked for");
}

async fn a_handoff_at_night_promises_no_minutes(test: TestApp) {
    test.history(60, None).await;
    let never = Draft { zone: "UTC".into(), week: DraftWeek::default(), holidays: vec![] };
    let tenant = test.tenant;
    let kept = test.app.db.write::<_, StoreError, _>(move |tx| {
        let never = never.clone();
        Box::pin(async move {
            tx.write_of(tenant).set_promise_minutes(Some(5)).await?;
            tx.write_of(tenant).set_hours(None, Some(&never)).await
        })
    });
    assert!(kept.await.unwrap());
    let _here = test.is_here();
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let now = clock::now();
    test.is_due(thread, now).await;
    let told = test.told(&visitor, thread).await;
    assert_eq!((&told[0]["minutes"], &told[0]["why"]), (&Value::Null, &json!("nobody_here")));
    // It is looked again, and as long as nothing is new nothing is said.
    test.is_due(thread, now + LOOK_AGAIN_MS).await;
    assert_eq!(test.told(&visitor, thread).await.len(), 1);
    assert_eq!(test.waits().await.len(), 60, "nobody learns from a night");
}

async fn a_cancelled_wait_counts_as_left(test: TestApp) {
    let _here = test.is_here();
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    test.is_due(thread, clock::now()).await;
    assert_eq!(test.waits().await[0].end, domain::promise::End::Open);
    let cancel = json!({ "type": "cancel_wait", "id": new_id(), "conversation": thread });
    test.does(&visitor, cancel).await.ok();
    assert_eq!(test.waits().await[0].end, domain::promise::End::Left);
    let state = test.state(thread).await;
    assert!(state.awaited.is_none());
}

async fn how_promises_were_kept_is_counted_and_an_owners_number_measured(test: TestApp) {
    let figures = async || test.get("/api/promise", test.owner.who()).await.ok();
    assert_eq!(
        figures().await,
        json!({
            "made": { "kept": 0, "of": 0, "share": null, "warns": false },
            "own_minutes": null, "own": null, "usual_minutes": null,
        })
    );
    // After 0 to 99 seconds; 75 were promised.
    test.history(100, Some(75_000)).await;
    let made = figures().await["made"].take();
    assert_eq!(made, json!({ "kept": 76, "of": 100, "share": 0.76, "warns": true }));

    let set = async |minutes: Value| {
        let body = json!({ "minutes": minutes });
        test.send(axum::http::Method::PUT, "/api/promise", test.owner.who(), body).await
    };
    assert_eq!(set(json!(0)).await.field(), "minutes");
    assert_eq!(set(json!(121)).await.field(), "minutes");
    let own = set(json!(1)).await.ok();
    assert_eq!(own["own"], json!({ "kept": 61, "of": 100, "share": 0.61, "warns": true }));
    assert_eq!((&own["own_minutes"], &own["usual_minutes"]), (&json!(1), &json!(2)));

    let _here = test.is_here();
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    test.is_due(thread, clock::now()).await;
    assert_eq!(test.told(&visitor, thread).await[0]["minutes"], 1, "as the owner has it");
    assert_eq!(set(Value::Null).await.ok()["own"], Value::Null);
}

async fn the_worker_tells_whoever_comes_into_the_queue(test: TestApp) {
    let worker = tokio::spawn(jobs::work(test.app.clone()));
    let visitor = test.visitor().await;
    let (thread, _) = test.waiting(&visitor).await;
    let read = test.read_until(thread, "promised", 1).await;
    assert_eq!(of_kind(&read, "promised")[0]["why"], "nobody_here");
    let state = test.state(thread).await;
    assert_eq!(
        state.awaited.unwrap().told.map(|told| told.promise),
        Some(Promise::Address { why: Why::NobodyHere })
    );
    assert!(matches!(
        state.owner,
        domain::conversation::Owner::Queue { reason: Reason::Button, .. }
    ));
    test.app.stop();
    super::soon("the worker stops", worker).await.unwrap();
}
