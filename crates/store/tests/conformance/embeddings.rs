//! Vectors: kept by what made them, and fenced by the run of the settings.

use store::{Db, EmbeddingSettings, Tenant, TextVector};
use uuid::Uuid;

use crate::fixtures::{id, workspace, write};

conforms!(vectors_are_apart_by_model_and_workspace, a_run_that_was_ended_notes_nothing,);

async fn put(db: &Db, tenant: Tenant, identity: &'static [u8], vectors: Vec<TextVector>) {
    write(db, move |tx| {
        let vectors = vectors.clone();
        Box::pin(async move { tx.write_of(tenant).insert_vectors(identity, &vectors).await })
    })
    .await;
}

async fn kept(db: &Db, tenant: Tenant, identity: &[u8]) -> Vec<TextVector> {
    let mut rows = db.read().await.unwrap().of(tenant).vectors(identity).await.unwrap();
    rows.sort();
    rows
}

async fn vectors_are_apart_by_model_and_workspace(db: Db) {
    let (mine, theirs) = (workspace(&db).await, workspace(&db).await);
    let row = |text: u8, vector: u8| (vec![text], vec![vector; 3]);
    put(&db, mine, b"one", (0..200).map(|text| row(text, 1)).collect()).await;
    put(&db, mine, b"one", vec![row(7, 9)]).await;
    put(&db, mine, b"two", vec![row(7, 2)]).await;
    put(&db, theirs, b"one", vec![row(7, 3)]).await;
    assert_eq!(kept(&db, mine, b"one").await[7], row(7, 1), "a text keeps its vector");
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(mine).forget_texts(b"one", &[vec![1], vec![2]]).await })
    })
    .await;
    assert_eq!(kept(&db, mine, b"one").await.len(), 198);
    let dropped = |at_once: i64| {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(mine).drop_vectors(b"two", at_once).await })
        })
    };
    assert_eq!([dropped(150).await, dropped(150).await, dropped(150).await], [150, 48, 0]);
    assert_eq!(kept(&db, mine, b"two").await, [row(7, 2)]);
    assert_eq!(kept(&db, theirs, b"one").await, [row(7, 3)]);
}

async fn a_run_that_was_ended_notes_nothing(db: Db) {
    let tenant = workspace(&db).await;
    let settings = |run: Uuid| EmbeddingSettings {
        address: "http://a/v1".into(),
        model: "m".into(),
        secret: None,
        query_prefix: "q: ".into(),
        passage_prefix: String::new(),
        dimensions: 3,
        identity: vec![1],
        run,
        state: "begun".into(),
        changed_at: 1,
    };
    let (first, second): (Uuid, Uuid) = (id(), id());
    for run in [first, second] {
        write(&db, move |tx| {
            Box::pin(
                async move { tx.write_of(tenant).save_embedding_settings(&settings(run)).await },
            )
        })
        .await;
    }
    let note = |run: Uuid| {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).note_embedding(run, "half").await })
        })
    };
    assert_eq!([note(first).await, note(second).await], [false, true]);
    let stored = db.read().await.unwrap().of(tenant).embedding_settings().await.unwrap();
    assert_eq!(stored, Some(EmbeddingSettings { state: "half".into(), ..settings(second) }));
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_embedding_settings().await })
    })
    .await;
    assert_eq!(db.read().await.unwrap().of(tenant).embedding_settings().await.unwrap(), None);
}
