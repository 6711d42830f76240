//! What happened, in order. Events are stored for ever and carry a version; they hold no words.

use serde::{Deserialize, Serialize};

use super::{Millis, Seq, TurnKey};
use crate::id::{RuleId, TeamId, TeammateId};
use crate::message::{Audience, Citation};
use crate::rollout::Mute;
use crate::signal::{Sensitive, Signals, Verdict};

/// One change of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The visitor said something; its words are the body.
    VisitorSaid {
        /// Only thanks or goodbye: asks for no reply when the conversation is resolved.
        courtesy: bool,
    },
    /// The visitor told their name, address or matter; the fields are the body.
    DetailsGiven,
    /// The assistant begins to answer.
    TurnStarted {
        /// The turn.
        turn: u32,
    },
    /// A crash cut the turn off, and it begins once more.
    TurnRetried {
        /// The turn.
        turn: u32,
        /// The new attempt.
        attempt: u32,
    },
    /// What the turn observed.
    Observed {
        /// The turn.
        turn: u32,
        /// Everything it saw.
        signals: Box<Signals>,
    },
    /// One sentence of an answer became visible; its words are the body.
    SentenceReleased {
        /// The turn.
        turn: u32,
        /// The attempt.
        attempt: u32,
        /// Its place in the answer, from 0.
        index: u32,
        /// The passages it rests on.
        citations: Vec<Citation>,
    },
    /// The answer is whole.
    TurnEnded {
        /// The turn.
        turn: u32,
        /// How it ended.
        outcome: Outcome,
    },
    /// The assistant proposed a person.
    Offered {
        /// What about; once per stretch and topic.
        topic: Topic,
    },
    /// The conversation passed to the team; the words that asked for it are the body.
    HandedOff {
        /// Why.
        reason: Reason,
        /// The rule that decided, if one did.
        rule: Option<RuleId>,
        /// The team it is routed to.
        team: Option<TeamId>,
        /// The assistant goes on answering until a teammate joins.
        helps: bool,
    },
    /// The visitor no longer waits for a person.
    WaitCancelled,
    /// A teammate answers from now on.
    TakenOver {
        /// Who.
        by: TeammateId,
        /// From whom, if from another teammate.
        from: Option<TeammateId>,
    },
    /// A teammate gave the conversation to another.
    Transferred {
        /// Who gave it.
        by: TeammateId,
        /// Who has it.
        to: TeammateId,
    },
    /// The conversation waits for a team from now on, or for everybody. Who waits already does not
    /// begin to wait anew.
    Routed {
        /// Who gave it; none where its team is no more.
        by: Option<TeammateId>,
        /// The team; none for everybody.
        team: Option<TeamId>,
        /// The assistant answers until a teammate joins; of one who waits already it is left as it
        /// was.
        helps: bool,
    },
    /// A teammate said something; its words are the body.
    Replied {
        /// Who.
        by: TeammateId,
        /// The draft of the assistant that it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draft: Option<DraftUse>,
    },
    /// A teammate noted something for the team; its words are the body.
    Noted {
        /// Who.
        by: TeammateId,
    },
    /// The assistant answers from now on.
    HandedBack {
        /// Who handed it back.
        by: TeammateId,
    },
    /// The teammate no longer has the conversation, and the team owes the reply.
    Released {
        /// Who had it.
        teammate: TeammateId,
        /// Why.
        cause: ReleaseCause,
        /// The assistant answers meanwhile.
        helps: bool,
    },
    /// The matter is done.
    Resolved {
        /// Who says so.
        by: TeammateId,
    },
    /// The visitor came back within a day, to the teammate who had resolved it.
    Returned {
        /// Who has it again.
        to: TeammateId,
    },
    /// The assistant is not live for this conversation: people answer it.
    Muted {
        /// Why.
        why: Mute,
    },
    /// The conversation began anew, and the assistant is live for it now.
    Unmuted,
    /// The assistant begins to write a draft for the team.
    DraftStarted {
        /// The draft; its number only grows.
        draft: u32,
    },
    /// The draft is there; its sentences are the body.
    Drafted {
        /// Which.
        draft: u32,
        /// What it says and rests on.
        content: Box<Draft>,
    },
    /// A teammate does not want the draft.
    DraftDismissed {
        /// Who.
        by: TeammateId,
        /// Which.
        draft: u32,
    },
}

