//! Waits, the queue as one who waits stands in it, and how much of people's hands is full.

use std::sync::Arc;

use domain::conversation::{Event, Millis, Reason};
use domain::id::{ConversationId, TeamId, TeammateId};
use domain::promise::{End, Wait};
use domain::rollout::Kind;
use store::{ConversationRow, Db, Place, Saved, Tenant, WaitRow};

use crate::fixtures::{id, workspace, write};

conforms!(
    waits_are_read_for_their_team_the_open_ones_first,
    the_queue_is_counted_ahead_of_one_and_talks_for_each_teammate,
    an_owners_number_is_kept_until_it_is_taken_away,
);

async fn note(db: &Db, tenant: Tenant, wait: WaitRow) {
    write(db, move |tx| Box::pin(async move { tx.write_of(tenant).note_wait(&wait).await })).await;
}

async fn waits_are_read_for_their_team_the_open_ones_first(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let team: TeamId = id();
    let row = |began_at, ended| WaitRow {
        conversation: id(),
        began_at,
        team: None,
        expected_ms: 60_000,
        promised_ms: Some(120_000),
        ended,
    };
    let moved = row(500, None);
    for wait in [
        row(100, None),
        row(200, Some((900, true))),
        row(300, Some((700, false))),
        row(400, None),
        moved,
        WaitRow { team: Some(team), ..moved },
    ] {
        note(&db, tenant, wait).await;
    }
    let left = WaitRow { ended: Some((950, true)), ..row(960, None) };
    note(&db, other, left).await;
    let wait =
        |waited_ms, end| Wait { expected_ms: 60_000, waited_ms, end, promised_ms: Some(120_000) };
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    assert_eq!(
        rows.waits_for(None, 150, 1_000).await.unwrap(),
        [wait(600, End::Open), wait(700, End::Answered), wait(400, End::Left)],
        "one is too old, and one waits for a team"
    );
    assert_eq!(rows.waits_for(Some(team), 0, 1_000).await.unwrap(), [wait(500, End::Open)]);
    assert_eq!(rows.waits_since(300, 1_000).await.unwrap().len(), 3);
    drop(conn);
    write(&db, move |tx| Box::pin(async move { tx.write_system().forget_waits(400).await })).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).waits_since(0, 1_000).await.unwrap().len(), 2);
}

/// A conversation to which this happened, at these times.
async fn begun(db: &Db, tenant: Tenant, events: &[(Event, Millis)]) -> ConversationId {
    let mut row = ConversationRow::begun(id(), id(), (id(), Kind::Live), 1);
    for (event, at) in events {
        row.state.apply(event, *at);
        row.changed_at = *at;
    }
    let conversation = row.id;
    let saved = Arc::new([Saved { row, page: true, trail: true }]);
    write(db, move |tx| {
        let saved = Arc::clone(&saved);
        Box::pin(async move { tx.write_of(tenant).save_conversations(&*saved).await })
    })
    .await;
    conversation
}

async fn the_queue_is_counted_ahead_of_one_and_talks_for_each_teammate(db: Db) {
    const HOUR: Millis = 3_600_000;
    let (tenant, team, sam): (_, TeamId, TeammateId) = (workspace(&db).await, id(), id());
    let queued = |team| Event::HandedOff { reason: Reason::Button, rule: None, team, helps: false };
    let taken = Event::TakenOver { by: sam, from: None };
    begun(&db, tenant, &[(queued(None), HOUR)]).await;
    begun(&db, tenant, &[(queued(None), 5 * HOUR)]).await;
    begun(&db, tenant, &[(queued(Some(team)), 5 * HOUR)]).await;
    begun(&db, tenant, &[(queued(None), 5 * HOUR), (taken.clone(), 6 * HOUR)]).await;
    begun(&db, tenant, &[(queued(None), HOUR), (taken, 2 * HOUR)]).await;
    let own = begun(&db, tenant, &[(queued(None), 6 * HOUR)]).await;
    let place = Place { conversation: own, since: 6 * HOUR, team: None };
    let for_team = Place { team: Some(team), ..place };
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    assert_eq!(rows.ahead_of(place, 0).await.unwrap(), 2);
    assert_eq!(rows.ahead_of(place, 4 * HOUR).await.unwrap(), 1, "the first has given up");
    assert_eq!(rows.ahead_of(for_team, 0).await.unwrap(), 1);
    assert_eq!(rows.ahead_of(Place { since: HOUR, ..place }, 0).await.unwrap(), 1);
    assert_eq!(rows.talks_since(0).await.unwrap()[&sam], 2);
    assert_eq!(rows.talks_since(4 * HOUR).await.unwrap()[&sam], 1);
}

async fn an_owners_number_is_kept_until_it_is_taken_away(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    for minutes in [Some(15), None] {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).set_promise_minutes(minutes).await })
        })
        .await;
        let mut conn = db.read().await.unwrap();
        assert_eq!(conn.of(tenant).promise_minutes().await.unwrap(), minutes);
        assert_eq!(conn.of(other).promise_minutes().await.unwrap(), None);
    }
}
