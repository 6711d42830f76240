//! What becomes of a write: whole, undone, refused.

use domain::access::Role;
use domain::id::TeammateId;
use domain::message::Audience;
use domain::rollout::Kind;
use store::{ConversationRow, Db, NewTeammate, Saved, StoreError};

use crate::fixtures::{conversation, id, said, workspace, write};

conforms!(
    a_failed_write_leaves_nothing_and_its_neighbours_stand,
    a_panic_does_not_end_the_writer,
    what_is_closed_is_all_there_when_opened_again,
);

async fn a_failed_write_leaves_nothing_and_its_neighbours_stand(db: Db) {
    let tenant = workspace(&db).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    let mut writers = tokio::task::JoinSet::new();
    for seq in 1..=30_i64 {
        let db = db.clone();
        writers.spawn(async move {
            let outcome: Result<(), StoreError> = db
                .write(move |tx| {
                    Box::pin(async move {
                        tx.write_of(tenant).append(&[(thread, &said(seq, 0))]).await?;
                        if seq % 3 == 0 { Err(StoreError::Busy) } else { Ok(()) }
                    })
                })
                .await;
            (seq, outcome.is_ok())
        });
    }
    for (seq, stood) in writers.join_all().await {
        assert_eq!(stood, seq % 3 != 0);
    }
    let mut conn = db.read().await.unwrap();
    let events = conn.of(tenant).events(thread, 0, Audience::Team, 100).await.unwrap();
    let expected: Vec<i64> = (1..=30).filter(|seq| seq % 3 != 0).collect();
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), expected);
}

async fn a_panic_does_not_end_the_writer(db: Db) {
    let tenant = workspace(&db).await;
    let outcome: Result<(), StoreError> = db
        .write(move |tx| {
            Box::pin(async move {
                let row = ConversationRow::begun(id(), id(), (id(), Kind::Live), 1);
                let saved = Saved { row, page: true, trail: true };
                tx.write_of(tenant).save_conversations(&[saved]).await?;
                panic!("a bug in one piece of work")
            })
        })
        .await;
    assert!(outcome.is_err());
    conversation(&db, tenant, id(), 2).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).changed_since(0, 10).await.unwrap().len(), 1);
}

async fn what_is_closed_is_all_there_when_opened_again(db: Db) {
    let tenant = workspace(&db).await;
    let teammate: TeammateId = id();
    let new = |name: &str| NewTeammate {
        id: teammate,
        name: name.into(),
        email: "sam@shop.example".into(),
        role: Role::Agent,
        password: None,
        at: 1,
    };
    let (first, again) = (new("Sam"), NewTeammate { id: id(), ..new("Samuel") });
    write(&db, move |tx| {
        let (first, again) = (first.clone(), again.clone());
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            assert_eq!(rows.insert_teammate(&first).await?, Some(teammate));
            assert_eq!(rows.insert_teammate(&again).await?, None, "the address is taken");
            rows.change_teammate(teammate, None, None, Some(false)).await?;
            assert_eq!(rows.insert_teammate(&again).await?, Some(teammate), "and comes back");
            Ok(())
        })
    })
    .await;
    db.close().await;
    let refused = db.write(|_| Box::pin(async { Ok::<_, StoreError>(()) })).await;
    assert!(refused.is_err(), "what is closed takes nothing");
}
