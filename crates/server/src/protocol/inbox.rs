//! The inbox: rows are state, not a log; the row with the higher `seq` wins.

use std::collections::BTreeMap;

use domain::rollout::Kind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    AttributeView, Details, HandoffReason, Page, Person, ProofNow, TeamBrief, ThreadEvent,
};

/// One conversation in the list. The same for every teammate: unread is `visitor_messages` minus
/// one's own `seen`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct InboxRow {
    pub(crate) conversation: Uuid,
    pub(crate) seq: i64,
    pub(crate) epoch: u32,
    pub(crate) assistant: Uuid,
    /// A visitor's, or a rehearsal or trial, which no figure counts.
    #[schema(value_type = KindName)]
    pub(crate) conversation_kind: Kind,
    pub(crate) visitor: VisitorBrief,
    pub(crate) owner: OwnerNow,
    /// Since when the visitor waits for a person.
    pub(crate) waiting_since: Option<i64>,
    /// Until when the visitor was told that a person usually has replied.
    pub(crate) promised_until: Option<i64>,
    /// The last public words.
    pub(crate) preview: Option<Preview>,
    /// Messages of the visitor so far.
    pub(crate) visitor_messages: u32,
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
    /// The page the visitor is on.
    pub(crate) page: Option<String>,
    /// In the order of the alphabet.
    pub(crate) tags: Vec<String>,
    pub(crate) priority: domain::rule::Priority,
    /// Until when somebody has to call the visitor.
    pub(crate) call_back: Option<i64>,
}

/// The kinds of conversations, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::rollout::Kind in the description")]
pub(crate) enum KindName {
    Live,
    Rehearsal,
    Playground,
}

/// Why the assistant does not speak, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::rollout::Mute in the description")]
pub(crate) enum MuteName {
    Off,
    Drafts,
    Hours,
    Page,
    Share,
}

/// A visitor in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorBrief {
    pub(crate) id: Uuid,
    /// As signed by the site, else as told by the visitor; a name made from the id where none was.
    pub(crate) name: String,
    /// Whether anybody told it.
    pub(crate) named: bool,
    pub(crate) name_proof: ProofNow,
    pub(crate) email: Option<String>,
    pub(crate) email_proof: ProofNow,
    /// The id by which the site knows them, where its backend vouched for them.
    pub(crate) subject: Option<String>,
}

/// Who owes the visitor the next reply.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum OwnerNow {
    /// New, without a message.
    Nobody,
    Assistant {
        answering: bool,
    },
    Queue {
        since: i64,
        /// The team it waits for; none for everybody. Teammates only.
        #[serde(skip_serializing_if = "Option::is_none")]
        team: Option<TeamBrief>,
        reason: HandoffReason,
        helping: bool,
    },
    Teammate {
        teammate: Person,
        since: i64,
    },
    Resolved {
        by: Person,
        at: i64,
    },
}

/// The last public words.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Preview {
    pub(crate) by: PreviewBy,
    pub(crate) text: String,
}

/// Who said them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PreviewBy {
    Visitor,
    Assistant,
    Teammate,
}

/// A row with what the asking teammate has seen of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MyRow {
    #[serde(flatten)]
    pub(crate) row: InboxRow,
    /// Messages of the visitor that this teammate has seen.
    pub(crate) seen: u32,
}

/// Which conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum View {
    /// The assistant handles them.
    Assistant,
    /// They wait for a person.
    Waiting,
    /// I answer them.
    Mine,
    /// Everything open or resolved.
    All,
    Resolved,
    /// Rehearsals and trials, open or resolved.
    Rehearsals,
}

/// A window of a view.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct WindowQuery {
    pub(crate) view: View,
    /// Of `waiting`, only those that wait for this team.
    pub(crate) team: Option<Uuid>,
    /// Only those with this tag.
    pub(crate) tag: Option<String>,
    /// From the previous window.
    pub(crate) cursor: Option<String>,
    /// At most 200; 100 unless told.
    pub(crate) limit: Option<usize>,
}

/// Rows of a view, newest first; waiting ones longest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Window {
    pub(crate) rows: Vec<MyRow>,
    /// Where the next window begins; none at the end.
    pub(crate) next: Option<String>,
    pub(crate) counts: Counts,
}

/// How many conversations each view holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Counts {
    pub(crate) assistant: i64,
    pub(crate) waiting: i64,
    pub(crate) mine: i64,
    pub(crate) all: i64,
    pub(crate) resolved: i64,
    /// Of those that wait, how many wait for each team.
    pub(crate) teams: BTreeMap<Uuid, i64>,
    /// Rehearsals and trials, which count in the other views too.
    pub(crate) rehearsals: i64,
}

/// A conversation with what stands beside its thread.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ConversationView {
    #[serde(flatten)]
    pub(crate) row: MyRow,
    pub(crate) context: ContextNow,
    pub(crate) details: Details,
    /// Other conversations of the same visitor, newest first.
    pub(crate) earlier: Vec<InboxRow>,
    /// The last event that the visitor's widget has shown.
    pub(crate) visitor_seen: i64,
    /// The visitor has opened a mail that was sent to their address, so it is theirs. That says
    /// nothing of who they are.
    pub(crate) email_confirmed: bool,
    /// What people think of its answers.
    pub(crate) ratings: Vec<super::RatingView>,
}

/// Where the visitor is and was.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ContextNow {
    /// As it is now.
    pub(crate) page: Option<Page>,
    /// As it was at the last handoff, where it differs.
    pub(crate) at_handoff: Option<Page>,
    /// Pages seen, newest first.
    pub(crate) trail: Vec<PageVisit>,
    /// What is known of the visitor now, signed and said.
    pub(crate) attributes: Vec<AttributeView>,
    /// The same as it was at the last handoff, where it differs.
    pub(crate) attributes_at_handoff: Option<Vec<AttributeView>>,
    /// When the site's backend last vouched for the visitor.
    pub(crate) vouched_at: Option<i64>,
}

/// A page seen.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct PageVisit {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) at: i64,
}

/// Which events of a thread.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventsQuery {
    /// Events behind this `seq`; 0 from the beginning.
    #[serde(default)]
    pub(crate) after: i64,
}

/// A page of a thread, at most 500 events.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Events {
    pub(crate) events: Vec<ThreadEvent>,
    /// There are more behind the last one.
    pub(crate) more: bool,
}

/// How far a reader has read.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeenUpTo {
    /// The last event shown.
    pub(crate) seq: i64,
}
