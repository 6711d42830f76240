//! Websites and feeds: adding one, saying when it is read, and how far it is. The HTTP API and the
//! command line are both callers of this; the reading itself is `jobs/crawl`.

mod plan;
mod typed;

use std::sync::Arc;

use domain::id::SiteId;
use domain::limits::{SITE_DEPTH_MAX, SITE_PAGES_MAX, SITES_MAX};
use domain::site::{SiteOrder, SitePageState, SiteStanding};
use store::{PageCount, Site, Tenant, Tx};

pub(crate) use plan::{FeedPlan, SitePlan};
pub(crate) use typed::{key, left_out, url};
use typed::{of_website, page, path, plan, within};

use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::inbox::JobBody;
use crate::protocol::{
    AddSite, ChangeSite, SiteReads, SiteState, SiteView, SkippedPages, ToTeammate,
};

/// What a person asks of a website.
#[derive(Debug, Clone)]
pub(crate) enum Order {
    Pause,
    Resume,
    Read,
    Change(ChangeSite),
}

/// A state as the store keeps it.
pub(crate) fn site_state_text(state: &SiteState) -> String {
    serde_json::to_string(state).expect("states have a JSON form")
}

/// How far a site is.
pub(crate) fn site_state(site: &Site) -> SiteState {
    serde_json::from_str(&site.state).unwrap_or(SiteState::Paused)
}

/// Adds a website or a feed and begins to read it.
pub(crate) async fn add(app: &App, tenant: Tenant, new: AddSite) -> Result<SiteView, Failure> {
    let url = url(app, &new.address)?;
    let plan = match new.reads {
        SiteReads::Feed => {
            let feed = FeedPlan::of(key(new.key)?, left_out(new.left_out)?);
            SitePlan::of_feed(feed, new.schedule)
        }
        _ => plan(&page(&url)?, new)?,
    };
    let address = match plan.reads {
        // Each parameter of a list may matter.
        SiteReads::Feed => url,
        _ => page(&url)?.url().clone(),
    };
    let now = clock::now();
    let site = Arc::new(Site {
        id: clock::new_id(),
        address: address.to_string(),
        plan: plan.text(),
        state: site_state_text(&SiteState::Waiting),
        run: 1,
        round: 0,
        created_at: now,
        changed_at: now,
        read_at: None,
        next_at: None,
    });
    let id = site.id;
    let stored = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            let site = Arc::clone(&site);
            Box::pin(async move {
                if tx.of(tenant).sites().await?.len() >= SITES_MAX {
                    return Ok(None);
                }
                let is_new = tx.write_of(tenant).insert_site(&site).await?;
                if is_new {
                    let job = JobBody::Crawl { site: site.id, run: 1, slice: 0 }.into_job(now);
                    tx.write_of(tenant).insert_jobs(&[job]).await?;
                }
                Ok(Some(is_new))
            })
        })
        .await?;
    match stored {
        None => {
            let why = format!("At most {SITES_MAX} websites and feeds are read.");
            Err(Failure::field("address", why))
        }
        Some(false) => Err(Failure::field("address", "This address is there already.")),
        Some(true) => {
            app.jobs.notify_one();
            tell(app, tenant, id).await?.ok_or_else(Failure::not_found)
        }
    }
}

/// Adds a website, or reads it again where it is there already.
pub(crate) async fn add_or_read(
    app: &App,
    tenant: Tenant,
    new: AddSite,
) -> Result<SiteView, Failure> {
    let url = url(app, &new.address)?;
    let known = app.db.read().await?.of(tenant).sites().await?;
    let is_feed = new.reads == SiteReads::Feed;
    let address = if is_feed { url } else { page(&url)?.url().clone() };
    let known = known.into_iter().find(|site| {
        site.address == address.as_str() && SitePlan::of(site).feed.is_some() == is_feed
    });
    match known {
        Some(site) => {
            if new.key.is_some() {
                let key = ChangeSite { key: new.key, ..ChangeSite::default() };
                change(app, tenant, site.id, key).await?;
            }
            order(app, tenant, site.id, Order::Read).await
        }
        None => add(app, tenant, new).await,
    }
}

/// Changes bounds, schedule or key.
pub(crate) async fn change(
    app: &App,
    tenant: Tenant,
    id: SiteId,
    mut new: ChangeSite,
) -> Result<SiteView, Failure> {
    let site = app.db.read().await?.of(tenant).site(id).await?.ok_or_else(Failure::not_found)?;
    new.path = path(new.path)?;
    new.key = key(new.key)?;
    new.left_out = left_out(new.left_out)?;
    if let Some(depth) = new.depth {
        within("depth", depth, 0, SITE_DEPTH_MAX)?;
    }
    if let Some(pages) = new.pages {
        within("pages", pages, 1, SITE_PAGES_MAX)?;
    }
    if let (Some(schedule), None) = (new.schedule, SitePlan::of(&site).feed) {
        of_website(schedule)?;
    }
    order(app, tenant, id, Order::Change(new)).await
}

