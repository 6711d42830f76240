//! What happened, in order. Events are stored for ever and carry a version; they hold no words.

use serde::{Deserialize, Serialize};

use super::{Draft, DraftUse, Mark, Millis, Outcome, Reason, ReleaseCause, RunEnd, Seq, Topic};
use crate::action::Started;
use crate::action::next::Taken;
use crate::id::{ActionId, RuleId, TeamId, TeammateId};
use crate::message::{Audience, Citation};
use crate::promise::Promise;
use crate::rollout::Mute;
use crate::rule::Priority;
use crate::signal::Signals;

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
    /// A visitor who waits was told how long it takes.
    Promised {
        /// What the queue said; none where nobody was present.
        #[serde(default)]
        expected_ms: Option<Millis>,
        /// What they were told.
        promise: Promise,
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
    /// A teammate says what they think of a handoff; the last word on each counts.
    Marked {
        /// Who.
        by: TeammateId,
        /// Where the handoff stands.
        handoff: Seq,
        /// What; none takes back what was said.
        mark: Option<Mark>,
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
    /// An action begins; what of it was said already is the body.
    ActionStarted {
        /// The run; its number only grows.
        run: u32,
        /// Which action.
        action: ActionId,
        /// As it was published then.
        version: u32,
        /// By what.
        started: Started,
        /// The teammate who sent it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<TeammateId>,
        /// Actions that led to it, one starting the next.
        #[serde(default)]
        depth: u32,
    },
    /// An action asks; the form is the body.
    FormShown {
        /// The run.
        run: u32,
        /// Where the run is with it; answers name it.
        step: u32,
    },
    /// What an action asked is answered; the answers are the body.
    FieldsGiven {
        /// The run.
        run: u32,
    },
    /// An action looked something up; what it found is the body.
    LookedUp {
        /// The run.
        run: u32,
        /// The name of the lookup.
        lookup: String,
        /// It found what it was to find.
        ok: bool,
    },
    /// An action tells a program of the owner something, which nobody waits for.
    WebhookDue {
        /// The run.
        run: u32,
        /// Its place among the effects of the way that was taken.
        place: u32,
    },
    /// An action is over; what it says and sets is the body.
    ActionEnded {
        /// The run.
        run: u32,
        /// How.
        end: RunEnd,
        /// The way it took.
        taken: Option<Taken>,
        /// The visitor is told what it says. While a teammate answers, only the team is.
        said: bool,
        /// A teammate answers, who owes the word that the action would have said.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        withheld: bool,
    },
    /// A tag was added.
    Tagged {
        /// Which.
        tag: String,
        /// The action that adds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<ActionId>,
        /// The rule that adds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<RuleId>,
        /// The teammate who adds it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<TeammateId>,
        /// The tagger adds it, by what was said.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        tagger: bool,
    },
    /// A tag was taken off; from now on only a teammate puts it on again.
    Untagged {
        /// Which.
        tag: String,
        /// Who took it off.
        by: TeammateId,
    },
    /// The priority was raised.
    Raised {
        /// To this.
        priority: Priority,
    },
    /// The visitor is owed a call.
    CallBackOwed {
        /// Until then.
        due: Millis,
    },
    /// The visitor was called.
    CallBackDone {
        /// By whom.
        by: TeammateId,
    },
}

impl Event {
    /// Who may see it.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Observed { .. }
            | Self::Noted { .. }
            | Self::Marked { .. }
            | Self::Muted { .. }
            | Self::Unmuted
            | Self::DraftStarted { .. }
            | Self::Drafted { .. }
            | Self::DraftDismissed { .. }
            | Self::LookedUp { .. }
            | Self::WebhookDue { .. }
            | Self::Tagged { .. }
            | Self::Untagged { .. }
            | Self::Raised { .. }
            | Self::CallBackDone { .. } => Audience::Team,
            _ => Audience::Everyone,
        }
    }

    /// Whether the body of the command that caused it belongs to this event.
    pub fn bears_body(&self) -> bool {
        matches!(
            self,
            Self::VisitorSaid { .. }
                | Self::DetailsGiven
                | Self::HandedOff {
                    reason: Reason::Asked { .. } | Reason::Action { .. } | Reason::Rule,
                    ..
                }
                | Self::SentenceReleased { .. }
                | Self::Replied { .. }
                | Self::Noted { .. }
                | Self::Drafted { .. }
                | Self::ActionStarted { .. }
                | Self::FormShown { .. }
                | Self::FieldsGiven { .. }
                | Self::LookedUp { .. }
                | Self::ActionEnded { .. }
        )
    }
}
