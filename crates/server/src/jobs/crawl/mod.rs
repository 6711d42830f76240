//! Reading a website: one page after the other, politely, for a while at a time.
//!
//! What to read next is decided by `knowledge::crawl`; here it is asked for, learnt and stored.
//! Each page is one commit, fenced by the site's run, so that a pause, a removal or a new reading
//! takes effect at once and a restart goes on where it was. Indexes are brought up at the end of
//! each while, not for each page.

mod commit;
mod feed;
mod run;
mod settle;
mod visit;

pub(super) use run::give_up;

use std::collections::HashMap;

use domain::id::SiteId;
use domain::limits::{SITE_ADDRESSES_MAX, SITE_PAUSE_MS_MAX};
use domain::site::SitePageState;
use knowledge::crawl::{Address, Found, Frontier, Step, Target};
use store::{Site, SitePage, Tenant};

use crate::app::App;
use crate::clock;
use crate::protocol::{SiteReads, SiteState};
use crate::sites::{self, SitePlan};

/// Pages of one while; then what was learnt is made answers of, and the next one begins.
const SLICE_PAGES_MAX: usize = 250;

/// The longest while: so soon a page counts in answers.
const SLICE_MS_MAX: i64 = 15_000;

/// Dashboards are told of progress so often at most.
const TELL_EVERY_MS: i64 = 500;

/// Pages in a row that do not answer before the site counts as down.
const DOWN_IN_A_ROW: u32 = 10;

const DOWN: &str = "The site does not answer. What was learnt before stays, and it is tried again \
                    the next time.";

/// A website while this worker reads it.
struct Reading<'app> {
    app: &'app App,
    tenant: Tenant,
    site: Site,
    plan: SitePlan,
    frontier: Frontier,
    /// Every page that is known, by its key.
    pages: HashMap<String, SitePage>,
    /// Texts of this reading, to tell pages that say the same.
    texts: HashMap<Vec<u8>, String>,
    told_at: i64,
    /// Pages in a row that did not answer.
    down: u32,
}

/// Why a while ended.
enum End {
    /// The site was paused, removed or begun anew.
    Lost,
    /// It goes on.
    Breath,
    /// Everything was read.
    Whole,
    /// It cannot be read now.
    Down(String),
    /// The first page leads to another site, which is read instead.
    Moved(Address),
}

/// Reads a website for a while.
pub(super) async fn crawl(
    app: &App,
    tenant: Tenant,
    id: SiteId,
    run: i64,
    slice: u32,
) -> store::Result<()> {
    let Some(site) = run::begin(app, tenant, id, run).await? else { return Ok(()) };
    let plan = SitePlan::of(&site);
    if plan.reads == SiteReads::Feed {
        return feed::read(app, tenant, site, slice).await;
    }
    let Some(start) = plan.start(&site) else { return Ok(()) };
    let bounds = plan.bounds(&start);
    let pause_ms = app.config.site_pause_ms.into();
    let frontier = Frontier::new(bounds, pause_ms, SITE_ADDRESSES_MAX);
    let (pages, texts) = (HashMap::new(), HashMap::new());
    let mut reading =
        Reading { app, tenant, site, plan, frontier, pages, texts, told_at: 0, down: 0 };
    let end = match reading.open(start).await? {
        Some(end) => end,
        None => reading.read().await?,
    };
    reading.close(end, slice).await
}

