//! Handoffs: why each was, what became of it, and what teammates think of it.

use domain::conversation::{Fate, Mark};
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Person, Preview, TeamBrief, VisitorBrief};

/// Why a conversation passed to the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HandoffReason {
    Button,
    Asked,
    OfferAccepted,
    SelfHarm,
    Violence,
    Rule,
    /// An action; `note` says what for.
    Action,
    Failed,
    CameBack,
    /// A teammate gave it to a team.
    Routed,
    /// The assistant is not live for this visitor, page or time.
    NotLive,
    Released,
}

impl HandoffReason {
    /// The word in rows, which is the one of the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Asked => "asked",
            Self::OfferAccepted => "offer_accepted",
            Self::SelfHarm => "self_harm",
            Self::Violence => "violence",
            Self::Rule => "rule",
            Self::Action => "action",
            Self::Failed => "failed",
            Self::CameBack => "came_back",
            Self::Routed => "routed",
            Self::NotLive => "not_live",
            Self::Released => "released",
        }
    }

    /// Reads [`HandoffReason::as_str`] back.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::deserialize(IntoDeserializer::<Error>::into_deserializer(word)).ok()
    }
}

/// Which handoffs.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandoffsQuery {
    /// Only of this assistant.
    pub(crate) assistant: Option<Uuid>,
    /// Only by this rule.
    pub(crate) rule: Option<Uuid>,
    /// Only for this reason.
    pub(crate) reason: Option<HandoffReason>,
    /// Only those of which this became.
    pub(crate) outcome: Option<OutcomeAsked>,
    /// Only with this mark.
    pub(crate) mark: Option<MarkAsked>,
    /// From the page before.
    pub(crate) before: Option<String>,
}

/// What became of handoffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutcomeAsked {
    Waiting,
    Answered,
    Left,
    NobodyCame,
    /// Left while waiting, or nobody came.
    Missed,
}

/// What was said of handoffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MarkAsked {
    Right,
    Answerable,
    /// Nobody has said anything.
    None,
}

/// Handoffs, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandoffsView {
    pub(crate) handoffs: Vec<HandoffView>,
    /// Where the next page begins; none at the end.
    pub(crate) next: Option<String>,
    /// What became of those of the last 30 days, by rule and reason, the most frequent first.
    pub(crate) counts: Vec<HandoffCounts>,
}

/// One handoff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandoffView {
    pub(crate) conversation: Uuid,
    /// Its place in the thread.
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) assistant: Uuid,
    pub(crate) visitor: VisitorBrief,
    /// The last public words of the conversation.
    pub(crate) preview: Option<Preview>,
    pub(crate) reason: HandoffReason,
    pub(crate) rule: Option<RuleNamed>,
    /// The team it was routed to.
    pub(crate) team: Option<TeamBrief>,
    pub(crate) outcome: Fate,
    /// Who spoke to the visitor; not known of handoffs from before it was kept.
    pub(crate) by: Option<Person>,
    /// When the wait ended.
    pub(crate) ended_at: Option<i64>,
    pub(crate) mark: Option<MarkView>,
}

/// A rule, as it was called when it decided: it may be gone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RuleNamed {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

/// What a teammate thinks of a handoff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MarkView {
    pub(crate) mark: Mark,
    pub(crate) by: Person,
}

/// What became of the handoffs by one rule, or for one reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HandoffCounts {
    pub(crate) reason: HandoffReason,
    pub(crate) rule: Option<RuleNamed>,
    pub(crate) handoffs: i64,
    /// Left while waiting, or nobody came.
    pub(crate) missed: i64,
    /// Marked as right.
    pub(crate) right: i64,
    /// Marked as what the assistant could have answered.
    pub(crate) answerable: i64,
}
