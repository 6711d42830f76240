//! What a conversation brings along when it passes to the team.

use domain::conversation::Fate;
use domain::rule::Priority;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Citation, ContextNow, Details, DraftSentence, Given, HandoffReason, MarkView, RuleNamed,
    TurnOutcome, VisitorBrief,
};

/// The packet of a conversation's last handoff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PacketView {
    /// None where nobody handed it off.
    pub(crate) packet: Option<Packet>,
}

/// What whoever takes a conversation over has to know. All of it is quoted, and says where from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Packet {
    /// The place of the handoff in the thread.
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) reason: HandoffReason,
    /// The rule that decided.
    pub(crate) rule: Option<RuleNamed>,
    /// What an action tells the team.
    pub(crate) note: Option<String>,
    /// The words that asked for a person, or the message that the rule held for.
    pub(crate) matched: Option<Quote>,
    pub(crate) outcome: Fate,
    pub(crate) mark: Option<MarkView>,
    /// At most three lines.
    pub(crate) summary: Vec<SummaryLine>,
    /// What was answered and declined, oldest first.
    pub(crate) replies: Vec<PacketReply>,
    /// What the visitor answered to actions.
    pub(crate) given: Vec<PacketGiven>,
    pub(crate) lookups: Vec<PacketLookup>,
    /// What the visitor told of themselves.
    pub(crate) details: Details,
    /// What a rule had the visitor told as it passed the conversation on.
    pub(crate) told: Option<Quote>,
    pub(crate) visitor: VisitorBrief,
    /// The visitor has opened a mail that was sent to their address.
    pub(crate) email_confirmed: bool,
    pub(crate) context: ContextNow,
    pub(crate) tags: Vec<String>,
    pub(crate) priority: Priority,
    /// What the assistant would answer, where a draft is ready.
    pub(crate) draft: Option<PacketDraft>,
}

/// Words, and where they stand in the thread.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Quote {
    pub(crate) seq: i64,
    pub(crate) text: String,
}

/// A line of the summary: somebody's own sentence.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SummaryLine {
    pub(crate) about: SummaryAbout,
    pub(crate) seq: i64,
    pub(crate) text: String,
}

/// What a line tells.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SummaryAbout {
    /// What the visitor came for.
    Wanted,
    /// What the assistant answered last.
    Answered,
    /// The closest that it found last.
    Closest,
    /// It declined last.
    Declined,
    /// What a teammate said last.
    Replied,
    /// What nobody has answered.
    Open,
}

/// A reply of the assistant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PacketReply {
    pub(crate) seq: i64,
    pub(crate) outcome: TurnOutcome,
    pub(crate) text: String,
    /// What was asked.
    pub(crate) question: Option<Quote>,
    /// What it rests on, each once.
    pub(crate) citations: Vec<Citation>,
}

/// What was answered to an action at once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PacketGiven {
    pub(crate) seq: i64,
    pub(crate) values: Vec<Given>,
}

/// What a lookup gave, or that it failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PacketLookup {
    pub(crate) seq: i64,
    pub(crate) lookup: String,
    pub(crate) ok: bool,
    pub(crate) values: Vec<Given>,
}

/// A draft that is ready.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PacketDraft {
    pub(crate) draft: u32,
    pub(crate) sentences: Vec<DraftSentence>,
}