impl Reading<'_> {
    /// Looks at what is known and at what the site asks of us.
    async fn open(&mut self, start: Address) -> store::Result<Option<End>> {
        let rows = self.app.db.read().await?.of(self.tenant).site_pages(self.site.id).await?;
        match self.robots(&start).await {
            Ok(robots) => self.frontier.obey(robots, SITE_PAUSE_MS_MAX),
            Err(why) => return Ok(Some(End::Down(why))),
        }
        let is_first = !rows
            .iter()
            .any(|row| row.round == self.site.round && row.state != SitePageState::Waiting);
        let mut read = 0;
        for row in rows {
            if let Some(address) = Address::parse(&row.address) {
                if row.state == SitePageState::Waiting {
                    self.frontier.resume(Target { address, depth: row.depth });
                } else {
                    self.frontier.know(&address);
                }
            }
            if row.state == SitePageState::Read && row.round == self.site.round {
                read += 1;
                self.texts.extend(row.hash.clone().map(|hash| (hash, row.page.clone())));
            }
            self.pages.insert(row.page.clone(), row);
        }
        self.frontier.resume_count(read);
        let mut found = Vec::new();
        if self.plan.reads != SiteReads::Sitemap {
            let target = Target { address: start.clone(), depth: 0 };
            found.push((target.clone(), self.frontier.find(target)));
        }
        if is_first && self.plan.reads != SiteReads::Page {
            match self.sitemaps(&start).await {
                Ok(named) => found.extend(named),
                Err(why) => return Ok(Some(End::Down(why))),
            }
        }
        let found = self.found(found);
        Ok(if self.store(found).await? { None } else { Some(End::Lost) })
    }

    /// Page after page until the while is over.
    async fn read(&mut self) -> store::Result<End> {
        let until = clock::now() + SLICE_MS_MAX;
        for _ in 0..SLICE_PAGES_MAX {
            let target = loop {
                if self.app.is_stopping() || clock::now() >= until {
                    return Ok(End::Breath);
                }
                match self.frontier.next(clock::now()) {
                    Step::Done => return Ok(End::Whole),
                    Step::Fetch(target) => break target,
                    Step::Wait(free_at) => self.wait(free_at.min(until)).await,
                }
            };
            let now = self.app.db.read().await?.of(self.tenant).site(self.site.id).await?;
            if now.is_none_or(|site| site.run != self.site.run) {
                return Ok(End::Lost);
            }
            if let Some(end) = self.visit(target).await? {
                return Ok(end);
            }
            if clock::now() >= self.told_at + TELL_EVERY_MS {
                self.told_at = clock::now();
                sites::tell(self.app, self.tenant, self.site.id).await?;
            }
        }
        Ok(End::Breath)
    }

    /// Waits for this time, or for the server to stop.
    async fn wait(&self, until: i64) {
        tokio::select! {
            () = self.app.stopped() => {}
            () = tokio::time::sleep(clock::until(until)) => {}
        }
    }

    /// What was found, as rows; what is known already is none.
    fn found(&mut self, found: Vec<(Target, Found)>) -> Vec<SitePage> {
        let mut rows = Vec::new();
        for (target, found) in found {
            let (state, why) = match found {
                Found::Waits => (SitePageState::Waiting, None),
                Found::Skipped(why) => (SitePageState::Skipped, Some(why.name().to_owned())),
                Found::Nothing => continue,
            };
            let row = SitePage { state, why, ..self.row(&target) };
            self.pages.insert(row.page.clone(), row.clone());
            rows.push(row);
        }
        rows
    }

    /// Makes answers of what was learnt, and says what follows.
    async fn close(mut self, end: End, slice: u32) -> store::Result<()> {
        if matches!(end, End::Lost) {
            // What this while learnt before it was ended still counts.
            return run::refresh_pages(self.app, self.tenant, self.site.id).await;
        }
        if matches!(end, End::Whole) && !self.drop_beyond_the_bound().await? {
            return Ok(());
        }
        run::refresh_pages(self.app, self.tenant, self.site.id).await?;
        match end {
            End::Lost => Ok(()),
            End::Breath => self.go_on(slice + 1).await,
            End::Whole => {
                let state = self.whole();
                run::end(self.app, self.tenant, self.site, state).await
            }
            End::Down(why) => {
                run::end(self.app, self.tenant, self.site, SiteState::Failed { why }).await
            }
            End::Moved(home) => {
                self.plan.home = Some(home.url().to_string());
                let site = Site { plan: self.plan.text(), ..self.site.clone() };
                let (tenant, run) = (self.tenant, site.run);
                let saved = self.app.db.write::<_, store::StoreError, _>(move |tx| {
                    let site = site.clone();
                    Box::pin(async move { tx.write_of(tenant).save_site(run, &site).await })
                });
                if saved.await? { self.go_on(slice + 1).await } else { Ok(()) }
            }
        }
    }

    /// A site of which nothing could be read has failed, for the reason of its first page.
    fn whole(&self) -> SiteState {
        let mut pages: Vec<&SitePage> = self.pages.values().collect();
        pages.sort_by_key(|page| (page.depth, page.seen_at));
        let first = pages.iter().find(|page| page.state == SitePageState::Failed);
        match first.and_then(|page| page.why.clone()) {
            Some(why) if !pages.iter().any(|page| page.state == SitePageState::Read) => {
                SiteState::Failed { why }
            }
            _ => SiteState::Ready,
        }
    }

    async fn go_on(&self, slice: u32) -> store::Result<()> {
        // A site that asked to be left alone is, across the end of a while too.
        let at = clock::now().max(self.frontier.free_at());
        run::go_on(self.app, self.tenant, &self.site, at, slice).await
    }
}
