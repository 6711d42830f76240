//! Codes that are mailed to visitors.

use domain::id::VisitorId;
use store::{Db, Tenant, VisitorCode};

use crate::fixtures::{id, workspace, write};
use crate::visitors::person;

conforms!(
    a_visitor_s_code_is_the_last_that_was_mailed,
    tries_at_a_code_are_bounded_however_many_come_at_once,
    a_code_counts_once,
    a_code_goes_with_a_visitor_who_was_somebody_known,
);

const TRIES_MAX: i64 = 5;

fn code(email: &str, ends_at: i64) -> VisitorCode {
    VisitorCode { email: email.into(), signature: vec![0, 255, 1], ends_at, tries: 0 }
}

async fn save(db: &Db, tenant: Tenant, of: VisitorId, new: &VisitorCode) {
    let new = new.clone();
    write(db, move |tx| {
        let new = new.clone();
        Box::pin(async move { tx.write_of(tenant).save_visitor_code(of, &new).await })
    })
    .await;
}

async fn read(db: &Db, tenant: Tenant, of: VisitorId) -> Option<VisitorCode> {
    db.read().await.unwrap().of(tenant).visitor_code(of).await.unwrap()
}

async fn tries(db: &Db, tenant: Tenant, of: VisitorId) -> bool {
    write(db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).try_visitor_code(of, TRIES_MAX).await })
    })
    .await
}

async fn take(db: &Db, tenant: Tenant, of: VisitorId) {
    write(db, move |tx| Box::pin(async move { tx.write_of(tenant).drop_visitor_code(of).await }))
        .await;
}

async fn a_visitor_s_code_is_the_last_that_was_mailed(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (maya, tom): (VisitorId, VisitorId) = (id(), id());
    assert_eq!(read(&db, tenant, maya).await, None);
    let (first, of_tom) = (code("maya@old.example", 50), code("tom@home.example", 70));
    save(&db, tenant, maya, &first).await;
    save(&db, tenant, tom, &of_tom).await;
    assert_eq!(read(&db, tenant, maya).await, Some(first.clone()));
    assert!(tries(&db, tenant, maya).await);
    assert_eq!(read(&db, tenant, maya).await, Some(VisitorCode { tries: 1, ..first.clone() }));
    let last = VisitorCode { signature: vec![9; 32], ..code("maya@new.example", 90) };
    save(&db, tenant, maya, &last).await;
    assert_eq!(read(&db, tenant, maya).await, Some(last.clone()), "all of it, and no try yet");
    assert_eq!(read(&db, tenant, tom).await, Some(of_tom));
    assert_eq!(read(&db, other, maya).await, None);
    save(&db, other, maya, &first).await;
    assert_eq!(read(&db, tenant, maya).await, Some(last));
}

async fn tries_at_a_code_are_bounded_however_many_come_at_once(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (maya, tom): (VisitorId, VisitorId) = (id(), id());
    assert!(!tries(&db, tenant, maya).await, "there is no code yet");
    assert_eq!(read(&db, tenant, maya).await, None, "and a try makes none");
    for (tenant, of) in [(tenant, maya), (tenant, tom), (other, maya)] {
        save(&db, tenant, of, &code("m@home.example", 50)).await;
    }
    for ends_at in [50, 60] {
        let mut guesses = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let db = db.clone();
            guesses.spawn(async move { tries(&db, tenant, maya).await });
        }
        let tried = guesses.join_all().await.into_iter().filter(|tried| *tried).count();
        let kept = read(&db, tenant, maya).await.unwrap();
        assert_eq!((tried, kept.tries, kept.ends_at), (5, TRIES_MAX, ends_at));
        assert!(!tries(&db, tenant, maya).await);
        // Another code, another five.
        save(&db, tenant, maya, &code("m@home.example", 60)).await;
    }
    for (tenant, of) in [(tenant, tom), (other, maya)] {
        assert_eq!(read(&db, tenant, of).await.unwrap().tries, 0, "nobody else's is tried");
    }
}

async fn a_code_counts_once(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (maya, tom): (VisitorId, VisitorId) = (id(), id());
    for (tenant, of) in [(tenant, maya), (tenant, tom), (other, maya)] {
        save(&db, tenant, of, &code("m@home.example", 50)).await;
    }
    take(&db, tenant, maya).await;
    assert_eq!(read(&db, tenant, maya).await, None);
    assert!(!tries(&db, tenant, maya).await, "there is nothing to try any more");
    take(&db, tenant, maya).await;
    for (tenant, of) in [(tenant, tom), (other, maya)] {
        assert!(tries(&db, tenant, of).await, "theirs still counts");
    }
}

async fn a_code_goes_with_a_visitor_who_was_somebody_known(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let anonymous = person(&db, tenant, None).await;
    let maya = person(&db, tenant, Some("42")).await;
    let of_maya = code("maya@home.example", 70);
    save(&db, tenant, anonymous, &code("typed@home.example", 50)).await;
    save(&db, other, anonymous, &of_maya).await;
    save(&db, tenant, maya, &of_maya).await;
    write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let from = rows.hold_visitor(anonymous).await?.unwrap();
            rows.merge_visitor(&from, maya).await.map(drop)
        })
    })
    .await;
    assert_eq!(read(&db, tenant, anonymous).await, None, "it was made for nobody else");
    assert_eq!(read(&db, tenant, maya).await, Some(of_maya.clone()));
    assert_eq!(read(&db, other, anonymous).await, Some(of_maya), "another company's stays");
}
