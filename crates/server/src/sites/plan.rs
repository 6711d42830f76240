//! What of a website or feed is read and when, as the store keeps it.

use domain::limits::SITE_PAGES;
use knowledge::crawl::{Address, Bounds, Scope};
use serde::{Deserialize, Serialize};
use store::Site;

use crate::protocol::{ChangeSite, SiteReads, SiteSchedule};
use crate::reader::ListPlan;

/// What of a website is read and when.
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
    /// Of a feed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) feed: Option<FeedPlan>,
}

/// How a feed is read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct FeedPlan {
    #[serde(flatten)]
    pub(crate) list: ListPlan,
    /// What was told of the list when it was read last.
    pub(crate) etag: Option<String>,
    pub(crate) modified: Option<String>,
}

impl FeedPlan {
    /// Of a feed that was not read yet.
    pub(crate) fn of(key: Option<String>, left_out: Option<Vec<String>>) -> Self {
        Self { list: ListPlan { key, place: None, left_out }, etag: None, modified: None }
    }

    /// Whatever is told the next time is looked at.
    pub(crate) fn forget_marks(&mut self) {
        (self.etag, self.modified) = (None, None);
    }
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
            feed: None,
        })
    }

    /// A feed's.
    pub(crate) fn of_feed(feed: FeedPlan, schedule: Option<SiteSchedule>) -> Self {
        Self {
            reads: SiteReads::Feed,
            path: None,
            depth: 0,
            pages: SITE_PAGES,
            schedule: schedule.unwrap_or(SiteSchedule::QuarterHourly),
            home: None,
            feed: Some(feed),
        }
    }

    /// With what somebody changes of it.
    pub(crate) fn changed(mut self, new: ChangeSite) -> Self {
        self.path = new.path.or(self.path);
        self.depth = new.depth.unwrap_or(self.depth);
        self.pages = new.pages.unwrap_or(self.pages);
        self.schedule = new.schedule.unwrap_or(self.schedule);
        if let (Some(feed), true) = (&mut self.feed, new.key.is_some() || new.left_out.is_some()) {
            let list = std::mem::take(&mut feed.list);
            *feed = FeedPlan::of(new.key.or(list.key), new.left_out.or(list.left_out));
        }
        self
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
            SiteReads::Page | SiteReads::Feed => Scope::Page,
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
