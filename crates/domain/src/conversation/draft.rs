//! What the assistant writes for the team.

use serde::{Deserialize, Serialize};

use super::Seq;
use crate::message::Citation;
use crate::signal::Verdict;

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
