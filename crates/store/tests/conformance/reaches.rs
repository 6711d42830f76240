//! For whom sources are: set for a source or a whole website, gone with it.

use domain::id::SourceId;
use domain::reach::{Reach, Readers};
use store::{Db, Tenant};

use crate::fixtures::{assistant, id, workspace, write};
use crate::knowledge::learnt as learnt_file;
use crate::sites::{learnt as learnt_page, site};

conforms!(a_reach_is_set_kept_and_forgotten, a_website_s_reach_is_that_of_its_pages,);

const TEAM: Reach = Reach { readers: Readers::Team, from: Some(1), until: Some(9), paused: true };

async fn set(db: &Db, tenant: Tenant, source: SourceId, reach: Reach) -> bool {
    write(db, move |tx| Box::pin(async move { tx.write_of(tenant).set_reach(source, reach).await }))
        .await
}

async fn a_reach_is_set_kept_and_forgotten(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt_file(&db, tenant, "returns.md", b"one").await;
    assert!(set(&db, tenant, source, TEAM).await);
    assert!(!set(&db, workspace(&db).await, source, TEAM).await, "another's source is none");
    assert!(!set(&db, tenant, id(), TEAM).await);
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).reaches().await.unwrap(), [(source, TEAM)]);
    let reach = conn.of(tenant).reach_of(known_to, (source, 1, 0)).await.unwrap();
    assert_eq!(reach, Some(TEAM));
    learnt_file(&db, tenant, "returns.md", b"two").await;
    assert_eq!(conn.of(tenant).reaches().await.unwrap().len(), 1, "another file changes nothing");
    assert!(set(&db, tenant, source, Reach::default()).await);
    assert!(conn.of(tenant).reaches().await.unwrap().is_empty());
    set(&db, tenant, source, TEAM).await;
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_source(source).await }))
        .await;
    assert!(conn.of(tenant).reaches().await.unwrap().is_empty());
}

async fn a_website_s_reach_is_that_of_its_pages(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let shop = site(&db, tenant, "https://shop.example/").await.id;
    let page = learnt_page(&db, tenant, shop, "shop.example/a").await;
    let whole = SourceId::from(shop.uuid());
    assert!(set(&db, tenant, whole, TEAM).await);
    assert!(!set(&db, tenant, page, TEAM).await, "a page has no reach of its own");
    let later = learnt_page(&db, tenant, shop, "shop.example/b").await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).reaches().await.unwrap(), [(whole, TEAM)]);
    let mut found = conn.of(tenant).reaches_of_passages().await.unwrap();
    found.sort_by_key(|(source, _)| *source);
    assert_eq!(found, [(page, TEAM), (later, TEAM)]);
    let reach = conn.of(tenant).reach_of(known_to, (later, 1, 0)).await.unwrap();
    assert_eq!(reach, Some(TEAM));
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_site(shop).await }))
        .await;
    assert!(conn.of(tenant).reaches().await.unwrap().is_empty());
}
