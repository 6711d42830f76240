//! Websites: one reader at a time, and pages that go with their site.

use std::sync::Arc;

use domain::id::{SiteId, SourceId};
use domain::site::SitePageState;
use store::{Db, NewSource, PassageRow, Reading, Site, SitePage, SourceKind, Tenant};

use crate::fixtures::{assistant, id, workspace, write};

conforms!(
    a_run_that_was_ended_writes_nothing,
    pages_are_counted_and_found_by_what_became_of_them,
    a_site_goes_with_its_pages_and_is_learnt_as_one,
);

pub(crate) async fn site(db: &Db, tenant: Tenant, address: &str) -> Site {
    let site = Arc::new(Site {
        id: id(),
        address: address.into(),
        plan: "{}".into(),
        state: "{}".into(),
        run: 1,
        round: 0,
        created_at: 1,
        changed_at: 1,
        read_at: None,
        next_at: None,
    });
    let new = Arc::clone(&site);
    let stored = write(db, move |tx| {
        let new = Arc::clone(&new);
        Box::pin(async move { tx.write_of(tenant).insert_site(&new).await })
    });
    assert!(stored.await);
    Arc::unwrap_or_clone(site)
}

fn page(page: &str, state: SitePageState, why: Option<&str>, source: Option<SourceId>) -> SitePage {
    SitePage {
        page: page.into(),
        address: format!("https://{page}"),
        depth: 1,
        round: 1,
        state,
        why: why.map(Into::into),
        etag: None,
        modified: None,
        hash: None,
        source,
        seen_at: 1,
    }
}

async fn put(db: &Db, tenant: Tenant, site: SiteId, pages: Vec<SitePage>) {
    let pages = Arc::new(pages);
    write(db, move |tx| {
        let pages = Arc::clone(&pages);
        Box::pin(async move { tx.write_of(tenant).put_site_pages(site, &pages).await })
    })
    .await;
}

/// A page with one passage.
pub(crate) async fn learnt(db: &Db, tenant: Tenant, site: SiteId, name: &str) -> SourceId {
    let new = Arc::new(NewSource {
        id: id(),
        kind: SourceKind::Page,
        name: name.into(),
        content: vec![],
        hash: vec![1],
        state: "new".into(),
        at: 1,
        page_of: Some((site, Some(format!("https://{name}")))),
    });
    write(db, move |tx| {
        let new = Arc::clone(&new);
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let source = rows.put_source(&new).await?;
            let revision = rows.begin_reading(source).await?.unwrap();
            let (title, text) = (String::from("A"), String::from("words"));
            let (headings, questions) = (vec![], vec![]);
            rows.insert_passages(&[PassageRow {
                source,
                revision,
                position: 0,
                title,
                headings,
                questions,
                text,
                page: None,
            }])
            .await?;
            let (title, state) = ("A".into(), "new".into());
            let reading = Reading { source, title, state, revision, passages: 1 };
            assert!(rows.publish_source(&reading, 2).await?);
            Ok(source)
        })
    })
    .await
}

async fn a_run_that_was_ended_writes_nothing(db: Db) {
    let tenant = workspace(&db).await;
    let first = site(&db, tenant, "https://shop.example/").await;
    let again = Arc::new(Site { id: id(), ..first.clone() });
    let stored = write(&db, move |tx| {
        let again = Arc::clone(&again);
        Box::pin(async move { tx.write_of(tenant).insert_site(&again).await })
    });
    assert!(!stored.await, "one address, one site");
    let save = |run: i64, site: Site| {
        let site = Arc::new(site);
        write(&db, move |tx| {
            let site = Arc::clone(&site);
            Box::pin(async move { tx.write_of(tenant).save_site(run, &site).await })
        })
    };
    let paused = Site { run: 2, state: "paused".into(), ..first.clone() };
    assert!(save(1, paused).await);
    assert!(!save(1, Site { state: "late".into(), ..first.clone() }).await);
    for (run, holds) in [(1, false), (2, true)] {
        let (held, id) = (holds, first.id);
        let is_held = write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).holds_site(id, run, 9).await })
        });
        assert_eq!(is_held.await, held);
    }
    let mut conn = db.read().await.unwrap();
    let now = conn.of(tenant).site(first.id).await.unwrap().unwrap();
    assert_eq!((now.state.as_str(), now.run, now.changed_at), ("paused", 2, 9));
    let other = workspace(&db).await;
    assert!(conn.of(other).site(first.id).await.unwrap().is_none());
    assert!(conn.of(other).sites().await.unwrap().is_empty());
}

