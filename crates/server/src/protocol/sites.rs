//! Websites and feeds that are learnt, and what became of their pages and items.

use domain::site::{self, SiteStanding};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A website and how far it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct SiteView {
    pub(crate) id: Uuid,
    pub(crate) address: String,
    pub(crate) reads: SiteReads,
    /// Only pages here or below.
    pub(crate) path: String,
    /// Links followed from the first page.
    pub(crate) depth: u32,
    /// Pages read at most.
    pub(crate) pages: u32,
    /// What tells the items of a feed apart, once it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// Fields of a feed that are told to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) left_out: Option<Vec<String>>,
    pub(crate) schedule: SiteSchedule,
    pub(crate) state: SiteState,
    pub(crate) read: u32,
    /// Pages that are known and were not asked for yet.
    pub(crate) waiting: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: Vec<SkippedPages>,
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
    /// When it was last read to its end.
    pub(crate) read_at: Option<i64>,
    /// When it is read again by itself.
    pub(crate) next_at: Option<i64>,
}

/// What of a website is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SiteReads {
    /// The page alone.
    Page,
    /// What it links to, and so on.
    #[default]
    Site,
    /// What the sitemap at this address names.
    Sitemap,
    /// The list of products or lots at this address (CSV, JSON, XML).
    Feed,
}

/// When a website is read again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SiteSchedule {
    ByHand,
    /// Feeds alone; an hour and a quarter of it too.
    FiveMinutes,
    QuarterHourly,
    Hourly,
    Daily,
    Weekly,
}

/// How far a website is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum SiteState {
    Waiting,
    Reading,
    Paused,
    Ready,
    /// Why, and what to do, in plain words; what was learnt before stays.
    Failed {
        why: String,
    },
}

/// How many pages were skipped for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct SkippedPages {
    pub(crate) why: SkipReason,
    pub(crate) count: u32,
}

/// Why a page was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SkipReason {
    Elsewhere,
    OtherPath,
    TooDeep,
    TooMany,
    Robots,
    NoIndex,
    Trap,
    Duplicate,
    Moved,
    Kind,
    Empty,
    OtherSite,
    NoKey,
    SameKey,
    TooLong,
}

/// All websites.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Sites {
    pub(crate) sites: Vec<SiteView>,
}

/// A website to learn.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddSite {
    pub(crate) address: String,
    #[serde(default)]
    pub(crate) reads: SiteReads,
    /// The folder of the address unless told.
    #[serde(default)]
    pub(crate) path: Option<String>,
    #[serde(default)]
    pub(crate) depth: Option<u32>,
    #[serde(default)]
    pub(crate) pages: Option<u32>,
    /// The field that tells the items of a feed apart; the likeliest unless told.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// Fields of a feed that are told to nobody; those that a shop would hardly tell unless told.
    #[serde(default)]
    pub(crate) left_out: Option<Vec<String>>,
    /// Weekly unless told, and a feed each quarter of an hour.
    #[serde(default)]
    pub(crate) schedule: Option<SiteSchedule>,
}

/// Other bounds, or another schedule; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeSite {
    #[serde(default)]
    pub(crate) path: Option<String>,
    #[serde(default)]
    pub(crate) depth: Option<u32>,
    #[serde(default)]
    pub(crate) pages: Option<u32>,
    /// Of a feed.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// Of a feed.
    #[serde(default)]
    pub(crate) left_out: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) schedule: Option<SiteSchedule>,
}

/// Which pages of a website.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct SitePagesQuery {
    pub(crate) state: SitePageState,
    /// Only those skipped for this reason.
    #[serde(default)]
    pub(crate) why: Option<SkipReason>,
    /// Those after this page, by its `page`.
    #[serde(default)]
    pub(crate) after: String,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SitePageState {
    Waiting,
    Read,
    Skipped,
    Failed,
}

impl From<SitePageState> for site::SitePageState {
    fn from(state: SitePageState) -> Self {
        match state {
            SitePageState::Waiting => Self::Waiting,
            SitePageState::Read => Self::Read,
            SitePageState::Skipped => Self::Skipped,
            SitePageState::Failed => Self::Failed,
        }
    }
}

impl From<SiteSchedule> for site::SiteSchedule {
    fn from(schedule: SiteSchedule) -> Self {
        match schedule {
            SiteSchedule::ByHand => Self::ByHand,
            SiteSchedule::FiveMinutes => Self::FiveMinutes,
            SiteSchedule::QuarterHourly => Self::QuarterHourly,
            SiteSchedule::Hourly => Self::Hourly,
            SiteSchedule::Daily => Self::Daily,
            SiteSchedule::Weekly => Self::Weekly,
        }
    }
}

impl SiteState {
    /// How it stands, without why.
    pub(crate) fn standing(&self) -> SiteStanding {
        match self {
            Self::Waiting => SiteStanding::Waiting,
            Self::Reading => SiteStanding::Reading,
            Self::Paused => SiteStanding::Paused,
            Self::Ready => SiteStanding::Ready,
            Self::Failed { .. } => SiteStanding::Failed,
        }
    }
}

/// Pages of a website.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SitePages {
    pub(crate) pages: Vec<SitePageView>,
    /// There are more.
    pub(crate) more: bool,
}

/// A page of a website.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SitePageView {
    /// Its place in the list.
    pub(crate) page: String,
    pub(crate) address: String,
    pub(crate) state: SitePageState,
    /// Why it was skipped.
    pub(crate) skipped: Option<SkipReason>,
    /// Why it has failed, in plain words.
    pub(crate) why: Option<String>,
    /// What was learnt from it.
    pub(crate) source: Option<Uuid>,
    pub(crate) seen_at: i64,
}

#[cfg(test)]
mod tests {
    use knowledge::crawl::Skip;
    use serde_json::Value;

    use super::SkipReason;

    #[test]
    fn every_reason_of_a_reading_has_its_word_here() {
        for skip in Skip::ALL {
            let word = Value::from(skip.name());
            let reason: SkipReason = serde_json::from_value(word.clone()).unwrap();
            assert_eq!(serde_json::to_value(reason).unwrap(), word);
        }
    }
}
