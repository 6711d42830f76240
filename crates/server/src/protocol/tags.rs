//! Tags: what is said of each, and past conversations that should have one.

use domain::tag::TagText;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Every tag: those that are described, and those that rules and actions set without that.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagsView {
    pub(crate) tags: Vec<TagView>,
}

/// A tag.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TagView {
    /// Its identity; it never changes.
    pub(crate) tag: String,
    pub(crate) text: TagText,
    /// Somebody described it.
    pub(crate) described: bool,
    /// Nobody sets it any more; conversations that have it keep it.
    pub(crate) archived: bool,
    /// How many conversations have it.
    pub(crate) conversations: i64,
}

/// A tag to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTag {
    /// Small letters, digits and -, such as late-order.
    pub(crate) tag: String,
    pub(crate) text: TagText,
}

/// What of a tag becomes otherwise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeTag {
    #[serde(default)]
    pub(crate) text: Option<TagText>,
    /// False brings an archived one back.
    #[serde(default)]
    pub(crate) archived: Option<bool>,
}

/// What the tagger would do to past conversations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagPreview {
    /// Conversations of the last 90 days that were looked at, the newest first.
    pub(crate) looked_at: usize,
    /// Those that would get the tag.
    pub(crate) would_get: usize,
    /// Some of them.
    pub(crate) examples: Vec<TagExample>,
}

/// A conversation that would get a tag, and the message for which it would.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagExample {
    pub(crate) conversation: Uuid,
    pub(crate) text: String,
}

/// What was done to past conversations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagApplied {
    /// Conversations that have the tag since.
    pub(crate) tagged: usize,
    /// There are more: ask again.
    pub(crate) more: bool,
}
