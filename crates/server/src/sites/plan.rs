//! What of a website or feed is read and when, as the store keeps it.

use domain::limits::SITE_PAGES;
use knowledge::crawl::{Address, Bounds, Scope};
use serde::{Deserialize, Serialize};
use store::Site;

use crate::protocol::{SiteReads, SiteSchedule};

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
    /// The field that tells items apart: chosen, or found at the first reading and kept, so that
    /// items are known again.
    pub(crate) key: Option<String>,
    /// What was told of the list when it was read last.
    pub(crate) etag: Option<String>,
    pub(crate) modified: Option<String>,
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
    pub(crate) fn of_feed(key: Option<String>, schedule: Option<SiteSchedule>) -> Self {
        Self {
            reads: SiteReads::Feed,
            path: None,
            depth: 0,
            pages: SITE_PAGES,
            schedule: schedule.unwrap_or(SiteSchedule::QuarterHourly),
            home: None,
            feed: Some(FeedPlan { key, ..FeedPlan::default() }),
        }
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
