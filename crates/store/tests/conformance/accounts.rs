//! Links, sign-ins, and the row that two changes of a workspace take turns at.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::access::Role;
use store::{Db, LinkKind, NewLink, StoreError, Tenant};
use uuid::Uuid;

use crate::fixtures::{id, workspace, write};

conforms!(
    a_link_is_used_once,
    a_new_link_replaces_those_of_its_kind_and_address,
    a_try_to_sign_in_is_counted_by_one_of_those_who_read_the_same,
    a_try_that_did_not_fail_is_taken_back,
    those_who_hold_a_workspace_take_turns,
);

async fn a_link_is_used_once(db: Db) {
    let tenant = workspace(&db).await;
    let link: Uuid = id();
    write(&db, move |tx| {
        Box::pin(async move {
            let new = store::NewLink {
                id: link,
                token: b"hash".to_vec(),
                kind: store::LinkKind::Invite,
                teammate: None,
                email: Some("sam@shop.example".into()),
                role: Some(Role::Agent),
                expires_at: 100,
            };
            tx.write_of(tenant).insert_link(&new).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    assert!(conn.system().link(b"other", 1).await.unwrap().is_none());
    assert!(conn.system().link(b"hash", 100).await.unwrap().is_none(), "it has expired");
    assert_eq!(conn.system().link(b"hash", 99).await.unwrap().unwrap().id, link);
    let mut users = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let db = db.clone();
        users.spawn(async move {
            write(&db, move |tx| {
                Box::pin(async move { tx.write_of(tenant).delete_link(link).await })
            })
            .await
        });
    }
    assert_eq!(users.join_all().await.into_iter().filter(|used| *used).count(), 1);
}

async fn insert(db: &Db, tenant: Tenant, kind: LinkKind, email: Option<&'static str>) -> Uuid {
    let link: Uuid = id();
    write(db, move |tx| {
        Box::pin(async move {
            let new = NewLink {
                id: link,
                token: link.as_bytes().to_vec(),
                kind,
                teammate: None,
                email: email.map(Into::into),
                role: Some(Role::Agent),
                expires_at: 100,
            };
            tx.write_of(tenant).insert_link(&new).await
        })
    })
    .await;
    link
}

async fn a_new_link_replaces_those_of_its_kind_and_address(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let to_sam = insert(&db, tenant, LinkKind::Invite, Some("sam@shop.example")).await;
    let to_ann = insert(&db, tenant, LinkKind::Invite, Some("ann@shop.example")).await;
    let setup = insert(&db, tenant, LinkKind::Setup, None).await;
    let theirs = insert(&db, other, LinkKind::Invite, Some("sam@shop.example")).await;
    let standing = async || {
        let mut conn = db.read().await.unwrap();
        let mut all = Vec::new();
        for link in [to_sam, to_ann, setup, theirs] {
            all.push(conn.system().link(link.as_bytes(), 1).await.unwrap().is_some());
        }
        all
    };
    let delete = async |kind, email| {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).delete_links_for(kind, email).await })
        })
        .await;
    };
    delete(LinkKind::Setup, Some("sam@shop.example")).await;
    delete(LinkKind::Invite, Some("eve@shop.example")).await;
    assert_eq!(standing().await, [true; 4]);
    delete(LinkKind::Invite, Some("sam@shop.example")).await;
    assert_eq!(standing().await, [false, true, true, true]);
    delete(LinkKind::Invite, None).await;
    assert_eq!(standing().await, [false, false, true, true]);
    delete(LinkKind::Setup, None).await;
    assert_eq!(standing().await, [false, false, false, true], "others keep theirs");
}

async fn failures(db: &Db) -> (i64, i64) {
    db.read().await.unwrap().system().sign_in_failures(b"sam").await.unwrap()
}

async fn count(db: &Db, known: (i64, i64), now: (i64, i64)) -> bool {
    write(db, move |tx| {
        Box::pin(
            async move { tx.write_system().count_sign_in_try(b"sam", known, now.0, now.1).await },
        )
    })
    .await
}

async fn a_try_to_sign_in_is_counted_by_one_of_those_who_read_the_same(db: Db) {
    assert_eq!(failures(&db).await, (0, 0));
    for known in [(0, 0), (1, 10)] {
        let now = (known.0 + 1, known.1 + 10);
        let mut racers = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let db = db.clone();
            racers.spawn(async move { count(&db, known, now).await });
        }
        let counted = racers.join_all().await.into_iter().filter(|counted| *counted).count();
        assert_eq!((counted, failures(&db).await), (1, now));
    }
    assert!(!count(&db, (2, 10), (3, 30)).await, "the time belongs to what was read");
    assert!(!count(&db, (1, 20), (2, 30)).await, "and so does the number");
    assert_eq!(failures(&db).await, (2, 20));
}

async fn a_try_that_did_not_fail_is_taken_back(db: Db) {
    let uncount = async || {
        write(&db, |tx| {
            Box::pin(async move { tx.write_system().uncount_sign_in_try(b"sam").await })
        })
        .await;
    };
    uncount().await;
    assert_eq!(failures(&db).await, (0, 0), "nobody is known who did not try");
    assert!(count(&db, (0, 0), (2, 10)).await);
    for left in [1, 0, 0] {
        uncount().await;
        assert_eq!(failures(&db).await, (left, 10));
    }
    write(&db, |tx| {
        Box::pin(async move { tx.write_system().forget_sign_in_failures(b"nobody", 11).await })
    })
    .await;
    assert_eq!(failures(&db).await, (0, 0), "what is old is forgotten for everybody");
}

async fn those_who_hold_a_workspace_take_turns(db: Db) {
    let tenant = workspace(&db).await;
    let inside = Arc::new(AtomicUsize::new(0));
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (db, inside) = (db.clone(), Arc::clone(&inside));
        racers.spawn(async move {
            write(&db, move |tx| {
                let inside = Arc::clone(&inside);
                Box::pin(async move {
                    tx.write_of(tenant).hold().await?;
                    let others = inside.fetch_add(1, Ordering::SeqCst);
                    // Reading gives the others the time to come in, if they could.
                    for _ in 0..20 {
                        tx.of(tenant).teammates().await?;
                    }
                    inside.fetch_sub(1, Ordering::SeqCst);
                    Ok::<_, StoreError>(others)
                })
            })
            .await
        });
    }
    assert_eq!(racers.join_all().await, [0; 12], "nobody found anybody inside");
    let other = workspace(&db).await;
    let held = write(&db, move |tx| {
        Box::pin(async move {
            tx.write_of(tenant).hold().await?;
            tx.write_of(other).hold().await
        })
    });
    held.await;
}
