//! The life of a conversation: commands in, events out.
//!
//! The state answers one question: who owes the visitor the next reply? There is no text in here,
//! no clock, no chance and no I/O; the words of an event are stored beside the log by whoever
//! performs the command.

mod apply;
mod awaited;
mod command;
mod decide;
mod draft;
mod event;
mod handoff;
mod job;
mod live;
mod reason;
mod run;
mod tags;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use awaited::{Awaited, Told};
pub use command::{Command, Moment, Policy, Refusal};
pub use draft::{Draft, DraftUse};
pub use event::Event;
pub use handoff::{Fate, Mark};
pub use job::Job;
pub use reason::{Failure, Outcome, Reason, ReleaseCause, Topic};
pub use run::{Deed, Run, RunEnd, RunKey, Start};

use crate::id::{RuleId, TeamId, TeammateId};
use crate::message::Author;
use crate::rollout::Mute;
use crate::rule::Priority;

/// Milliseconds since 1970 in UTC.
pub type Millis = i64;

/// The place of an event in its conversation, from 1; 0 is before the first.
pub type Seq = i64;

/// Who owes the visitor the next reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Owner {
    /// Nobody: new, or resolved.
    Nobody {
        /// Who resolved it and when; none for a conversation without a message.
        resolved: Option<Resolution>,
    },
    /// The assistant.
    Assistant {
        /// The answer being written, if any.
        turn: Option<Turn>,
    },
    /// The team, but nobody of it yet.
    Queue {
        /// Since when the visitor waits for a person.
        since: Millis,
        /// The team it is routed to; none for everybody.
        team: Option<TeamId>,
        /// Why it was handed off.
        reason: Reason,
        /// Whether the assistant answers meanwhile, and its turn.
        helping: Option<Helping>,
    },
    /// One person.
    Teammate {
        /// Who.
        teammate: TeammateId,
        /// Since when.
        since: Millis,
    },
}

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Resolution {
    /// The teammate who resolved it.
    pub by: TeammateId,
    /// When.
    pub at: Millis,
}

/// The assistant helps while the visitor waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Helping {
    /// The answer being written, if any.
    pub turn: Option<Turn>,
}

/// An answer being written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Turn {
    /// Never reused, so that an answer from before a hand-back cannot pass for the new one.
    pub id: u32,
    /// From 1; grows when a crash cut the turn off.
    pub attempt: u32,
    /// The last visitor message that this turn answers.
    pub through: Seq,
    /// Sentences that the visitor has seen of this attempt.
    pub released: u32,
    /// The first visitor message that came after the first sentence; the next turn's.
    pub next: Option<Unanswered>,
    /// The assistant had just offered a person, so that a "yes" accepts.
    pub accepts_offer: bool,
}

/// The first visitor message without a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unanswered {
    /// Its place.
    pub seq: Seq,
    /// When it was said.
    pub at: Millis,
}

/// The last thing said to the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its place.
    pub seq: Seq,
    /// Who said it.
    pub by: Author,
}

/// What the assistant did since it last received the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stretch {
    /// Turns begun.
    pub exchanges: u32,
    /// Declined answers in a row.
    pub declined: u32,
    /// Topics for which a person was offered.
    pub offered: BTreeSet<Topic>,
}

/// The draft that was begun last, for a message that still waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDraft {
    /// Its number.
    pub id: u32,
    /// The last visitor message when it was begun.
    pub through: Seq,
    /// Where it stands in the log, once it is there.
    pub seq: Option<Seq>,
}

/// Which attempt at which turn an assistant's command belongs to, and under which owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TurnKey {
    /// The turn.
    pub turn: u32,
    /// The attempt, from 1.
    pub attempt: u32,
    /// The epoch in which the turn was begun.
    pub epoch: u32,
}

/// One conversation, as its log says it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Who owes the next reply.
    pub owner: Owner,
    /// Grows with each change of owner; what carries an earlier one is refused.
    pub epoch: u32,
    /// The last event.
    pub seq: Seq,
    /// The last event that the visitor may see: the `prev` of the next one for that reader.
    pub visitor_seq: Seq,
    /// The last turn ever begun.
    pub last_turn: u32,
    /// The assistant's present stretch.
    pub stretch: Stretch,
    /// The first visitor message without a reply.
    pub unanswered_since: Option<Unanswered>,
    /// Since when the visitor waits for a person's first word. It may have begun with a press of
    /// the button, and a take-over alone does not end it.
    #[serde(default)]
    pub asked_since: Option<Millis>,
    /// What they are told of it, where they came into the queue.
    #[serde(default)]
    pub awaited: Option<Awaited>,
    /// The assistant's last words offered a person.
    pub offer_open: bool,
    /// The last thing said to the visitor.
    pub last_reply: Option<Reply>,
    /// The visitor's last message.
    pub last_said: Seq,
    /// Messages of the visitor so far; unread counts are differences of it.
    pub visitor_messages: u32,
    /// Requests for a person up to here were met, so that they never hand off again.
    pub served_through: Seq,
    /// Why the assistant does not speak here, as decided when the conversation began.
    #[serde(default)]
    pub mute: Option<Mute>,
    /// The last draft ever begun.
    #[serde(default)]
    pub last_draft: u32,
    /// The draft for the message that waits.
    #[serde(default)]
    pub draft: Option<OpenDraft>,
    /// The last action ever begun.
    #[serde(default)]
    pub last_run: u32,
    /// The action that asks or is at work.
    #[serde(default)]
    pub run: Option<Run>,
    /// A model began the last action, or one that led to it.
    #[serde(default)]
    pub judged: bool,
    /// Labels, each once.
    #[serde(default)]
    pub tags: BTreeSet<String>,
    /// Labels that a teammate took off: nothing but a teammate puts them on again.
    #[serde(default)]
    pub taken_off: BTreeSet<String>,
    /// How soon it wants a person.
    #[serde(default)]
    pub priority: Priority,
    /// Rules that passed it to the team since it began or was resolved: what stood then is no new
    /// reason.
    #[serde(default)]
    pub ruled: BTreeSet<RuleId>,
    /// Until when the visitor is to be called.
    #[serde(default)]
    pub call_back: Option<Millis>,
}

