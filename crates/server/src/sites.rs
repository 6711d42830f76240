//! Websites and feeds: adding one, saying when it is read, and how far it is. The HTTP API and the
//! command line are both callers of this; the reading itself is `jobs/crawl`.

mod plan;

use std::sync::Arc;

use domain::id::SiteId;
use domain::limits::{
    SITE_ADDRESS_CHARS_MAX, SITE_DEPTH, SITE_DEPTH_MAX, SITE_PAGES, SITE_PAGES_MAX, SITES_MAX,
};
use domain::site::{SiteOrder, SitePageState, SiteStanding};
use knowledge::crawl::Address;
use reqwest::Url;
use store::{PageCount, Site, Tenant, Tx};

pub(crate) use plan::{FeedPlan, SitePlan};

use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::inbox::JobBody;
use crate::protocol::{
    AddSite, ChangeSite, SiteReads, SiteSchedule, SiteState, SiteView, SkippedPages, ToTeammate,
};

/// What a person asks of a website.
#[derive(Debug, Clone)]
pub(crate) enum Order {
    Pause,
    Resume,
    Read,
    Change(SitePlan),
}

/// A state as the store keeps it.
pub(crate) fn site_state_text(state: &SiteState) -> String {
    serde_json::to_string(state).expect("states have a JSON form")
}

/// How far a site is.
pub(crate) fn site_state(site: &Site) -> SiteState {
    serde_json::from_str(&site.state).unwrap_or(SiteState::Paused)
}

const UNFIT: &str = "This is no address on the web, such as https://shop.example/help.";

/// Adds a website or a feed and begins to read it.
pub(crate) async fn add(app: &App, tenant: Tenant, new: AddSite) -> Result<SiteView, Failure> {
    let url = url(app, &new.address)?;
    let plan = match new.reads {
        SiteReads::Feed => SitePlan::of_feed(new.key, new.schedule),
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
    let page = page(&url)?;
    let is_it = |site: &Site| [url.as_str(), page.url().as_str()].contains(&site.address.as_str());
    let known = app.db.read().await?.of(tenant).sites().await?;
    match known.into_iter().find(is_it) {
        Some(site) => order(app, tenant, site.id, Order::Read).await,
        None => add(app, tenant, new).await,
    }
}

/// What of a website is to be read.
fn plan(start: &Address, new: AddSite) -> Result<SitePlan, Failure> {
    Ok(SitePlan {
        // Whoever gives a sitemap means the pages that it names.
        reads: match new.reads {
            SiteReads::Site if start.is_sitemap() => SiteReads::Sitemap,
            reads => reads,
        },
        path: path(new.path)?,
        depth: within("depth", new.depth.unwrap_or(SITE_DEPTH), 0, SITE_DEPTH_MAX)?,
        pages: within("pages", new.pages.unwrap_or(SITE_PAGES), 1, SITE_PAGES_MAX)?,
        schedule: of_website(new.schedule.unwrap_or(SiteSchedule::Weekly))?,
        home: None,
        feed: None,
    })
}

fn of_website(schedule: SiteSchedule) -> Result<SiteSchedule, Failure> {
    if domain::site::SiteSchedule::from(schedule).is_for_lists() {
        let why = "A website is read again daily at most; only a feed is read more often.";
        return Err(Failure::field("schedule", why));
    }
    Ok(schedule)
}

/// An address as people type it.
pub(crate) fn url(app: &App, text: &str) -> Result<Url, Failure> {
    let text = text.trim();
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&whole).map_err(|_| Failure::field("address", UNFIT))?;
    app.egress.check(&url).map_err(|why| Failure::field("address", why.to_string()))?;
    if url.as_str().len() > SITE_ADDRESS_CHARS_MAX {
        return Err(Failure::field("address", UNFIT));
    }
    Ok(url)
}

/// The page at an address.
fn page(url: &Url) -> Result<Address, Failure> {
    Address::new(url).ok_or_else(|| Failure::field("address", UNFIT))
}

fn path(text: Option<String>) -> Result<Option<String>, Failure> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text {
        Some(text) if !text.starts_with('/') || text.contains(['?', '#']) || text.len() > 500 => {
            Err(Failure::field("path", "A path begins with a slash, such as /help."))
        }
        text => Ok(text),
    }
}

fn within(field: &str, number: u32, min: u32, max: u32) -> Result<u32, Failure> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    Err(Failure::field(field, format!("Choose a number from {min} to {max}.")))
}

/// Changes bounds or schedule.
pub(crate) async fn change(
    app: &App,
    tenant: Tenant,
    id: SiteId,
    new: ChangeSite,
) -> Result<SiteView, Failure> {
    let site = app.db.read().await?.of(tenant).site(id).await?.ok_or_else(Failure::not_found)?;
    let mut plan = SitePlan::of(&site);
    if new.path.is_some() {
        plan.path = path(new.path)?;
    }
    if let Some(depth) = new.depth {
        plan.depth = within("depth", depth, 0, SITE_DEPTH_MAX)?;
    }
    if let Some(pages) = new.pages {
        plan.pages = within("pages", pages, 1, SITE_PAGES_MAX)?;
    }
    if let Some(schedule) = new.schedule {
        plan.schedule = if plan.feed.is_some() { schedule } else { of_website(schedule)? };
    }
    if let (Some(feed), Some(key)) = (&mut plan.feed, new.key) {
        *feed = FeedPlan { key: Some(key), ..FeedPlan::default() };
    }
    order(app, tenant, id, Order::Change(plan)).await
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
        Order::Change(plan) if plan.text() == SitePlan::of(before).text() => return None,
        Order::Change(plan) => {
            site.plan = plan.text();
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
        key: plan.feed.and_then(|feed| feed.key),
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
