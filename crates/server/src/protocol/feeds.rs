//! Feeds, looked at before they are added. One that was added is a website whose pages are items.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SkippedPages;

/// What a feed holds, before it is added.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct FeedPreview {
    /// Items in it.
    pub(crate) items: u32,
    /// What its items say, in the order of the list.
    pub(crate) fields: Vec<FeedField>,
    /// The field that tells them apart; none where there is no item.
    pub(crate) key: Option<String>,
    /// The field that they are called by.
    pub(crate) title: Option<String>,
    /// The field that says where they can be seen, where there is one.
    pub(crate) link: Option<String>,
    /// Items that would not be learnt, for want of a key of their own.
    pub(crate) skipped: Vec<SkippedPages>,
    /// The first items as they would be learnt.
    pub(crate) sample: Vec<FeedItem>,
}

/// A field of the items.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct FeedField {
    pub(crate) name: String,
    /// What one item says there.
    pub(crate) example: String,
    /// It can be the key: every item has it, and no two the same.
    pub(crate) tells_apart: bool,
    /// Answers may say it.
    pub(crate) is_told: bool,
}

/// An item as it would be learnt.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct FeedItem {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) link: Option<String>,
    pub(crate) text: String,
}

/// A feed to look at.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAtFeed {
    pub(crate) address: String,
    /// The field that would tell its items apart; the likeliest unless told.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// Fields that would be told to nobody; those that a shop would hardly tell unless told.
    #[serde(default)]
    pub(crate) left_out: Option<Vec<String>>,
}
