//! What runs ask programs of the owner: by one alone, noted and forgotten.

use domain::id::ConversationId;
use store::{ActionCall, Db, StoreError, Tenant};
use uuid::Uuid;

use crate::fixtures::{id, workspace, write};
use crate::runs::{note, read, started};

conforms!(
    one_of_those_who_begin_a_call_at_once_may_ask,
    a_call_that_was_begun_in_vain_may_be_begun_again,
    what_a_call_came_to_stands_where_it_was_begun,
    calls_are_forgotten_after_their_time_and_their_runs_stay,
);

pub(crate) fn call(id: Uuid, of: (ConversationId, u32), at: i64, body: &str) -> ActionCall {
    ActionCall { id, conversation: of.0, run: of.1, at, body: body.into() }
}

pub(crate) async fn begin(db: &Db, tenant: Tenant, call: ActionCall) -> bool {
    write(db, move |tx| {
        let call = call.clone();
        Box::pin(async move { tx.write_of(tenant).begin_action_call(&call).await })
    })
    .await
}

async fn finish(db: &Db, tenant: Tenant, call: ActionCall) {
    write(db, move |tx| {
        let call = call.clone();
        Box::pin(async move { tx.write_of(tenant).note_action_call(&call).await })
    })
    .await;
}

pub(crate) async fn asked(db: &Db, tenant: Tenant, of: (ConversationId, u32)) -> Vec<String> {
    db.read().await.unwrap().of(tenant).action_calls(of.0, of.1).await.unwrap()
}

async fn one_of_those_who_begin_a_call_at_once_may_ask(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (deed, of): (Uuid, _) = (id(), (id(), 1));
    let mut racers = tokio::task::JoinSet::new();
    for racer in 0..12 {
        let db = db.clone();
        racers.spawn(async move {
            let body = format!("by {racer}");
            begin(&db, tenant, call(deed, of, racer, &body)).await.then_some(body)
        });
    }
    let begun: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(begun.len(), 1, "a program is not asked twice");
    assert_eq!(asked(&db, tenant, of).await, begun, "and nothing is written over");
    assert!(begin(&db, other, call(deed, of, 1, "theirs")).await, "another company's deed");
    assert_eq!(asked(&db, other, of).await, ["theirs"]);
    assert_eq!(asked(&db, tenant, of).await, begun);
}

async fn a_call_that_was_begun_in_vain_may_be_begun_again(db: Db) {
    let tenant = workspace(&db).await;
    let (deed, of): (Uuid, _) = (id(), (id(), 1));
    let undone: Result<bool, StoreError> = db
        .write(move |tx| {
            Box::pin(async move {
                let first = call(deed, of, 1, "first");
                assert!(tx.write_of(tenant).begin_action_call(&first).await?);
                Err(StoreError::Busy)
            })
        })
        .await;
    assert!(undone.is_err());
    assert!(begin(&db, tenant, call(deed, of, 2, "second")).await);
    assert_eq!(asked(&db, tenant, of).await, ["second"]);
}

async fn what_a_call_came_to_stands_where_it_was_begun(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let [late, early, webhook]: [Uuid; 3] = [id(), id(), id()];
    let thread = id();
    let of = (thread, 1);
    assert!(begin(&db, tenant, call(early, of, 5, "unknown")).await);
    assert!(begin(&db, tenant, call(late, of, 6, "unknown")).await);
    assert!(begin(&db, tenant, call(id(), (thread, 2), 5, "another run's")).await);
    assert!(begin(&db, tenant, call(id(), (id(), 1), 5, "another conversation's")).await);
    assert!(begin(&db, other, call(early, of, 5, "theirs")).await);
    // It took so long that the next one had been begun.
    finish(&db, tenant, call(early, of, 9, "answered")).await;
    finish(&db, tenant, call(webhook, of, 6, "a webhook is only noted")).await;
    let told = ["answered", "unknown", "a webhook is only noted"];
    assert_eq!(asked(&db, tenant, of).await, told, "by when they began, then by id");
    assert!(!begin(&db, tenant, call(early, of, 5, "unknown")).await, "it was asked");
    assert_eq!(asked(&db, tenant, of).await, told);
    assert_eq!(asked(&db, other, of).await, ["theirs"]);
    assert_eq!(asked(&db, tenant, (thread, 3)).await, Vec::<String>::new());
}

async fn calls_are_forgotten_after_their_time_and_their_runs_stay(db: Db) {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (deed, of): (Uuid, _) = (id(), (id(), 1));
    note(&db, tenant, &started(of.0, 1, id(), DAY)).await;
    begin(&db, tenant, call(deed, of, DAY, "old")).await;
    begin(&db, tenant, call(id(), of, 31 * DAY, "as old as may be")).await;
    begin(&db, tenant, call(id(), of, 61 * DAY, "new")).await;
    begin(&db, other, call(id(), of, 31 * DAY - 1, "theirs")).await;
    // An answer that came late makes a call no younger.
    finish(&db, tenant, call(deed, of, 61 * DAY, "old")).await;
    let forget = async |before: i64| {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_system().forget_action_calls(before).await })
        })
        .await;
    };
    forget(DAY).await;
    assert_eq!(asked(&db, tenant, of).await, ["old", "as old as may be", "new"]);
    forget(31 * DAY).await;
    assert_eq!(asked(&db, tenant, of).await, ["as old as may be", "new"]);
    assert_eq!(asked(&db, other, of).await, Vec::<String>::new(), "for every company");
    assert!(read(&db, tenant, of.0, 1).await.is_some());
}