impl Default for Conversation {
    fn default() -> Self {
        Self {
            owner: Owner::Nobody { resolved: None },
            epoch: 0,
            seq: 0,
            visitor_seq: 0,
            last_turn: 0,
            stretch: Stretch::default(),
            unanswered_since: None,
            asked_since: None,
            awaited: None,
            offer_open: false,
            last_reply: None,
            last_said: 0,
            visitor_messages: 0,
            served_through: 0,
            mute: None,
            last_draft: 0,
            draft: None,
            last_run: 0,
            run: None,
            judged: false,
            tags: BTreeSet::new(),
            taken_off: BTreeSet::new(),
            priority: Priority::Normal,
            ruled: BTreeSet::new(),
            call_back: None,
        }
    }
}

impl Conversation {
    /// The answer being written, whether the assistant owns the conversation or helps meanwhile.
    pub fn turn(&self) -> Option<&Turn> {
        match &self.owner {
            Owner::Assistant { turn } => turn.as_ref(),
            Owner::Queue { helping: Some(helping), .. } => helping.turn.as_ref(),
            _ => None,
        }
    }

    /// What the commands of the present turn must carry.
    pub fn turn_key(&self) -> Option<TurnKey> {
        self.turn().map(|turn| TurnKey { turn: turn.id, attempt: turn.attempt, epoch: self.epoch })
    }

    /// The team it waits for, if it waits for one.
    pub fn team(&self) -> Option<TeamId> {
        match self.owner {
            Owner::Queue { team, .. } => team,
            _ => None,
        }
    }

    /// The teammate who answers, if one does.
    pub fn teammate(&self) -> Option<TeammateId> {
        match self.owner {
            Owner::Teammate { teammate, .. } => Some(teammate),
            _ => None,
        }
    }

    /// Since when the visitor waits for a person, if they do: in the queue, or for the teammate
    /// who answers.
    pub fn waiting_since(&self) -> Option<Millis> {
        match self.owner {
            Owner::Queue { since, .. } => Some(since),
            Owner::Teammate { .. } => {
                let message = self.unanswered_since.map(|unanswered| unanswered.at);
                self.asked_since.into_iter().chain(message).min()
            }
            _ => None,
        }
    }

    /// What a person owes a word to: a message, or 0 where only a person was asked for.
    pub(super) fn owed(&self) -> Option<Seq> {
        let message = self.unanswered_since.map(|unanswered| unanswered.seq);
        message.or(self.asked_since.map(|_| 0))
    }

    /// What follows from an event, given the state after it. This and the event itself are the
    /// only vocabulary of effects.
    pub fn job(&self, event: &Event) -> Option<Job> {
        match (event, &self.owner) {
            (Event::TurnStarted { .. } | Event::TurnRetried { .. }, _) => {
                self.turn_key().map(|key| Job::Answer { key })
            }
            (Event::DraftStarted { draft }, _) => Some(Job::Draft { draft: *draft }),
            (Event::ActionStarted { .. } | Event::FieldsGiven { .. }, _) => {
                self.run_key().map(|RunKey { run, step }| Job::Act { run, step })
            }
            (Event::FormShown { .. }, _) => {
                self.run_key().map(|RunKey { run, step }| Job::FormDue { run, step })
            }
            (
                Event::HandedOff { .. }
                | Event::Routed { .. }
                | Event::Released { .. }
                | Event::Promised { .. },
                _,
            ) => self.promise_job(),
            (Event::WebhookDue { run, place }, _) => {
                Some(Job::Webhook { run: *run, place: *place })
            }
            (
                Event::VisitorSaid { .. }
                | Event::TakenOver { .. }
                | Event::Transferred { .. }
                | Event::Returned { .. }
                | Event::ActionEnded { withheld: true, .. },
                Owner::Teammate { .. },
            ) => self.owed().map(|since| Job::Silence { epoch: self.epoch, since }),
            _ => None,
        }
    }
}