async fn pages_are_counted_and_found_by_what_became_of_them(db: Db) {
    let tenant = workspace(&db).await;
    let site = site(&db, tenant, "https://shop.example/").await.id;
    let source = learnt(&db, tenant, site, "shop.example/a").await;
    let pages = vec![
        page("shop.example/a", SitePageState::Read, None, Some(source)),
        page("shop.example/b", SitePageState::Skipped, Some("robots"), None),
        page("shop.example/c", SitePageState::Skipped, Some("trap"), None),
        page("shop.example/d", SitePageState::Skipped, Some("trap"), None),
        page("shop.example/e", SitePageState::Failed, Some("It took too long."), None),
    ];
    put(&db, tenant, site, pages.clone()).await;
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    assert_eq!(rows.site_pages(site).await.unwrap(), pages);
    let mut counts: Vec<_> = rows
        .page_counts(Some(site))
        .await
        .unwrap()
        .into_iter()
        .map(|it| (it.state.name(), it.why.unwrap_or_default(), it.count))
        .collect();
    counts.sort();
    let told: Vec<_> = counts.iter().map(|(a, b, c)| (*a, b.as_str(), *c)).collect();
    let expected =
        [("failed", "", 1), ("read", "", 1), ("skipped", "robots", 1), ("skipped", "trap", 2)];
    assert_eq!(told, expected);
    assert_eq!(rows.page_counts(None).await.unwrap().len(), 4);
    let found =
        rows.site_pages_in(site, SitePageState::Skipped, Some("trap"), "", 1).await.unwrap();
    assert_eq!(found[0].page, "shop.example/c");
    let next =
        rows.site_pages_in(site, SitePageState::Skipped, None, &found[0].page, 9).await.unwrap();
    assert_eq!((next.len(), next[0].page.as_str()), (1, "shop.example/d"));
    drop(conn);
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).begin_round(site, 2, "trap").await })
    })
    .await;
    let waiting = db.read().await.unwrap().of(tenant).site_pages(site).await.unwrap();
    let waits: Vec<_> = waiting.iter().map(|it| (it.round, it.state.name())).collect();
    let expected = [(2, "waiting"), (2, "waiting"), (1, "skipped"), (1, "skipped"), (2, "waiting")];
    assert_eq!(waits, expected, "but for what has no end, all is asked for again");
}

async fn a_site_goes_with_its_pages_and_is_learnt_as_one(db: Db) {
    let tenant = workspace(&db).await;
    let (all, picky) = (assistant(&db, tenant).await, assistant(&db, tenant).await);
    let first = site(&db, tenant, "https://shop.example/").await.id;
    let other = site(&db, tenant, "https://else.example/").await.id;
    learnt(&db, tenant, first, "shop.example/a").await;
    write(&db, move |tx| {
        Box::pin(async move {
            let only: SourceId = first.uuid().into();
            tx.write_of(tenant).learn_only(picky, &[only]).await
        })
    })
    .await;
    let page = learnt(&db, tenant, first, "shop.example/b").await;
    learnt(&db, tenant, other, "else.example/a").await;
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    assert!(rows.sources().await.unwrap().is_empty(), "pages stand with their site");
    let source = rows.source(page).await.unwrap().unwrap();
    assert_eq!(source.address.as_deref(), Some("https://shop.example/b"));
    assert_eq!(rows.sources_of(picky).await.unwrap(), [first.uuid().into()]);
    assert_eq!(rows.source_count(all).await.unwrap(), 2);
    let (before, known) = rows.knowledge_of(picky).await.unwrap().unwrap();
    assert_eq!(known.len(), 2, "a page that came later too");
    assert_eq!(rows.knowledge_of(all).await.unwrap().unwrap().1.len(), 3);
    drop(conn);
    let gone =
        write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_site(first).await }));
    assert!(gone.await);
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    let (after, known) = rows.knowledge_of(picky).await.unwrap().unwrap();
    assert!(after > before && known.is_empty());
    assert!(rows.source(page).await.unwrap().is_none());
    assert!(rows.site_pages(first).await.unwrap().is_empty());
    assert_eq!(rows.knowledge_of(all).await.unwrap().unwrap().1.len(), 1);
}
