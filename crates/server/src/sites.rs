//! Websites: adding one, saying when it is read, and how far it is. The HTTP API and the command
//! line are both callers of this; the reading itself is `jobs/crawl`.

use std::sync::Arc;

use domain::id::SiteId;
use domain::limits::{SITE_DEPTH, SITE_DEPTH_MAX, SITE_PAGES, SITE_PAGES_MAX, SITES_MAX};
use domain::site::{SiteOrder, SitePageState, SiteStanding};
use knowledge::crawl::{Address, Bounds, Scope};
use serde::{Deserialize, Serialize};
use store::{PageCount, Site, Tenant, Tx};

use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::inbox::JobBody;
use crate::protocol::{
    AddSite, ChangeSite, SiteReads, SiteSchedule, SiteState, SiteView, SkippedPages, ToTeammate,
};

/// What of a website is read and when, as the store keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SitePlan {
    pub(crate) reads: SiteReads,
    pub(crate) path: Option<String>,
    pub(crate) depth: u32,
    pub(crate) pages: u32,
    pub(crate) schedule: SiteSchedule,
    /// Where the address led to when it was read last, if that is another site.
    #[serde(default)]
    pub(crate) home: Option<String>,
}

/// What a person asks of a website.
#[derive(Debug, Clone)]
pub(crate) enum Order {
    Pause,
    Resume,
    Read,
    Change(SitePlan),
}

impl SitePlan {
    /// As stored; a plan that cannot be read is that of a single page.
    pub(crate) fn of(site: &Site) -> Self {
        serde_json::from_str(&site.plan).unwrap_or(Self {
            reads: SiteReads::Page,
            path: None,
            depth: 0,
            pages: 1,
            schedule: SiteSchedule::ByHand,
            home: None,
        })
    }

    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("plans have a JSON form")
    }

    /// Where the reading begins.
    pub(crate) fn start(&self, site: &Site) -> Option<Address> {
        Address::parse(self.home.as_deref().unwrap_or(&site.address))
    }

    /// The bounds around its beginning.
    pub(crate) fn bounds(&self, start: &Address) -> Bounds {
        let scope = match self.reads {
            SiteReads::Page => Scope::Page,
            SiteReads::Site => Scope::Site,
            SiteReads::Sitemap => Scope::Sitemap,
        };
        Bounds::around(start, scope, self.path.as_deref(), self.depth, self.pages)
    }

    /// When it is read again after a reading.
    pub(crate) fn next_at(&self, read_at: i64) -> Option<i64> {
        domain::site::SiteSchedule::from(self.schedule).next_at(read_at)
    }
}

/// A state as the store keeps it.
pub(crate) fn site_state_text(state: &SiteState) -> String {
    serde_json::to_string(state).expect("states have a JSON form")
}

/// How far a site is.
pub(crate) fn site_state(site: &Site) -> SiteState {
    serde_json::from_str(&site.state).unwrap_or(SiteState::Paused)
}

/// Adds a website and begins to read it.
pub(crate) async fn add(app: &App, tenant: Tenant, new: AddSite) -> Result<SiteView, Failure> {
    let address = address(app, &new.address)?;
    // Whoever gives a sitemap means the pages that it names.
    let reads = match new.reads {
        SiteReads::Site if address.is_sitemap() => SiteReads::Sitemap,
        reads => reads,
    };
    let plan = SitePlan {
        reads,
        path: path(new.path)?,
        depth: within("depth", new.depth.unwrap_or(SITE_DEPTH), 0, SITE_DEPTH_MAX)?,
        pages: within("pages", new.pages.unwrap_or(SITE_PAGES), 1, SITE_PAGES_MAX)?,
        schedule: new.schedule,
        home: None,
    };
    let now = clock::now();
    let site = Arc::new(Site {
        id: clock::new_id(),
        address: address.url().to_string(),
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
        None => Err(Failure::field("address", format!("At most {SITES_MAX} websites are read."))),
        Some(false) => Err(Failure::field("address", "This website is there already.")),
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
    text: &str,
) -> Result<SiteView, Failure> {
    let address = address(app, text)?;
    let known = app.db.read().await?.of(tenant).sites().await?;
    match known.into_iter().find(|site| site.address == address.url().as_str()) {
        Some(site) => order(app, tenant, site.id, Order::Read).await,
        None => add(app, tenant, AddSite { address: text.to_owned(), ..AddSite::default() }).await,
    }
}

/// An address as people type it.
fn address(app: &App, text: &str) -> Result<Address, Failure> {
    let text = text.trim();
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let unfit = "This is no address of a website, such as https://shop.example/help.";
    let url = reqwest::Url::parse(&whole).map_err(|_| Failure::field("address", unfit))?;
    app.egress.check(&url).map_err(|why| Failure::field("address", why.to_string()))?;
    Address::new(&url).ok_or_else(|| Failure::field("address", unfit))
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
    plan.schedule = new.schedule.unwrap_or(plan.schedule);
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
