//! Why a conversation went to the team, and how turns end.

use serde::{Deserialize, Serialize};

use crate::id::ActionId;
use crate::rollout::Mute;
use crate::signal::{Sensitive, Verdict};

/// How a turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", content = "verdict", rename_all = "snake_case")]
pub enum Outcome {
    /// With a reply.
    Said(Verdict),
    /// With nothing more to say, because the visitor already waits for a person.
    Waiting,
    /// With an action, which owes the reply from now on.
    Acts,
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
    /// An action of the owner. What it tells the team is the body of the event.
    Action {
        /// Which.
        action: ActionId,
    },
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
