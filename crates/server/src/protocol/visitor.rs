//! What the widget asks for outside the thread.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{OwnerNow, ThreadEvent};

/// The page a visitor is on, and what the site says of it. Nothing of it is proved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) referrer: String,
    /// As the browser says it, such as `en-GB`.
    pub(crate) language: String,
    /// As the browser says it, such as `Europe/London`.
    pub(crate) time_zone: String,
    /// What kind of device, such as `Chrome on Android, 390 x 844`.
    pub(crate) device: String,
    /// What the page passes in.
    pub(crate) attributes: BTreeMap<String, String>,
}

/// Opens the widget's session.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenVisitorSession {
    /// The assistant's public id, from the snippet.
    pub(crate) site: String,
    /// The token of an earlier session; a token that is no longer known begins a new visitor.
    #[serde(default)]
    pub(crate) token: Option<String>,
    /// The key of a rehearsal: the visitor is a teammate who plays one.
    #[serde(default)]
    pub(crate) rehearsal: Option<String>,
}

/// The widget's session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorSession {
    /// Sent as `Authorization: Bearer` and in the socket's first frame; never in an address.
    pub(crate) token: String,
    pub(crate) visitor: Uuid,
    /// Whether the site's backend vouched for the visitor.
    pub(crate) identified: bool,
    pub(crate) assistant: AssistantFace,
    /// The visitor's conversations, newest first.
    pub(crate) conversations: Vec<VisitorConversation>,
    /// Teammates who are here now.
    pub(crate) teammates_here: usize,
    /// When the team is meant to be here; none where no hours are kept.
    pub(crate) hours: Option<VisitorHours>,
}

/// When the team is meant to be here.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorHours {
    /// It is now.
    pub(crate) open: bool,
    /// When that changes, and changes back, and so on: the next few times.
    pub(crate) changes: Vec<i64>,
}

/// The assistant as the visitor sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AssistantFace {
    pub(crate) name: String,
    /// The shop's or company's name.
    pub(crate) workspace: String,
    pub(crate) greeting: String,
    pub(crate) suggestions: Vec<String>,
    /// A style sheet for the panel; empty for our own look.
    pub(crate) look: String,
    /// Its picture, at `/pictures/{id}`.
    pub(crate) picture: Option<Uuid>,
    /// Whether whoever leaves an address is mailed the team's answer.
    pub(crate) answers_by_mail: bool,
}

/// A conversation as its visitor sees it in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorConversation {
    pub(crate) conversation: Uuid,
    pub(crate) owner: OwnerNow,
    pub(crate) seq: i64,
    pub(crate) changed_at: i64,
    pub(crate) preview: Option<String>,
    /// The last event that this visitor's widget has shown.
    pub(crate) seen: i64,
}

/// A passage that an answer cites, opened.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CitedPassage {
    pub(crate) title: String,
    pub(crate) headings: Vec<String>,
    pub(crate) text: String,
    /// The passages before and after it in the same source.
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    /// Where it can be read, for a page of a website.
    pub(crate) address: Option<String>,
}

/// Waits for news where a proxy lets no socket through.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VisitorPoll {
    /// The last `seq` that the reader has, by conversation.
    #[serde(default)]
    pub(crate) cursors: BTreeMap<Uuid, i64>,
    /// How long to wait for the first of them, at most 25,000 ms.
    #[serde(default)]
    pub(crate) wait_ms: u64,
}

/// What has come since.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorNews {
    pub(crate) events: Vec<ThreadEvent>,
    pub(crate) teammates_here: usize,
}

/// Which reading of the source the citation names.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassageQuery {
    pub(crate) revision: u32,
}