/// What a draft says, without its words, which are the body: a JSON list with a text a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The last visitor message that it answers.
    pub through: Seq,
    /// What each sentence rests on.
    pub citations: Vec<Vec<Citation>>,
    /// What kind of reply it would be; none when the assistant would pass on to a person.
    pub verdict: Option<Verdict>,
    /// The confidence that people see, when a search ran.
    pub confidence: Option<f32>,
}

/// How a reply came from a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftUse {
    /// Which draft.
    pub draft: u32,
    /// The teammate changed it before sending.
    pub edited: bool,
}

impl Event {
    /// Who may see it.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Observed { .. }
            | Self::Noted { .. }
            | Self::Muted { .. }
            | Self::Unmuted
            | Self::DraftStarted { .. }
            | Self::Drafted { .. }
            | Self::DraftDismissed { .. } => Audience::Team,
            _ => Audience::Everyone,
        }
    }

    /// Whether the body of the command that caused it belongs to this event.
    pub fn bears_body(&self) -> bool {
        matches!(
            self,
            Self::VisitorSaid { .. }
                | Self::DetailsGiven
                | Self::HandedOff { reason: Reason::Asked { .. }, .. }
                | Self::SentenceReleased { .. }
                | Self::Replied { .. }
                | Self::Noted { .. }
                | Self::Drafted { .. }
        )
    }
}

/// How a turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", content = "verdict", rename_all = "snake_case")]
pub enum Outcome {
    /// With a reply.
    Said(Verdict),
    /// With nothing more to say, because the visitor already waits for a person.
    Waiting,
}

/// What an offer of a person was about, so that it is made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The sources did not hold the answer.
    NotInSources,
    /// The visitor seemed to want a person.
    Person,
}

/// Why a conversation was handed off.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// The visitor pressed the button.
    Button,
    /// The visitor asked in their own words.
    Asked {
        /// The words that were recognised. They are a visitor's, so the log does not keep them:
        /// they are the body of the event.
        #[serde(skip)]
        matched: String,
    },
    /// The visitor said yes to an offer.
    OfferAccepted,
    /// A matter for people only.
    Sensitive {
        /// Which.
        matter: Sensitive,
    },
    /// A rule of the owner.
    Rule,
    /// The assistant could not do its work.
    Failed {
        /// What failed.
        failure: Failure,
    },
    /// The visitor came back after a resolution, and the teammate of then is gone.
    CameBack,
    /// A teammate gave it to a team.
    Routed,
    /// The assistant is not live for this visitor, page or time.
    NotLive {
        /// Why.
        why: Mute,
    },
    /// The teammate who had it is gone.
    Released {
        /// Why.
        cause: ReleaseCause,
    },
}

/// What failed in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The process ended in the middle, twice.
    Crash,
    /// The answer could not be made.
    Internal,
    /// The deadline of the turn passed.
    Deadline,
}

/// Why a teammate lost a conversation without handing it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseCause {
    /// They set themselves away.
    Away,
    /// They no longer work in the workspace.
    Removed,
    /// The visitor waited longer than the owner allows.
    Silent,
}

/// A piece of work that an event causes, stored in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Write the answer.
    Answer {
        /// The fence of everything the answer does.
        key: TurnKey,
    },
    /// Write a draft for the team.
    Draft {
        /// Nothing happens when a later one was begun.
        draft: u32,
    },
    /// Look whether the teammate has answered.
    Silence {
        /// Nothing happens when the owner has changed since.
        epoch: u32,
        /// Nor when the message of then was answered; 0 where only a person was asked for.
        since: Seq,
    },
}

impl Job {
    /// When it is due, given when its event happened.
    pub fn run_at(self, at: Millis) -> Millis {
        match self {
            Self::Answer { .. } | Self::Draft { .. } => at,
            Self::Silence { .. } => at + crate::limits::TEAMMATE_SILENCE_MS_MAX,
        }
    }
}
