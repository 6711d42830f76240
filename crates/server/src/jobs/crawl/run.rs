//! The run of a website or feed: its fence. A reading begins, goes on and ends by it, and whatever
//! a person orders meanwhile is another run.

use std::sync::Arc;

use domain::id::SiteId;
use knowledge::crawl::Skip;
use store::{Site, Tenant};

use crate::app::App;
use crate::clock;
use crate::inbox::JobBody;
use crate::jobs;
use crate::protocol::{SiteReads, SiteState, SourceState};
use crate::sites::{self, SitePlan, site_state, site_state_text};
use crate::sources::state_text;

/// The site, if this run is to read it; a new reading where none is under way.
pub(super) async fn begin(
    app: &App,
    tenant: Tenant,
    id: SiteId,
    run: i64,
) -> store::Result<Option<Site>> {
    let now = clock::now();
    let begun = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                let site = tx.of(tenant).site(id).await?;
                let Some(mut site) = site.filter(|site| site.run == run) else { return Ok(None) };
                match site_state(&site) {
                    SiteState::Paused => return Ok(None),
                    SiteState::Reading => return Ok(Some(site)),
                    SiteState::Waiting | SiteState::Ready | SiteState::Failed { .. } => {}
                }
                let mut plan = SitePlan::of(&site);
                plan.home = None;
                site.plan = plan.text();
                site.round += 1;
                site.state = site_state_text(&SiteState::Reading);
                (site.changed_at, site.next_at) = (now, None);
                let mut rows = tx.write_of(tenant);
                // The items of a feed are compared with the next list, and none is asked for.
                if plan.reads != SiteReads::Feed {
                    rows.begin_round(id, site.round, Skip::Trap.name()).await?;
                }
                Ok(rows.save_site(run, &site).await?.then_some(site))
            })
        })
        .await?;
    if begun.is_some() {
        sites::tell(app, tenant, id).await?;
    }
    Ok(begun)
}

/// The reader of this site gave up on it.
pub(in crate::jobs) async fn give_up(
    app: &App,
    tenant: Tenant,
    id: SiteId,
    run: i64,
) -> store::Result<()> {
    let site = app.db.read().await?.of(tenant).site(id).await?;
    let Some(site) = site.filter(|site| site.run == run) else { return Ok(()) };
    let why = "It could not be read, however often it was tried.".to_owned();
    end(app, tenant, site, SiteState::Failed { why }).await
}

/// Has the reading go on at this time.
pub(super) async fn go_on(
    app: &App,
    tenant: Tenant,
    site: &Site,
    at: i64,
    slice: u32,
) -> store::Result<()> {
    let (site, run) = (site.id, site.run);
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                let job = JobBody::Crawl { site, run, slice }.into_job(at);
                tx.write_of(tenant).insert_jobs(&[job]).await
            })
        })
        .await?;
    app.jobs.notify_one();
    sites::tell(app, tenant, site).await.map(drop)
}

/// Ends a reading, and says when the next one is. One that failed leaves when it was read last.
pub(super) async fn end(
    app: &App,
    tenant: Tenant,
    mut site: Site,
    state: SiteState,
) -> store::Result<()> {
    let (id, run, now) = (site.id, site.run, clock::now());
    if !matches!(state, SiteState::Failed { .. }) {
        site.read_at = Some(now);
    }
    (site.run, site.changed_at, site.next_at) = (run + 1, now, SitePlan::of(&site).next_at(now));
    site.state = site_state_text(&state);
    let site = Arc::new(site);
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            let site = Arc::clone(&site);
            Box::pin(async move {
                if tx.write_of(tenant).save_site(run, &site).await?
                    && let Some(due) = site.next_at
                {
                    let job = JobBody::Crawl { site: id, run: site.run, slice: 0 }.into_job(due);
                    tx.write_of(tenant).insert_jobs(&[job]).await?;
                }
                Ok(())
            })
        })
        .await?;
    sites::tell(app, tenant, id).await.map(drop)
}

/// Brings the indexes up to the pages of a site, and says of them that they count.
pub(super) async fn refresh_pages(app: &App, tenant: Tenant, site: SiteId) -> store::Result<()> {
    jobs::refresh(app, tenant).await?;
    let (ready, now) = (state_text(&SourceState::Ready { partly: None }), clock::now());
    app.db
        .write(move |tx| {
            let ready = ready.clone();
            Box::pin(async move { tx.write_of(tenant).ready_pages(site, &ready, now).await })
        })
        .await
}
