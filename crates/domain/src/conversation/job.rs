//! The work that events cause.

use serde::{Deserialize, Serialize};

use super::{Millis, Seq, TurnKey};

/// A piece of work that an event causes, stored in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Write the answer.
    Answer {
        /// The fence of everything the answer does.
        key: TurnKey,
    },
    /// Go on with an action.
    Act {
        /// Which run; nothing happens when it is over or asks.
        run: u32,
        /// Where it was when this became due: each time is work of its own.
        step: u32,
    },
    /// Tell a program of the owner something.
    Webhook {
        /// Of which run.
        run: u32,
        /// Its place among the effects of the way that was taken.
        place: u32,
    },
    /// Look whether what an action asked was answered.
    FormDue {
        /// Which run.
        run: u32,
        /// Nothing happens when it has gone on.
        step: u32,
    },
    /// Write a draft for the team.
    Draft {
        /// Nothing happens when a later one was begun.
        draft: u32,
    },
    /// Tell a visitor who waits how long it takes, or that it takes longer.
    Promise {
        /// What it follows from; nothing happens when something was told since.
        after: Seq,
        /// When: each look is work of its own.
        due: Millis,
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
            Self::Answer { .. } | Self::Draft { .. } | Self::Act { .. } | Self::Webhook { .. } => {
                at
            }
            Self::FormDue { .. } => at + crate::limits::FORM_OPEN_MS_MAX,
            Self::Promise { due, .. } => due,
            Self::Silence { .. } => at + crate::limits::TEAMMATE_SILENCE_MS_MAX,
        }
    }
}