/// Does what a person asks of a website. What does not fit its state changes nothing.
pub(crate) async fn order(
    app: &App,
    tenant: Tenant,
    id: SiteId,
    order: Order,
) -> Result<SiteView, Failure> {
    let now = clock::now();
    app.db
        .write::<_, store::StoreError, _>(move |tx| {
            let order = order.clone();
            Box::pin(async move { carry_out(tx, tenant, id, &order, now).await })
        })
        .await?;
    app.jobs.notify_one();
    tell(app, tenant, id).await?.ok_or_else(Failure::not_found)
}

async fn carry_out(
    tx: &mut Tx,
    tenant: Tenant,
    id: SiteId,
    order: &Order,
    now: i64,
) -> store::Result<()> {
    let Some(before) = tx.of(tenant).site(id).await? else { return Ok(()) };
    let waiting = tx
        .of(tenant)
        .page_counts(Some(id))
        .await?
        .iter()
        .any(|it| it.state == SitePageState::Waiting);
    let Some((site, due)) = ordered(&before, order, waiting, now) else { return Ok(()) };
    if tx.write_of(tenant).save_site(before.run, &site).await?
        && let Some(due) = due
    {
        let job = JobBody::Crawl { site: id, run: site.run, slice: 0 }.into_job(due);
        tx.write_of(tenant).insert_jobs(&[job]).await?;
    }
    Ok(())
}

/// The site after an order, and when it is read next; none when the order does not fit.
fn ordered(before: &Site, order: &Order, waiting: bool, now: i64) -> Option<(Site, Option<i64>)> {
    let state = site_state(before);
    let mut site = Site { run: before.run + 1, changed_at: now, ..before.clone() };
    let asked = match order {
        Order::Pause => SiteOrder::Pause,
        Order::Resume => SiteOrder::Resume,
        Order::Read => SiteOrder::Read,
        Order::Change(new) => {
            let plan = SitePlan::of(before);
            site.plan = plan.clone().changed(new.clone()).text();
            if site.plan == plan.text() {
                return None;
            }
            SiteOrder::Change
        }
    };
    let state = match state.standing().after(asked, waiting)? {
        SiteStanding::Waiting => SiteState::Waiting,
        SiteStanding::Reading => SiteState::Reading,
        SiteStanding::Paused => SiteState::Paused,
        // Only a change of bounds or times leaves it as it is.
        SiteStanding::Ready | SiteStanding::Failed => state,
    };
    site.next_at = match state {
        SiteState::Ready | SiteState::Failed { .. } => {
            SitePlan::of(&site).next_at(site.read_at.unwrap_or(now))
        }
        _ => None,
    };
    site.state = site_state_text(&state);
    let due = if state.standing().reads() { Some(now) } else { site.next_at };
    Some((site, due))
}

/// Removes a website with all its pages, at once.
pub(crate) async fn remove(app: &App, tenant: Tenant, id: SiteId) -> store::Result<bool> {
    let gone = app
        .db
        .write(move |tx| Box::pin(async move { tx.write_of(tenant).delete_site(id).await }))
        .await?;
    if gone {
        app.tell_team(tenant, &ToTeammate::SiteGone { site: id.uuid() });
        crate::jobs::refresh(app, tenant).await?;
    }
    Ok(gone)
}

/// Every website.
pub(crate) async fn list(app: &App, tenant: Tenant) -> store::Result<Vec<SiteView>> {
    let mut conn = app.db.read().await?;
    let counts = conn.of(tenant).page_counts(None).await?;
    let sites = conn.of(tenant).sites().await?;
    Ok(sites.iter().map(|site| view(site, &counts)).collect())
}

/// How far a website is, told to every dashboard.
pub(crate) async fn tell(app: &App, tenant: Tenant, id: SiteId) -> store::Result<Option<SiteView>> {
    let mut conn = app.db.read().await?;
    let counts = conn.of(tenant).page_counts(Some(id)).await?;
    let site = conn.of(tenant).site(id).await?;
    drop(conn);
    let view = site.map(|site| view(&site, &counts));
    if let Some(site) = view.clone() {
        app.tell_team(tenant, &ToTeammate::Site { site: Box::new(site) });
    }
    Ok(view)
}

fn view(site: &Site, counts: &[PageCount]) -> SiteView {
    let plan = SitePlan::of(site);
    let mine = || counts.iter().filter(|it| it.site == site.id.uuid());
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let in_state =
        |state: SitePageState| mine().find(|it| it.state == state).map_or(0, |it| number(it.count));
    let skipped = mine().filter_map(|it| {
        let why = serde_json::from_value(it.why.clone()?.into()).ok()?;
        Some(SkippedPages { why, count: number(it.count) })
    });
    let path = plan.start(site).map(|start| plan.bounds(&start).path);
    SiteView {
        id: site.id.uuid(),
        address: site.address.clone(),
        reads: plan.reads,
        path: path.unwrap_or_else(|| "/".to_owned()),
        depth: plan.depth,
        pages: plan.pages,
        left_out: plan.feed.as_ref().and_then(|feed| feed.list.left_out.clone()),
        key: plan.feed.and_then(|feed| feed.list.key),
        schedule: plan.schedule,
        state: site_state(site),
        read: in_state(SitePageState::Read),
        waiting: in_state(SitePageState::Waiting),
        failed: in_state(SitePageState::Failed),
        skipped: skipped.collect(),
        created_at: site.created_at,
        changed_at: site.changed_at,
        read_at: site.read_at,
        next_at: site.next_at,
    }
}
