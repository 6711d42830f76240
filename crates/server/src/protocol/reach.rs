//! For whom sources are and when they hold, and which answers used them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// For whom a source or a website is, and when it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reach {
    pub(crate) readers: Readers,
    /// From this moment on.
    #[serde(default)]
    pub(crate) from: Option<i64>,
    /// Until before this moment.
    #[serde(default)]
    pub(crate) until: Option<i64>,
    /// Kept, and used for nothing until it is resumed.
    #[serde(default)]
    pub(crate) paused: bool,
}

/// Who may be answered from a source, or as whom somebody asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Readers {
    #[default]
    Everyone,
    /// Visitors whom the site vouched for, and teammates.
    Verified,
    /// Teammates only: for their drafts.
    Team,
}

/// The reach of one source or website.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct ReachOf {
    pub(crate) source: Uuid,
    pub(crate) reach: Reach,
}

/// Every source and website that is not for everybody and always.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Reaches {
    pub(crate) reaches: Vec<ReachOf>,
}

/// In how many answers each source was cited, a website by its own id; what is not there was not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SourceUses {
    pub(crate) uses: Vec<UsesOf>,
}

/// In how many answers one was cited.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UsesOf {
    pub(crate) source: Uuid,
    pub(crate) answers: i64,
}

/// The last answers that cite a source, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Citing {
    pub(crate) answers: Vec<CitingAnswer>,
}

/// An answer that cites a source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CitingAnswer {
    pub(crate) conversation: Uuid,
    pub(crate) at: i64,
    /// The passage that it cites, by its place; none where the source has changed since.
    pub(crate) position: Option<u32>,
    /// The first sentence that does, unless it was erased.
    pub(crate) text: Option<String>,
}

impl From<domain::reach::Readers> for Readers {
    fn from(readers: domain::reach::Readers) -> Self {
        match readers {
            domain::reach::Readers::Everyone => Self::Everyone,
            domain::reach::Readers::Verified => Self::Verified,
            domain::reach::Readers::Team => Self::Team,
        }
    }
}

impl From<Readers> for domain::reach::Readers {
    fn from(readers: Readers) -> Self {
        match readers {
            Readers::Everyone => Self::Everyone,
            Readers::Verified => Self::Verified,
            Readers::Team => Self::Team,
        }
    }
}

impl From<domain::reach::Reach> for Reach {
    fn from(reach: domain::reach::Reach) -> Self {
        let domain::reach::Reach { readers, from, until, paused } = reach;
        Self { readers: readers.into(), from, until, paused }
    }
}

impl From<Reach> for domain::reach::Reach {
    fn from(reach: Reach) -> Self {
        let Reach { readers, from, until, paused } = reach;
        Self { readers: readers.into(), from, until, paused }
    }
}
