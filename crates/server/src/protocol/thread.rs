//! A thread, event by event, as its readers see it.

use domain::conversation::Mark;
use domain::promise::Why;
use domain::rollout::Mute;
use domain::rule::Priority;
use domain::signal::Signals;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::MuteName;
use super::TeamBrief;

/// One event of a thread. `prev` is the last `seq` before it that this reader may see: a reader
/// who has not got that one has missed something and reads on from what it has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ThreadEvent {
    pub(crate) conversation: Uuid,
    pub(crate) seq: i64,
    pub(crate) prev: i64,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    /// The command that caused it, so that a sender knows its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) command: Option<Uuid>,
    #[serde(flatten)]
    pub(crate) happening: Happening,
}

/// What happened.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Happening {
    VisitorSaid {
        /// Empty where there are only pictures.
        text: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pictures: Vec<super::PictureView>,
    },
    DetailsGiven {
        details: Details,
    },
    TurnStarted {
        turn: u32,
    },
    /// A crash cut the turn off: what was shown of it stays, interrupted, and it begins anew.
    TurnRetried {
        turn: u32,
        attempt: u32,
    },
    /// Teammates only.
    Observed {
        turn: u32,
        #[schema(value_type = Object)]
        signals: Box<Signals>,
    },
    /// One sentence of an answer. Sentences of the same turn and attempt are one message. A
    /// message without `turn_ended` before the owner changes was interrupted.
    Sentence {
        turn: u32,
        attempt: u32,
        index: u32,
        text: String,
        citations: Vec<Citation>,
    },
    TurnEnded {
        turn: u32,
        outcome: TurnOutcome,
    },
    /// The assistant proposed a person; the client shows the button.
    Offered {
        topic: OfferTopic,
    },
    HandedOff {
        reason: super::HandoffReason,
        /// The visitor's own words that asked for it, where they did.
        #[serde(skip_serializing_if = "Option::is_none")]
        matched: Option<String>,
        /// What an action tells the team, or the name of the rule that decided. Teammates only.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// The assistant answers until a teammate joins.
        helps: bool,
    },
    /// The visitor who waits is told what to expect, in place of what they were told before: so
    /// many minutes, or that a person comes, or else why an address is asked for.
    Promised {
        /// "Usually answered within about so many minutes", from `at`.
        #[serde(skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// When they are over.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<Why>,
    },
    WaitCancelled,
    TakenOver {
        by: Person,
        from: Option<Person>,
    },
    Transferred {
        by: Person,
        to: Person,
    },
    /// It waits for a team from now on, or for everybody.
    Routed {
        /// None where its team is no more.
        by: Option<Person>,
        /// Teammates only.
        team: Option<TeamBrief>,
        helps: bool,
    },
    Replied {
        by: Person,
        text: String,
        /// The draft that it came from. Teammates only.
        #[serde(skip_serializing_if = "Option::is_none")]
        draft: Option<DraftSent>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pictures: Vec<super::PictureView>,
    },
    /// Teammates only.
    Noted {
        by: Person,
        text: String,
    },
    /// What a teammate thinks of a handoff; the last one counts. Teammates only.
    Marked {
        by: Person,
        /// The `seq` of the handoff.
        handoff: i64,
        /// None where it was taken back.
        mark: Option<Mark>,
    },
    HandedBack {
        by: Person,
    },
    Released {
        teammate: Person,
        cause: ReleasedFor,
        helps: bool,
    },
    Resolved {
        by: Person,
    },
    Returned {
        to: Person,
    },
    /// The assistant is not live for this conversation. Teammates only.
    Muted {
        #[schema(value_type = MuteName)]
        why: Mute,
    },
    /// The conversation began anew where the assistant is live. Teammates only.
    Unmuted,
    /// The assistant begins to write a draft. Teammates only.
    DraftStarted {
        draft: u32,
    },
    /// What the assistant would answer. Teammates only; it is out of date once the visitor has
    /// said something behind `through`, or somebody has replied.
    Drafted {
        draft: u32,
        through: i64,
        sentences: Vec<DraftSentence>,
        /// None when the assistant would pass on to a person.
        verdict: Option<TurnOutcome>,
        /// How likely the answer is right, 0 to 1. None when nothing was searched.
        confidence: Option<f32>,
    },
    /// Teammates only.
    DraftDismissed {
        by: Person,
        draft: u32,
    },
    /// An action begins. Until something of it is shown or it ends, it is at work.
    ActionStarted {
        run: u32,
        action: Uuid,
        /// Its name then.
        title: String,
        started: super::StartedBy,
        /// What the visitor had said of it already.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<super::Given>,
        /// The teammate who sent it.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Person>,
    },
    /// An action asks. What it asked before is closed by it.
    FormShown {
        run: u32,
        /// To send with the answers.
        step: u32,
        form: super::Form,
    },
    /// What was asked is answered, and the action is at work again.
    FieldsGiven {
        run: u32,
        fields: Vec<super::Given>,
    },
    /// A lookup gave this, or failed. Teammates only.
    LookedUp {
        run: u32,
        lookup: String,
        ok: bool,
        values: Vec<super::Given>,
    },
    /// A program is told something. Teammates only.
    WebhookDue {
        run: u32,
    },
    /// An action is over, and what it asked is closed.
    ActionEnded {
        run: u32,
        end: super::RunEnd,
        /// What the assistant says; empty for nothing.
        text: String,
        /// The visitor was told. While a teammate answers, only the team sees it.
        said: bool,
    },
    /// Teammates only.
    Tagged {
        tag: String,
        /// The action that set it.
        #[serde(skip_serializing_if = "Option::is_none")]
        action: Option<Uuid>,
        /// The rule that set it.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<Uuid>,
        /// The teammate who set it by hand.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Person>,
        /// The tagger set it, by what was said.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        tagger: bool,
    },
    /// Teammates only.
    Untagged {
        tag: String,
        by: Person,
    },
    /// The priority was raised. Teammates only.
    Raised {
        priority: Priority,
    },
    /// Somebody of the team will call the visitor until then.
    CallBackOwed {
        due: i64,
    },
    /// Teammates only.
    CallBackDone {
        by: Person,
    },
}

/// A sentence of a draft.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DraftSentence {
    pub(crate) text: String,
    pub(crate) citations: Vec<Citation>,
}

/// How a reply came from a draft.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct DraftSent {
    pub(crate) draft: u32,
    pub(crate) edited: bool,
}

/// How a turn ended.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TurnOutcome {
    Answered,
    Closest,
    Declined,
    Talk,
    /// The visitor already waits for a person.
    Waiting,
    /// An action owes the reply.
    Acts,
}

/// What an offer was about.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OfferTopic {
    NotInSources,
    Person,
}

/// Why a teammate lost a conversation.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReleasedFor {
    Away,
    Removed,
    Silent,
}

/// A teammate, as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Person {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// Their picture, at `/pictures/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) picture: Option<Uuid>,
}

/// A passage that a sentence rests on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Citation {
    pub(crate) source: Uuid,
    pub(crate) revision: u32,
    pub(crate) position: u32,
    pub(crate) title: String,
    pub(crate) heading: String,
    /// The page on which it begins, from 1, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
}

/// What a visitor tells of themselves. What is absent is left as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Details {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    /// What it is about, in the visitor's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}
